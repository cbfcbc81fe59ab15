"""Which use case a kind of job runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from scheduler.config import Settings
from scheduler.messaging.mailbox import ImapMailbox
from scheduler.messaging.opening import open_channel
from scheduler.services.check_plan import CHECKING, run_check
from scheduler.services.compare_plans import COMPARING, compare_by_default, run_comparison
from scheduler.services.deliver_messages import deliver_waiting
from scheduler.services.explain_plan import EXPLAINING, run_why
from scheduler.services.find_ceilings import run_ceilings
from scheduler.services.invite_by_mail import INVITING, invite_by_mail
from scheduler.services.plan_season import Effort, run_plan
from scheduler.services.queue_message import JOB_KIND as DELIVERY
from scheduler.services.request_plan import CEILINGS, PLANNING
from scheduler.services.run_jobs import RunningJob
from scheduler.services.take_replies import TAKING, take_replies
from scheduler.services.trade_rule import request_trades

Handler = Callable[[RunningJob], None]


def now_utc() -> datetime:
    return datetime.now(UTC)


def handlers(settings: Settings) -> Mapping[str, Handler]:
    """One handler for each `job.kind`."""
    effort = Effort(settings.solver_seconds, settings.solver_threads)

    def plan_season(job: RunningJob) -> None:
        try:
            run_plan(job, effort, now_utc)
        finally:
            request_trades(job.job_id, now_utc())
            compare_by_default(job.job_id, now_utc())

    def deliver_messages(_: RunningJob) -> None:
        channel = open_channel(settings.mail_url, settings.mail_from)
        deliver_waiting(channel, settings.base_url, now_utc())

    def explain_plan(job: RunningJob) -> None:
        run_why(job, effort)

    def compare_plans(job: RunningJob) -> None:
        run_comparison(job, effort, now_utc)

    def invite(job: RunningJob) -> None:
        invite_by_mail(job, now_utc())

    def look_for_replies(job: RunningJob) -> None:
        if settings.reply_mailbox is not None:
            take_replies(job, ImapMailbox.from_url(settings.reply_mailbox), now_utc)

    def find_ceilings(job: RunningJob) -> None:
        run_ceilings(job, effort)

    return {
        CEILINGS: find_ceilings,
        CHECKING: run_check,
        COMPARING: compare_plans,
        EXPLAINING: explain_plan,
        PLANNING: plan_season,
        DELIVERY: deliver_messages,
        INVITING: invite,
        TAKING: look_for_replies,
    }
