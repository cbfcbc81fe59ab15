"""A release's memo in words and rounded numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import format_decimal, gettext

from scheduler.domain.shown_counts import FEWEST_SHOWN
from scheduler.language.dates import format_datetime
from scheduler.services.board_views import RateView
from scheduler.services.view_memo import ChanceView, MemoView
from scheduler.web.presenters.board_inclusion import in_order
from scheduler.web.presenters.board_talk import choice_names
from scheduler.web.presenters.board_words import objective_name, set_name
from scheduler.web.presenters.comparison_page import plan_columns
from scheduler.web.presenters.money import shown_money
from scheduler.web.presenters.motion_words import motion_text
from scheduler.web.presenters.small_numbers import rounded_rate, shown_cost, shown_percent
from scheduler.web.presenters.trade_words import step_lines
from scheduler.web.presenters.who_came import held_lines


@dataclass(frozen=True, slots=True)
class MemoRow:
    """One set of families: in this plan, in the two yardsticks, and in nine of ten simulated seasons."""

    name: str
    plan: str
    headcount: str
    majority: str
    likely: str


def memo_page(view: MemoView, language: str) -> dict[str, Any]:
    """What `board/memo.html` is given."""
    zone, names = ZoneInfo(view.timezone), dict(choice_names())

    def when(moment_utc: datetime) -> str:
        return format_datetime(moment_utc.astimezone(zone), language)

    return {
        "number": format_decimal(view.number),
        "season": view.season,
        "released": gettext("%(when)s, %(name)s", when=when(view.released_utc), name=view.by)
        if view.by
        else when(view.released_utc),
        "objective": objective_name(view.plan.objective),
        "sessions": format_decimal(len(view.plan.sessions)),
        "cost": _cost(view),
        "plan_id": view.plan.id,
        "rows": memo_rows(view),
        "columns": plan_columns(view.comparison),
        "reasons": [(reason.reason, reason.by or "", when(reason.at_utc)) for reason in view.reasons],
        "steps": [] if view.trades is None else step_lines(view.trades),
        "trades_unknown": view.trades is not None and view.trades.unknown,
        "trades_accepted": view.trades is not None and view.trades.acceptance == "carried",
        "votes": [(vote, names[vote.choice]) for vote in view.talk.votes],
        "objections": [comment for comment in view.talk.comments if comment.objection],
        "motions": [motion_text(motion, language) for motion in view.motions if motion.outcome == "carried"],
        "came": [line for line in reversed(held_lines(view.came, language)) if line.came],
        **_chance(view.chance, language),
    }


def memo_rows(view: MemoView) -> list[MemoRow]:
    """Every set of at least 10 families, in the order of what is shown, everyone last."""
    likely = {} if view.chance.answer is None else view.chance.answer["rates"]
    rates = [rate for rate in in_order(view.plan.rates) if rate.families >= FEWEST_SHOWN]
    return [
        MemoRow(
            set_name(rate),
            _text(rate.rate, rate),
            _text(rate.headcount_rate, rate),
            _text(rate.majority_rate, rate),
            _likely(likely, rate),
        )
        for rate in rates
    ]


def _text(value: float | None, rate: RateView) -> str:
    shown = rounded_rate(value, rate.families)
    return "–" if shown is None else shown.text


def _likely(likely: Mapping[str, Any], rate: RateView) -> str:
    if rate.set_key not in likely:
        return "–"
    _planned, low, high = likely[rate.set_key]
    least, most = _text(low, rate), _text(high, rate)
    return least if least == most else f"{least} – {most}"


def _cost(view: MemoView) -> str:
    cost = shown_cost(view.plan.cost_cents, view.plan.family_cost_cents, view.cost_per_family_cents)
    if view.budget_cents is None:
        return cost
    budget = shown_money(view.budget_cents)
    return gettext("%(cost)s of %(budget)s", cost=cost, budget=budget)


def _chance(chance: ChanceView, language: str) -> dict[str, Any]:
    """What may be too full and who would be missed; how often is told only where it counts no families."""
    if chance.answer is None:
        return {
            "seasons": "",
            "full": [],
            "missed": [],
            "chance_pending": chance.state in ("queued", "running"),
        }
    return {
        "seasons": format_decimal(chance.answer["seasons"]),
        "full": [_full(row, chance.names, language) for row in chance.answer["full"]],
        "missed": [
            gettext(
                "%(name)s: misses a session in %(share)s of the seasons",
                name=chance.names.get(provider, provider),
                share=shown_percent(round(100 * share)),
            )
            for provider, _sessions, share in chance.answer["absences"]
        ],
        "chance_pending": False,
    }


def _full(row: tuple[str, str, str, str, float], names: Mapping[str, str], language: str) -> str:
    event, start, place, thing, _share = row
    what = {
        "room": names.get(place, place),
        "line": gettext("The call"),
        "childcare": gettext("Childcare"),
        "bus": gettext("The bus"),
    }[thing]
    return gettext(
        "%(event)s, %(when)s: %(what)s",
        event=names.get(event, event),
        when=format_datetime(datetime.fromisoformat(start), language, year=False),
        what=what,
    )
