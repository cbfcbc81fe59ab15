"""Which families of the school district's list were added already."""

from __future__ import annotations

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from scheduler.storage.models.base import Model


class RosterKey(Model):
    """`hash` is an HMAC of the key that the list has for a family. Nothing says which family it became.

    It stays when the family leaves, so that the next import does not add who went.
    """

    __tablename__ = "roster_key"

    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
