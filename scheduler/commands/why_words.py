"""The answers of `why` in plain words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from scheduler.domain.family_sets import EVERYONE
from scheduler.domain.plan import Session
from scheduler.domain.rows import moment_text
from scheduler.why.ceiling import Ceiling
from scheduler.why.changes import Changes
from scheduler.why.left_out import CAUSES, LeftOut
from scheduler.why.levels import LevelChange
from scheduler.why.session import Forced, WhySession
from scheduler.why.trades import Trade
from scheduler.why.variety import Variant

CAUSE_WORDS: Mapping[str, str] = {
    "interpreter": "no interpreter",
    "childcare": "no childcare",
    "ride": "no ride",
    "support": "a support that is not there",
    "feature": "the place lacks",
    "time": "no adult is free",
    "format": "cannot take part in this way",
    "childcare_full": "childcare is full",
    "bus_full": "the bus is full",
    "room_full": "the room is full",
    "line_full": "the line is full",
    "maybe": "said maybe",
    "not_offered": "the event is not offered",
}
LEAST_SHOWN = 5e-5


def of_session(about: WhySession) -> str:
    lines = [_session(about.session)]
    if about.fixed:
        lines.append("It is fixed: every plan must contain it.")
    if about.alternative is None:
        lines.append("No other start or place is valid while all other sessions stand.")
    else:
        missing = ", ".join(about.alternative.missing)
        lines += [
            f"{about.sites} other starts and places are valid while all other sessions stand. The best:",
            f"  {_session(about.alternative.session)}" + (f" (without {missing})" if missing else ""),
            *_level_lines(about.alternative.levels),
        ]
    for forced in about.forced:
        lines += _forced(about.session, forced)
    return "\n".join(lines)


def of_group(group: str, top: Ceiling | None, rows: Sequence[LeftOut]) -> str:
    lines = [f"{group}: no event invites it."]
    if top is not None:
        lines = [
            f"{group} has a rate of {top.here:.3f} in this plan. A valid plan was found that gives it "
            f"{top.reached:.3f}; no valid plan gives it more than {top.bound:.3f}."
        ]
    lines.append("Left out, in families over all events (families who have no way, or only a part of one):")
    totals: dict[tuple[str, str], list[float]] = defaultdict(lambda: [0, 0.0])
    for row in rows:
        if group in row.by_set:
            tally, key = row.by_set[group], (row.cause.kind, row.cause.detail)
            totals[key][0] += tally.families
            totals[key][1] += tally.missing
    for (kind, detail), (families, missing) in sorted(
        totals.items(), key=lambda item: (-item[1][1], CAUSES.index(item[0][0]))
    ):
        what = CAUSE_WORDS[kind] + (f" ({detail})" if detail else "")
        lines.append(f"  {missing:10.1f}  {what}  [{families:.0f} answers]")
    return "\n".join(lines)


def of_changes(found: Changes) -> str:
    lines = [
        f"{len(found.confirmed)} of {found.tried} changes that were solved include more, the smallest first:"
    ]
    for one in found.confirmed:
        lines += [one.text, *_level_lines(one.levels)]
        known = "Proven: no plan does" if one.proven else "No plan is known to do"
        lines.append(f"    {known} as well without it.")
    return "\n".join(lines)


def of_variants(others: Sequence[Variant], sessions: int) -> str:
    if not others:
        return "No other plan was found that loses so little."
    lines = []
    for n, one in enumerate(others, 1):
        changes = one.changes
        lines.append(
            f"Plan {n}: of {sessions} sessions {len(changes.kept)} kept, {len(changes.moved)} moved, "
            f"{len(changes.dropped)} dropped, {len(changes.added)} added; "
            f"it shares at most {one.shared} with any plan before it"
        )
        lines += [f"  {_session(old)} -> {_where(new)}" for old, new in changes.moved]
        lines += [f"  dropped {_session(old)}" for old in changes.dropped]
        lines += [f"  added {_session(new)}" for new in changes.added]
        lines += _level_lines(one.levels)
    return "\n".join(lines)


def of_trades(steps: Sequence[Trade]) -> str:
    lines = ["What each step changes, in families over all events, against the best plan without that step:"]
    for one in steps:
        more = {name: n for name, n in one.families.items() if abs(n) >= 0.05}
        cost = f", cost {one.cost:+.2f}" if abs(one.cost) >= 0.005 else ""
        everyone = more.pop(EVERYONE, 0.0)
        if not more and not everyone and not cost:
            lines.append(f"{one.level}: nothing")
            continue
        lines.append(f"{one.level}: everyone {everyone:+.1f}{cost}")
        for sign, word in ((1, "more"), (-1, "fewer")):
            some = [f"{name} {abs(n):.1f}" for name, n in more.items() if n * sign > 0]
            lines += [f"  {word}: {', '.join(some)}"] if some else []
    return "\n".join(lines)


def _forced(session: Session, forced: Forced) -> list[str]:
    where = f"not on {session.start:%Y-%m-%d}" if forced.forbidden == "day" else f"not at {session.place}"
    if not forced.possible:
        return [f"{session.event} {where}: no valid plan is left (proven)."]
    if forced.sessions is None:
        return [f"{session.event} {where}: no plan was found in time."]
    lines = [f"{session.event} {where}, all else free: the best plan found"]
    lines += _level_lines(forced.levels)
    first, level = forced.levels[0], forced.bounds[0]
    word = "costs less than" if first.name == "cost" else "reaches more than"
    lines.append(
        f"  Proven: no such plan {word} {level.bound:.4f} on {first.name}; this plan has {first.before:.4f}."
    )
    short = forced.shortfall
    if short is None:
        lines.append("  No loss is proven.")
    else:
        before = "" if short.worse else ", or has less than it on a level before"
        lines.append(
            f"  Proven loss: every such plan has {short.bound:.4f} at best on {short.level}, "
            f"where this plan has {short.here:.4f}{before}."
        )
    return lines


def _level_lines(levels: Iterable[LevelChange]) -> list[str]:
    lines = [
        f"    {one.name}: {one.before:.4f} -> {one.after:.4f}"
        for one in levels
        if abs(one.loss) >= LEAST_SHOWN
    ]
    return lines or ["    no level changes"]


def _session(session: Session) -> str:
    return f"{session.event}, {_where(session)}"


def _where(session: Session) -> str:
    return f"{moment_text(session.start).replace('T', ' ')} at {session.place}"
