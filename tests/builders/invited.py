"""A caregiver who reads mail, could come on Tuesday and Wednesday evening, and a plan with both evenings."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update

from scheduler.extensions import db
from scheduler.messaging.channels import Channel, Letter
from scheduler.services.deliver_messages import deliver_waiting
from scheduler.services.invite_by_mail import INVITING, invite_by_mail
from scheduler.services.release_plan import release_plan
from scheduler.storage.models import (
    AnswerHours,
    Caregiver,
    District,
    Event,
    Job,
    MailedInvitation,
    Release,
    ReleaseSession,
    Rsvp,
)
from tests.builders.board_rows import (
    FIRST_EVENING,
    add_open_season,
    add_plan,
    add_run,
    add_session,
    added,
    snap_again,
)
from tests.builders.jobs import FakeJob
from tests.builders.people import NOW, add_answer, add_caregiver, add_user

SITE = "http://localhost"
PATTERN = "replies+*@school.example"
EVENINGS = [{"day": day, "start_minute": 17 * 60, "end_minute": 21 * 60, "level": "yes"} for day in (1, 2)]


class Letterbox:
    """Takes every letter."""

    def __init__(self) -> None:
        self.letters: list[Letter] = []

    def send(self, letter: Letter) -> None:
        self.letters.append(letter)


class InvitedFamily:
    """`reading` is on Tuesday, 3 March 2026 at 18:00, `maths` a day later; both last an hour and a half."""

    def __init__(self, **facts: Any) -> None:
        added(District(name="Oak Schools", timezone="America/New_York", default_language="en"))
        usual = {"channel": "email", "email": "amina@home.example"}
        self.caregiver: Caregiver = add_caregiver(**{**usual, **facts})
        self.season = add_open_season()
        add_answer(self.caregiver, self.season, hours=[AnswerHours(**each) for each in EVENINGS])
        self.plan = add_plan(add_run(self.season))
        self.reading = add_session(self.plan, "Reading night")
        self.maths = add_session(self.plan, "Maths night", start=FIRST_EVENING + timedelta(days=1))
        self.planner = add_user()
        db.session.execute(update(Event).values(for_everyone=True))
        snap_again(self.plan)

    def release(self, days_later: int = 0, box: Channel | None = None) -> list[Letter]:
        """Release the plan, let the worker's jobs run, and give the letters by their subject."""
        now = NOW + timedelta(days=days_later)
        release_plan(self.plan.id, self.planner.id, now)
        return self.work(now, box)

    def work(self, now: datetime, box: Channel | None = None) -> list[Letter]:
        for job in db.session.scalars(select(Job).where(Job.kind == INVITING, Job.state == "queued")).all():
            invite_by_mail(FakeJob(job.id, job.arguments), now)
            job.state = "done"
        db.session.commit()
        letters = Letterbox()
        deliver_waiting(box or letters, SITE, now)
        return sorted(letters.letters, key=lambda letter: letter.subject)

    def uid(self, session: Any) -> str:
        """The lasting uid of a planned session."""
        query = select(ReleaseSession.uid).join(Release).where(ReleaseSession.event_id == session.event_id)
        found: str = db.session.scalars(query.order_by(Release.number.desc())).first()  # type: ignore[assignment]
        return found

    def say(self, session: Any, reply: str, now: datetime = NOW) -> None:
        added(
            Rsvp(
                caregiver_id=self.caregiver.id,
                session_uid=self.uid(session),
                reply=reply,
                replied_utc=now,
            )
        )

    def mailed(self, session: Any) -> MailedInvitation:
        query = select(MailedInvitation).filter_by(
            caregiver_id=self.caregiver.id, session_uid=self.uid(session)
        )
        return db.session.scalars(query).one()
