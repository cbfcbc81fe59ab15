"""Links that open a page without an account. Nothing here opens one: the server key is needed too."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from scheduler.storage.models.base import Id, Model, choice, owner
from scheduler.storage.types import UtcDateTime


class LinkToken(Model):
    """The token is the selector and an HMAC of this row under the server's link key.

    `code_failures` counts wrong short codes on a paper link since the last right one.
    """

    __tablename__ = "link_token"

    id: Mapped[Id]
    selector: Mapped[str] = mapped_column(String(32), unique=True)
    purpose: Mapped[str] = mapped_column(choice("form", "paper", "feed", name="link_purpose"))
    caregiver_id: Mapped[int | None] = owner("caregiver.id")
    user_id: Mapped[int | None] = owner("user.id")
    created_utc: Mapped[datetime] = mapped_column(UtcDateTime)
    revoked_utc: Mapped[datetime | None] = mapped_column(UtcDateTime)
    code_failures: Mapped[int] = mapped_column(default=0)
