"""What the next plan is held to, and why a plan could not keep all of it, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time, timedelta

from flask_babel import format_decimal, gettext

from scheduler.domain.shown_counts import STEP
from scheduler.language.dates import format_date, format_datetime, format_span
from scheduler.services.board_views import BoardView, ConflictView, SeasonView, WishView
from scheduler.web.presenters.board_words import named_set
from scheduler.web.presenters.money import shown_money
from scheduler.web.presenters.small_numbers import shown_percent

WHOLE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WishLine:
    """One wish in a sentence."""

    id: int
    text: str


@dataclass(frozen=True, slots=True)
class ConflictLine:
    """One requirement; `wishes` are those that loosen it when they are taken back.

    Where nobody wished for it, `floor_set` is the set whose floor may be tried lower, and `dollars` the money
    that may be tried in place of the budget; `event_id` is the event that the next plan may do without.
    """

    text: str
    wishes: tuple[WishLine, ...]
    floor_set: str | None
    dollars: str
    event_id: int | None


def wish_lines(board: BoardView, language: str) -> list[WishLine]:
    """Every wish that holds."""
    return [wish_line(wish, language) for wish in board.wishes]


def wish_line(wish: WishView, language: str) -> WishLine:
    return WishLine(wish.id, _wish_text(wish, language))


def conflict_lines(board: BoardView, language: str) -> list[ConflictLine]:
    """The requirements that cannot hold together."""
    more = _twice(board.season.budget_cents)
    return [
        ConflictLine(
            _conflict_text(row, language),
            tuple(wish_line(wish, language) for wish in row.wishes),
            row.set_key if row.kind == "floor" and not row.wishes else None,
            more if row.kind == "budget" and not row.wishes else "",
            row.event_id if row.kind == "event" and not _is_left_out(row) else None,
        )
        for row in board.conflict
    ]


def cap_hint(season: SeasonView) -> str:
    """What is to be known of a cap before it is typed."""
    trying = gettext("More than the budget is for trying only: such a plan cannot be released.")
    if not season.cost_per_family_cents:
        return trying
    steps = gettext(
        "A cap goes in steps of %(step)s, so that no family can be found by it.",
        step=shown_money(STEP * season.cost_per_family_cents),
    )
    return f"{trying} {steps}"


def _is_left_out(row: ConflictView) -> bool:
    return any(_is_long(wish) for wish in row.wishes)


def _is_long(wish: WishView) -> bool:
    """Whether it keeps more than a day free, as only leaving an event out does."""
    return (
        wish.start_local is not None
        and wish.end_local is not None
        and wish.end_local - wish.start_local > WHOLE_DAY
    )


def _twice(budget_cents: int | None) -> str:
    """In dollars, as a form sends it."""
    return "" if budget_cents is None else f"{2 * budget_cents / 100:.2f}"


def _wish_text(wish: WishView, language: str) -> str:
    if wish.kind == "cap":
        return gettext("It costs at most %(cost)s.", cost=shown_money(wish.cents or 0))
    if wish.kind == "floor":
        return gettext(
            "%(group)s: at least %(percent)s.",
            group=named_set(wish.set_key or "", wish.set_name),
            percent=shown_percent(round(100 * (wish.rate or 0))),
        )
    if wish.kind == "weight":
        weight = format_decimal(wish.weight or 0)
        return gettext("%(event)s counts %(weight)s times", event=wish.event or "–", weight=weight)
    if wish.kind == "pin":
        return _pinned(wish.event, wish, language)
    if _is_long(wish):
        return gettext("The plan does without this event: %(event)s.", event=wish.event or "")
    when = _when(wish, language)
    if wish.event is None:
        return gettext("Nothing is held %(when)s.", when=when)
    return gettext("%(event)s is not held %(when)s.", event=wish.event, when=when)


def _pinned(event: str | None, at: WishView | ConflictView, language: str) -> str:
    assert at.start_local is not None
    when = format_datetime(at.start_local, language, year=False)
    return gettext("%(event)s stays at %(when)s, %(place)s.", event=event, when=when, place=at.place)


def _when(wish: WishView, language: str) -> str:
    assert wish.start_local is not None
    assert wish.end_local is not None
    if wish.start_local.time() == time() and wish.end_local - wish.start_local == WHOLE_DAY:
        return format_date(wish.start_local, language, year=False)
    return format_span(wish.start_local, wish.end_local, language, year=False)


def _conflict_text(row: ConflictView, language: str) -> str:
    if row.kind == "event" and row.event:
        return gettext("%(event)s is held as often as it should be.", event=row.event)
    if row.kind == "fixed" and row.event:
        return _pinned(row.event, row, language)
    if row.kind == "floor" and row.set_key:
        return gettext("%(group)s gets at least its floor.", group=named_set(row.set_key, row.set_name))
    if row.kind == "budget":
        return gettext("The plan costs no more than the budget.")
    return row.text
