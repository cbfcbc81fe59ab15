"""A family, its caregivers and students, and how far earlier seasons included it."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.extensions import db
from scheduler.storage.models.base import Id, LanguageCode, Model, Name, choice, owner

student_family = db.Table(
    "student_family",
    Column("student_id", ForeignKey("student.id", ondelete="CASCADE"), primary_key=True),
    Column("family_id", ForeignKey("family.id", ondelete="CASCADE"), primary_key=True, index=True),
)


class Family(Model):
    """The household that is invited. `size` counts the people who come.

    `apart`: its caregivers must not meet, nor learn of each other, as a protective order may demand.
    """

    __tablename__ = "family"

    id: Mapped[Id]
    size: Mapped[int] = mapped_column(default=1)
    zone: Mapped[str | None] = mapped_column(String(60))
    apart: Mapped[bool] = mapped_column(default=False)

    caregivers: Mapped[list[Caregiver]] = relationship(
        back_populates="family", cascade="all, delete-orphan", passive_deletes=True
    )
    students: Mapped[list[Student]] = relationship(secondary=student_family, passive_deletes=True)


class Caregiver(Model):
    """An adult of a family, with an own language spoken, language read, channel and link."""

    __tablename__ = "caregiver"

    id: Mapped[Id]
    family_id: Mapped[int] = owner("family.id")
    name: Mapped[Name]
    language_spoken: Mapped[LanguageCode]
    language_read: Mapped[LanguageCode]
    channel: Mapped[str] = mapped_column(
        choice("email", "sms", "call", "paper", "none", name="caregiver_channel"), default="none"
    )
    email: Mapped[str | None] = mapped_column(String(254))
    phone: Mapped[str | None] = mapped_column(String(40))

    family: Mapped[Family] = relationship(back_populates="caregivers")


class Student(Model):
    """A student may be in one or more families."""

    __tablename__ = "student"

    id: Mapped[Id]
    name: Mapped[Name]
    school_id: Mapped[int] = mapped_column(ForeignKey("audience.id", ondelete="RESTRICT"), index=True)
    grade_id: Mapped[int | None] = mapped_column(ForeignKey("audience.id", ondelete="SET NULL"))


class Caseload(Model):
    """The liaison who speaks and types for a family; one a family."""

    __tablename__ = "caseload"

    family_id: Mapped[int] = mapped_column(ForeignKey("family.id", ondelete="CASCADE"), primary_key=True)
    liaison_id: Mapped[int] = owner("user.id")


class Participation(Model):
    """How far a closed season included a family: event weights counted, fractions allowed."""

    __tablename__ = "participation"
    __table_args__ = (UniqueConstraint("family_id", "season_id"),)

    id: Mapped[Id]
    family_id: Mapped[int] = owner("family.id")
    season_id: Mapped[int] = owner("season.id")
    included: Mapped[float]
    invited: Mapped[float]
