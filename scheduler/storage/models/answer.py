"""What one caregiver answered for one season. What has no row was not answered."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.storage.models.base import Id, Model, choice, owner
from scheduler.storage.types import UtcDateTime


class Answer(Model):
    """`version` rises by one with every change, so that an older replay never overwrites a newer one.

    `formats` is null while that question is not answered. `may_keep`: the next season may begin with this.
    `blanks_asked`: whether the caregiver was asked what the open times mean.
    """

    __tablename__ = "answer"
    __table_args__ = (UniqueConstraint("caregiver_id", "season_id"),)

    id: Mapped[Id]
    caregiver_id: Mapped[int] = owner("caregiver.id")
    season_id: Mapped[int] = owner("season.id")
    version: Mapped[int] = mapped_column(Integer, default=1)
    saved_utc: Mapped[datetime] = mapped_column(UtcDateTime)
    given_through: Mapped[str] = mapped_column(
        choice("form", "liaison", "import", name="answer_given_through"), default="form"
    )
    formats: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    topics: Mapped[str] = mapped_column(String(2000), default="")
    may_keep: Mapped[bool] = mapped_column(default=False)
    rhythm: Mapped[str] = mapped_column(
        choice("every_week", "two_weeks", "ask_weekly", name="answer_rhythm"), default="every_week"
    )
    blanks_asked: Mapped[bool] = mapped_column(default=False)

    hours: Mapped[list[AnswerHours]] = relationship(cascade="all, delete-orphan", passive_deletes=True)
    dates: Mapped[list[AnswerDate]] = relationship(cascade="all, delete-orphan", passive_deletes=True)
    needs: Mapped[list[AnswerNeed]] = relationship(cascade="all, delete-orphan", passive_deletes=True)
    offers: Mapped[list[Offer]] = relationship(cascade="all, delete-orphan", passive_deletes=True)
    groups: Mapped[list[AnswerGroup]] = relationship(cascade="all, delete-orphan", passive_deletes=True)
    typed: Mapped[AnswerTyped | None] = relationship(cascade="all, delete-orphan", passive_deletes=True)
    changes: Mapped[list[AnswerChange]] = relationship(cascade="all, delete-orphan", passive_deletes=True)


class AnswerHours(Model):
    """On `day` (0 = Monday), local minutes after midnight; where two weeks take turns, in those of `turn`."""

    __tablename__ = "answer_hours"

    id: Mapped[Id]
    answer_id: Mapped[int] = owner("answer.id")
    turn: Mapped[int] = mapped_column(default=0)
    day: Mapped[int]
    start_minute: Mapped[int]
    end_minute: Mapped[int]
    level: Mapped[str] = mapped_column(choice("yes", "maybe", "no", name="answer_level"))


class AnswerDate(Model):
    """One date that differs: its rows replace that date's weekly rows."""

    __tablename__ = "answer_date"

    id: Mapped[Id]
    answer_id: Mapped[int] = owner("answer.id")
    on_date: Mapped[date]
    start_minute: Mapped[int]
    end_minute: Mapped[int]
    level: Mapped[str] = mapped_column(choice("yes", "maybe", "no", name="answer_date_level"))


class AnswerNeed(Model):
    """What must be there (`must`, decides), would help (`helps`, shown to those who prepare), is not needed
    (`no`), or would rather not be said (`private`).

    `kind` such as `interpreter` (detail: a language), `childcare` (amount: children), `step_free`.
    """

    __tablename__ = "answer_need"

    id: Mapped[Id]
    answer_id: Mapped[int] = owner("answer.id")
    kind: Mapped[str] = mapped_column(String(30))
    detail: Mapped[str] = mapped_column(String(500), default="")
    amount: Mapped[int] = mapped_column(default=0)
    strength: Mapped[str] = mapped_column(choice("must", "helps", "no", "private", name="need_strength"))


class Offer(Model):
    """What a caregiver can bring: a language, childcare, food, a hall, a skill, or co-planning.

    Co-planners see it from `sent_utc` on.
    """

    __tablename__ = "offer"

    id: Mapped[Id]
    answer_id: Mapped[int] = owner("answer.id")
    kind: Mapped[str] = mapped_column(String(30))
    detail: Mapped[str] = mapped_column(String(500), default="")
    sent_utc: Mapped[datetime | None] = mapped_column(UtcDateTime)


class AnswerGroup(Model):
    """What a caregiver says about being counted in a priority group; `no` leaves it."""

    __tablename__ = "answer_group"
    __table_args__ = (UniqueConstraint("answer_id", "group_id"),)

    id: Mapped[Id]
    answer_id: Mapped[int] = owner("answer.id")
    group_id: Mapped[int] = owner("priority_group.id")
    said: Mapped[str] = mapped_column(choice("yes", "no", "private", name="answer_group_said"))


class AnswerTyped(Model):
    """A liaison typed the answer in, with the family's consent: who, when, and from paper or a call."""

    __tablename__ = "answer_typed"

    answer_id: Mapped[int] = mapped_column(ForeignKey("answer.id", ondelete="CASCADE"), primary_key=True)
    liaison_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    through: Mapped[str] = mapped_column(choice("paper", "phone", name="answer_typed_through"))
    typed_utc: Mapped[datetime] = mapped_column(UtcDateTime)


class AnswerChange(Model):
    """`version` of an answer brought another `part`; `submission` names the page that sent it, if it did.

    So the same submission is known when it comes again, and an older one when a newer has changed its part.
    """

    __tablename__ = "answer_change"
    __table_args__ = (UniqueConstraint("answer_id", "part", "version"),)

    id: Mapped[Id]
    answer_id: Mapped[int] = owner("answer.id")
    part: Mapped[str] = mapped_column(
        choice("times", "ways", "talk", "groups", "reach", name="answer_change_part")
    )
    version: Mapped[int]
    submission: Mapped[str | None] = mapped_column(String(40))
