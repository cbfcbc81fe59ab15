"""What the board shows, as plain values. Counts are exact here; whoever shows them makes them coarse."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from scheduler.services.first_steps import FirstSteps


@dataclass(frozen=True, slots=True)
class ClosureView:
    """Local time in which no session may lie."""

    start_local: datetime
    end_local: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class SeasonView:
    """The span that is planned, in whole weeks from a Monday. Rates are compared in steps of `resolution`.

    `cost_per_family_cents` is what a family costs, turnout counted, that comes to all events.
    """

    id: int
    name: str
    timezone: str
    starts_on: date
    weeks: int
    budget_cents: int | None
    cost_per_family_cents: int
    resolution: float
    closures: tuple[ClosureView, ...]


@dataclass(frozen=True, slots=True)
class SupportView:
    """A provider who serves a session; `languages` are those that an interpreter serves there."""

    kind: str
    name: str
    languages: tuple[str, ...]
    zone: str | None


@dataclass(frozen=True, slots=True)
class SessionView:
    """One session of a plan; `reach` is how many families of each set can come: {set key: families}."""

    id: int
    event_id: int
    event: str
    start_local: datetime
    end_local: datetime
    place_id: int
    place: str
    format: str
    features: tuple[str, ...]
    supports: tuple[SupportView, ...]
    reach: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class FloorView:
    """The least rate that the season must give a set; voted, or set by default.

    `asked` is what was voted or wished for: the least rate that is shown as so much is `rate`.
    """

    rate: float
    voted: bool
    asked: float | None = None


@dataclass(frozen=True, slots=True)
class CeilingView:
    """How far a plan could go for one set alone: what is reached by one, and what is passed by none."""

    reached: float
    bound: float


@dataclass(frozen=True, slots=True)
class RateView:
    """How far a plan includes one set of families, beside the two yardsticks.

    Rates are from 0 to 1 and None where no event invites the set. `rate` counts earlier seasons too.
    `ceiling` is None where it is not known.
    """

    set_key: str
    name: str | None
    families: int
    takes_part: bool
    rate: float | None
    season_rate: float | None
    headcount_rate: float | None
    majority_rate: float | None
    floor: FloorView | None
    ceiling: CeilingView | None = None


@dataclass(frozen=True, slots=True)
class PairView:
    """The families in two groups at once; each name is that of a group."""

    first_key: str
    second_key: str
    first: str
    second: str
    families: int
    rate: float


@dataclass(frozen=True, slots=True)
class LevelView:
    """One level of the objective, as the exchange format reports it."""

    name: str
    value: float
    bound: float


@dataclass(frozen=True, slots=True)
class SessionRef:
    """A session in a sentence; `id` is its row on the board, None where it is not there yet."""

    event: str
    start_local: datetime
    place: str
    id: int | None = None


@dataclass(frozen=True, slots=True)
class FaultView:
    """A broken rule with everything that its sentence names; what the rule does not speak of is None.

    `kind` is the checker's. `other` is the second session of a pair; `set_key` and `set_name` a set of
    families; `since` the first day of the span whose hours are over.
    """

    kind: str
    session: SessionRef | None = None
    other: SessionRef | None = None
    event: str | None = None
    provider: str | None = None
    set_key: str | None = None
    set_name: str | None = None
    since: str | None = None


@dataclass(frozen=True, slots=True)
class PlanView:
    """A stored plan. `withdrawn` families of its snapshot have been deleted since it was made.

    `family_cost_cents` is the part of the cost that grows with those who come; `cap_cents` what it may cost
    by a wish. `ceilings_under_way` says that ceilings of its groups are still being looked for.
    """

    id: int
    objective: str
    trial: bool
    yardstick: bool
    status: str
    created_utc: datetime
    instance_hash: str
    cost_cents: int
    family_cost_cents: int
    cap_cents: int | None
    withdrawn: int
    faults: tuple[FaultView, ...]
    sessions: tuple[SessionView, ...]
    rates: tuple[RateView, ...]
    pairs: tuple[PairView, ...]
    levels: tuple[LevelView, ...]
    ceilings_under_way: bool


@dataclass(frozen=True, slots=True)
class WishView:
    """What the next plan is held to (`BoardWish` says which values each kind has)."""

    id: int
    kind: str
    event_id: int | None
    event: str | None
    place: str | None
    place_id: int | None
    start_local: datetime | None
    end_local: datetime | None
    cents: int | None
    set_key: str | None
    set_name: str | None
    rate: float | None
    weight: float | None


@dataclass(frozen=True, slots=True)
class ConflictView:
    """One of the requirements that cannot hold together; to take back one of `wishes` loosens it.

    `text` is the solver's, for a kind that has no words of its own. One that stands `alone` cannot be kept
    whatever the others are; then neither can any other.
    """

    kind: str
    event_id: int | None
    event: str | None
    place: str | None
    start_local: datetime | None
    set_key: str | None
    set_name: str | None
    wishes: tuple[WishView, ...]
    text: str
    alone: bool = False


@dataclass(frozen=True, slots=True)
class RunView:
    """A planning run: how far it is, and how it ended. `best` and `bound` belong to its `stage`.

    `around` is the plan of which it was to keep as much as it can. `kept` says whether it made a plan, be it
    one that was good enough when the run was cancelled.
    """

    job_id: int
    state: str
    objective: str
    around: int | None
    stage: str | None
    best: float | None
    bound: float | None
    seconds: float
    cancel_requested: bool
    failure: str | None
    kept: bool


@dataclass(frozen=True, slots=True)
class CheckView:
    """A check of a stored plan: `faults` is None until it is done."""

    state: str
    faults: int | None
    finished_utc: datetime | None


@dataclass(frozen=True, slots=True)
class ReleaseView:
    """A published plan; `by` is None once the account of whoever released it is gone."""

    number: int
    plan_id: int
    released_utc: datetime
    by: str | None


@dataclass(frozen=True, slots=True)
class StepView:
    """One change of the board; `by` is None where a run or an account that is gone made it.

    `person` is whoever joined or left by it.
    """

    id: int
    number: int
    kind: str
    at_utc: datetime
    by: str | None
    event: str | None
    person: str | None


@dataclass(frozen=True, slots=True)
class BoardView:
    """The working table of one season. `plan` is None before the first one is made.

    `on_board` says whether that plan is the one that the board shows to all; `undoable` is the step that can
    be taken back. `wishes` are what the next plan is held to, `conflict` why the last run could not keep all
    that was asked of it, `changed_since` whether the next plan would be held to something else; `events` are
    those of the season, by row, `waiting` the titles of those made after the plan. `version` changes with
    everything that is shown.

    `check` is the last check that was asked for, if it was one of this plan. `first_steps` is None once there
    is a plan, and an event that could be in it.
    """

    season: SeasonView
    run: RunView | None
    plan: PlanView | None
    check: CheckView | None
    releases: tuple[ReleaseView, ...]
    on_board: bool
    undoable: StepView | None
    repeatable: StepView | None
    wishes: tuple[WishView, ...]
    conflict: tuple[ConflictView, ...]
    changed_since: bool
    events: tuple[tuple[int, str], ...]
    waiting: tuple[str, ...]
    version: str
    first_steps: FirstSteps | None
