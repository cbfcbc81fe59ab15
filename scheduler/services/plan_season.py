"""Plan a season, outside any request, and keep what came of it.

A run makes three plans of one snapshot: the headcount poll and the majority plan as yardsticks, then
the plan that was asked for, above floors of half of what the majority plan gives each set of families, or
a little less: whether a floor is kept tells no more of a set than its shown rate does (decision 66). The
majority plan and this one keep the wishes of the board. This one is the nearest, of the plans that include
families alike, to the plan around which it was asked for, or in a season that was released to the latest
release.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from scheduler.domain.checker import check_plan
from scheduler.domain.family_sets import members
from scheduler.domain.instance import Floor, Instance
from scheduler.domain.instance_json import instance_hash
from scheduler.domain.plan import Objective, Plan, Session
from scheduler.evaluation import Rates, headcount
from scheduler.evaluation import Season as Evaluation
from scheduler.extensions import db
from scheduler.services.board_steps import PLANNED, take_step, wait_for_turn
from scheduler.services.laid_out_boards import lay_out
from scheduler.services.plan_outcome import plan_outcome
from scheduler.services.request_plan import request_ceilings
from scheduler.services.run_jobs import JobCancelledError, NothingFoundError, RunningJob
from scheduler.services.set_floors import asked_floors, default_floors
from scheduler.services.solve_apart import Task, solve_apart
from scheduler.solver import Cancelled, NoPlanInTime, Progress
from scheduler.storage.models import BoardWish, Season, Snapshot
from scheduler.storage.plans import (
    PlanSource,
    forget_plans_of,
    load_plan,
    load_season_rates,
    requirement_rows,
    store_plan,
)
from scheduler.storage.releases import latest_release
from scheduler.storage.requirements import requirements_hash
from scheduler.storage.snapshots import load_snapshot, take_snapshot
from scheduler.storage.wishes import active_wishes, asked_rates, wished_changes


@dataclass(frozen=True, slots=True)
class Effort:
    """How long and with how many threads a run may think."""

    seconds: float
    threads: int
    seed: int = 1


def run_plan(job: RunningJob, effort: Effort, clock: Callable[[], datetime]) -> None:
    """Make and store the three plans of one run. No transaction is open while the solver works."""
    run = _Run(job, effort, _snapshot(job, clock()), clock)
    run.keep_headcount()
    run.hold_to_wishes()
    majority = run.keep("majority", effort.seconds / 2, yardstick=True)
    objective: Objective = job.arguments["objective"]
    release = latest_release(job.arguments["season_id"])
    near = job.arguments.get("around") or (release.plan_id if release else None)
    if majority is not None:
        run.raise_floors(majority, load_season_rates(near) if near else {})
    run.stay_near(near)
    run.keep(objective, effort.seconds, yardstick=False)


def _snapshot(job: RunningJob, now_utc: datetime) -> int:
    """A run that was interrupted starts afresh: with the answers as they are now."""
    forget_plans_of(job.job_id)
    season = db.session.get_one(Season, job.arguments["season_id"])
    snapshot_id = take_snapshot(season, now_utc, lambda: secrets.token_hex(16))
    db.session.commit()
    return snapshot_id


class _Run:
    """The plans of one snapshot, each checked by code that the solver does not share, then stored."""

    def __init__(
        self, job: RunningJob, effort: Effort, snapshot_id: int, clock: Callable[[], datetime]
    ) -> None:
        self._job, self._effort, self._clock = job, effort, clock
        self._snapshot_id = snapshot_id
        self._before: tuple[Session, ...] = ()
        self._near: tuple[Session, ...] = ()
        self._wishes: list[dict[str, Any]] = []
        self._trial = False
        self._asked: dict[str, float] = {}
        """Floors that were voted or wished for, as they were asked, by set."""
        self._instance = load_snapshot(snapshot_id, []).instance
        self._sizes = {name: len(people) for name, people in members(self._instance).items()}
        db.session.rollback()

    def keep_headcount(self) -> None:
        bare = replace(self._instance, floors=())
        sessions = headcount(Evaluation(bare))
        poll = Plan("feasible", "majority", tuple(sessions))
        self._store(bare, poll, "headcount", yardstick=True)

    def keep(self, objective: Objective, seconds: float, *, yardstick: bool) -> Rates | None:
        """Solve from the plans before, check and store; the plan's rates, None where there is no plan.

        Of a run that is cancelled the plan that was asked for is kept, as good as it is by then.
        """
        instance = replace(self._instance, floors=()) if yardstick else self._instance
        threads, seed = self._effort.threads, self._effort.seed
        try:
            nearest = bool(self._near)
            task = Task(instance, objective, seconds, threads, seed, self._near, nearest, self._before)
            plan = solve_apart(task, self._report, self._job.cancelled)
        except Cancelled:
            raise JobCancelledError from None
        except NoPlanInTime as why:
            self._job.report({"unkept": requirement_rows(why.unkept)})
            raise NothingFoundError("NoPlanInTime") from None
        if not self._job.is_ours() or (yardstick and self._job.cancelled()):
            raise JobCancelledError
        faults = check_plan(instance, plan)
        if faults:
            raise RuntimeError(f"the solver gave a plan with {len(faults)} faults: {faults[0].text}")
        self._before = plan.sessions
        rates = self._store(instance, plan, objective, yardstick=yardstick)
        self._job.stop_if_cancelled()
        return rates

    def hold_to_wishes(self) -> None:
        """What was voted and what the board wishes for."""
        season = db.session.get_one(Season, self._job.arguments["season_id"])
        wishes = active_wishes(season.id)
        self._wishes = wished_changes(wishes)
        self._trial = any(_is_trial(wish, season.budget_cents) for wish in wishes)
        self._asked = asked_rates(season, wishes)
        snapshot = db.session.get_one(Snapshot, self._snapshot_id)
        snapshot.requirements_hash = requirements_hash(season, snapshot.frame, wishes)
        if self._wishes:
            self._instance = load_snapshot(self._snapshot_id, [], self._wishes).instance
        self._instance = replace(self._instance, floors=asked_floors(self._asked, self._sizes))
        db.session.commit()

    def raise_floors(self, majority: Rates, near: Mapping[str, float]) -> None:
        """Add the default floor where none was asked for, no higher than the plan to stay near gives.

        So whatever the majority plan is this time, that plan keeps the floors and can stay; where wishes
        break it, the majority plan, which keeps them, is there to begin with.
        """
        given = {name: rate for name, rate in majority.season.items() if name not in self._asked}
        defaults = default_floors(given, near, self._sizes)
        self._instance = replace(self._instance, floors=(*self._instance.floors, *defaults))

    def stay_near(self, plan_id: int | None) -> None:
        """What can stay of a plan shall stay: families have the sessions of a release in their calendars."""
        if plan_id is not None:
            self._near = load_plan(plan_id).sessions
        db.session.rollback()

    def _floor_row(self, floor: Floor) -> dict[str, Any]:
        row = {"group": floor.group, "rate": floor.rate}
        return row | ({"asked": self._asked[floor.group]} if floor.group in self._asked else {})

    def _report(self, progress: Progress) -> None:
        self._job.report(
            {
                "stage": progress.stage,
                "best": progress.best,
                "bound": progress.bound,
                "seconds": progress.seconds,
            }
        )

    def _store(self, instance: Instance, plan: Plan, objective: str, *, yardstick: bool) -> Rates | None:
        evaluation = Evaluation(instance)
        rates = evaluation.rates(plan.sessions) if plan.status != "infeasible" else None
        source = PlanSource(
            season_id=self._job.arguments["season_id"],
            snapshot_id=self._snapshot_id,
            job_id=self._job.job_id,
            objective=objective,
            yardstick=yardstick,
            instance_hash=instance_hash(instance),
            floors=tuple(self._floor_row(f) for f in instance.floors),
            wishes=tuple(self._wishes),
            trial=self._trial,
        )
        plan_id = store_plan(plan, plan_outcome(evaluation, plan, rates), source, self._clock())
        if not yardstick and rates is not None:
            wait_for_turn(source.season_id)
            take_step(source.season_id, PLANNED, plan_id, None, self._clock())
            request_ceilings(source.season_id, self._job.job_id, plan_id, self._clock())
        db.session.commit()
        if not yardstick and rates is not None:
            lay_out(plan_id)
        return rates


def _is_trial(wish: BoardWish, budget_cents: int | None) -> bool:
    """Whether a plan that keeps the wish is not for release: nobody voted for its floor, weight or money."""
    if wish.kind == "cap" and wish.cents is not None and budget_cents is not None:
        return wish.cents > budget_cents
    return wish.kind in ("floor", "weight")
