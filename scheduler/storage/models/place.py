"""A place: a room or a call, and when it is open."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.storage.models.base import Id, Model, Name, choice, owner
from scheduler.storage.types import UtcDateTime


class Place(Model):
    """Capacities count people; null is no limit. `features` such as `step_free`, `hearing_loop`.

    `latitude` and `longitude` are degrees, both or neither; no calendar tells those of a `private_home`.
    `back` holds what was so until `changed_utc` (services/change_place.py).
    """

    __tablename__ = "place"
    __table_args__ = (
        CheckConstraint("latitude BETWEEN -90 AND 90", name="latitude"),
        CheckConstraint("longitude BETWEEN -180 AND 180", name="longitude"),
        CheckConstraint("(latitude IS NULL) = (longitude IS NULL)", name="both_coordinates"),
    )

    id: Mapped[Id]
    name: Mapped[Name]
    format: Mapped[str] = mapped_column(choice("in_person", "online", "hybrid", "phone", name="place_format"))
    capacity: Mapped[int | None]
    online_capacity: Mapped[int | None]
    features: Mapped[list[str]] = mapped_column(JSON, default=list)
    zone: Mapped[str | None] = mapped_column(String(60))
    cost_cents: Mapped[int] = mapped_column(default=0)
    parallel: Mapped[int] = mapped_column(default=1)
    address: Mapped[str | None] = mapped_column(String(300))
    join_url: Mapped[str | None] = mapped_column(String(500))
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    private_home: Mapped[bool] = mapped_column(default=False)
    partner_id: Mapped[int | None] = mapped_column(ForeignKey("partner.id", ondelete="SET NULL"))
    back: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    changed_utc: Mapped[datetime | None] = mapped_column(UtcDateTime)

    openings: Mapped[list[PlaceOpening]] = relationship(cascade="all, delete-orphan", passive_deletes=True)


class PlaceOpening(Model):
    """Open every week on `day` (0 = Monday), local minutes after midnight."""

    __tablename__ = "place_opening"

    id: Mapped[Id]
    place_id: Mapped[int] = owner("place.id")
    day: Mapped[int]
    start_minute: Mapped[int]
    end_minute: Mapped[int]
