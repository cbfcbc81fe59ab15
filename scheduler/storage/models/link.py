"""Links that open a page without an account. Nothing here opens one: the server key is needed too."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from scheduler.storage.models.base import Id, LanguageCode, Model, choice, owner
from scheduler.storage.types import UtcDateTime


class LinkToken(Model):
    """The token is the selector and an HMAC of this row under the server's link key.

    Exactly one of the five owners is set; a calendar feed may also show what concerns a language, an
    audience or a provider. `fetched_by` is the program that asked for the feed last, never a person.
    `code_failures` counts wrong short codes on a paper link since the last right one.
    """

    __tablename__ = "link_token"

    id: Mapped[Id]
    selector: Mapped[str] = mapped_column(String(32), unique=True)
    purpose: Mapped[str] = mapped_column(choice("form", "paper", "feed", name="link_purpose"))
    caregiver_id: Mapped[int | None] = owner("caregiver.id")
    user_id: Mapped[int | None] = owner("user.id")
    language: Mapped[LanguageCode | None]
    audience_id: Mapped[int | None] = owner("audience.id")
    provider_id: Mapped[int | None] = owner("provider.id")
    created_utc: Mapped[datetime] = mapped_column(UtcDateTime)
    revoked_utc: Mapped[datetime | None] = mapped_column(UtcDateTime)
    code_failures: Mapped[int] = mapped_column(default=0)
    fetched_utc: Mapped[datetime | None] = mapped_column(UtcDateTime)
    fetched_by: Mapped[str | None] = mapped_column(String(30))
