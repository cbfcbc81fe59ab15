"""When the families of each set can come, hour by hour of the week, as the board shows it."""

from __future__ import annotations

from dataclasses import dataclass

from scheduler.services.ask_what_if import named_rates
from scheduler.services.laid_out_boards import opened_board
from scheduler.whatif.free_hours import free_hours, hour_starts, set_sizes


@dataclass(frozen=True, slots=True)
class SetHours:
    """`families` that answered; of them `free` have somebody free, by weekday and hour (mean over the weeks).

    `rate` is that of the plan.
    """

    set_key: str
    name: str | None
    rate: float | None
    families: float
    free: tuple[tuple[float, ...], ...]


@dataclass(frozen=True, slots=True)
class HoursView:
    """`starts` are the hours' first minutes after midnight."""

    plan_id: int
    starts: tuple[int, ...]
    sets: tuple[SetHours, ...]


def view_hours(plan_id: int, language: str) -> HoursView | None:
    """The hours of those who answered before the plan was made, and still do; None without such a plan."""
    rates = named_rates(plan_id, language)
    if not rates:
        return None
    with opened_board(plan_id) as board:
        starts = hour_starts(board)
        by_set = zip(board.sets.names, set_sizes(board), free_hours(board, starts), strict=True)
        found = {key: (families, free) for key, families, free in by_set}
    return HoursView(
        plan_id=plan_id,
        starts=tuple(starts),
        sets=tuple(
            SetHours(
                rate.set_key,
                name,
                rate.rate,
                float(found[rate.set_key][0]),
                tuple(tuple(row) for row in found[rate.set_key][1].tolist()),
            )
            for rate, name in rates
            if rate.set_key in found
        ),
    )
