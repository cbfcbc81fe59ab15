"""The declarative base as type checkers and SQLAlchemy each need to see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from sqlalchemy import Enum, ForeignKey, String
from sqlalchemy.orm import mapped_column

from scheduler.extensions import db

if TYPE_CHECKING:
    from sqlalchemy.orm import DeclarativeBase as Model
else:
    Model = db.Model

Id = Annotated[int, mapped_column(primary_key=True)]
Key = Annotated[str, mapped_column(String(60))]
Name = Annotated[str, mapped_column(String(200))]
LanguageCode = Annotated[str, mapped_column(String(20))]


def owner(target: str, **options: Any) -> Any:
    """A foreign key whose row goes when the row it belongs to goes."""
    return mapped_column(ForeignKey(target, ondelete="CASCADE"), index=True, **options)


def choice(*values: str, name: str) -> Enum:
    """A text column that accepts these words only, checked by the database itself."""
    return Enum(*values, name=name, native_enum=False, create_constraint=True, length=30)
