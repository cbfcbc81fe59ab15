"""What a move would do, in words. Every number comes from rounded counts, differences too."""

from __future__ import annotations

from typing import NamedTuple

from flask_babel import gettext

from scheduler.domain.shown_counts import FEWEST_SHOWN
from scheduler.language.dates import format_datetime
from scheduler.services.board_views import SessionRef
from scheduler.services.what_if_views import SetEffect, WhatIfView
from scheduler.web.presenters.board_faults import FaultLine, fault_lines
from scheduler.web.presenters.board_inclusion import LAST, shown_first
from scheduler.web.presenters.board_words import set_name
from scheduler.web.presenters.small_numbers import rounded_rate, shown_cost, shown_count, shown_difference


class EffectRow(NamedTuple):
    """One set of families; `way` is "up", "down" or "" by what can be seen of it."""

    name: str
    before: str
    after: str
    difference: str
    way: str
    gaining: str
    losing: str


class WhatIfText(NamedTuple):
    """The answer. `unseen` names the sets for which nothing changes that rounded numbers show."""

    event: str
    before: str
    after: str
    least: str
    rows: list[EffectRow]
    unseen: list[str]
    cost: str
    broken: list[FaultLine]


def what_if_text(view: WhatIfView, language: str) -> WhatIfText:
    """Everything that is said about one move."""
    counted = [effect for effect in _in_order(view.sets) if effect.families >= FEWEST_SHOWN]
    seen = [effect for effect in counted if _is_seen(effect)]
    return WhatIfText(
        event=view.before.event,
        before=_when_where(view.before, language),
        after=_when_where(view.after, language),
        least=_least(counted),
        rows=[_row(effect) for effect in seen],
        unseen=[set_name(effect) for effect in counted if effect not in seen],
        cost=_cost(view),
        broken=fault_lines(view.broken, language),
    )


def _is_seen(effect: SetEffect) -> bool:
    return bool(_difference(effect)) or max(effect.gaining, effect.losing) >= FEWEST_SHOWN


def _difference(effect: SetEffect) -> int:
    """Families more, of the rounded counts."""
    before, after = rounded_rate(effect.before, effect.families), rounded_rate(effect.after, effect.families)
    return after.families - before.families if before and after else 0


def _in_order(effects: tuple[SetEffect, ...]) -> list[SetEffect]:
    """The least included group first, as on the board; everyone last."""
    groups = [e for e in effects if e.set_key not in LAST]
    last = [e for key in LAST for e in effects if e.set_key == key]
    return sorted(groups, key=lambda e: shown_first(e.before, e.families)) + last


def _row(effect: SetEffect) -> EffectRow:
    before, after = rounded_rate(effect.before, effect.families), rounded_rate(effect.after, effect.families)
    difference = _difference(effect)
    return EffectRow(
        name=set_name(effect),
        before="–" if before is None else before.text,
        after="–" if after is None else after.text,
        difference=shown_difference(difference) or gettext("none to see"),
        way="up" if difference > 0 else "down" if difference < 0 else "",
        gaining=shown_count(effect.gaining),
        losing=shown_count(effect.losing),
    )


def _least(effects: list[SetEffect]) -> str:
    """Of the group that is shown as included least now, and of the one that would be."""
    compared = [e for e in effects if e.takes_part and e.before is not None and e.after is not None]
    if not compared:
        return ""
    now = min(compared, key=lambda e: shown_first(e.before, e.families))
    then = min(compared, key=lambda e: shown_first(e.after, e.families))
    before, after = rounded_rate(now.before, now.families), rounded_rate(then.after, then.families)
    assert before is not None
    assert after is not None
    return gettext(
        "Included least now: %(now)s, %(before)s. Then: %(then)s, %(after)s.",
        now=set_name(now),
        before=before.text,
        then=set_name(then),
        after=after.text,
    )


def _cost(view: WhatIfView) -> str:
    before, after = (
        shown_cost(*cents, view.cost_per_family_cents)
        for cents in (view.cost_before_cents, view.cost_after_cents)
    )
    if before == after:
        return gettext("The cost stays at %(cost)s.", cost=before)
    return gettext("The cost goes from %(before)s to %(after)s.", before=before, after=after)


def _when_where(session: SessionRef, language: str) -> str:
    when = format_datetime(session.start_local, language, year=False)
    return gettext("%(when)s, %(place)s", when=when, place=session.place)
