"""Priority groups: families with a barrier in common, never a people."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from scheduler.storage.models.base import Id, Key, Model, Name, choice, owner


class PriorityGroup(Model):
    """`question` names the form's question that the group is derived from."""

    __tablename__ = "priority_group"

    id: Mapped[Id]
    key: Mapped[Key] = mapped_column(unique=True)
    name: Mapped[Name]
    question: Mapped[str] = mapped_column(String(60))
    within_id: Mapped[int | None] = mapped_column(ForeignKey("priority_group.id", ondelete="SET NULL"))


class Membership(Model):
    """A family counts in a group, and where that is known from."""

    __tablename__ = "membership"
    __table_args__ = (UniqueConstraint("family_id", "group_id"),)

    id: Mapped[Id]
    family_id: Mapped[int] = owner("family.id")
    group_id: Mapped[int] = owner("priority_group.id")
    source: Mapped[str] = mapped_column(
        choice("answer", "asked", "liaison", "roster", name="membership_source")
    )
