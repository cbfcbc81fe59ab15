"""Plans that were made to be compared with another."""

from __future__ import annotations

from sqlalchemy.orm import Mapped, mapped_column

from scheduler.storage.models.base import Id, Model, choice, owner


class PlanAlternative(Model):
    """Made by one job from the same data, money and floors as the plan `of_id`.

    `kind`: the best for another end (`leximin`, `weighted`, `majority`), or one that differs most and loses
    little (`varied`).
    """

    __tablename__ = "plan_alternative"

    id: Mapped[Id]
    job_id: Mapped[int] = owner("job.id")
    of_id: Mapped[int] = owner("plan.id")
    plan_id: Mapped[int] = owner("plan.id")
    kind: Mapped[str] = mapped_column(
        choice("leximin", "weighted", "majority", "varied", name="plan_alternative_kind")
    )
