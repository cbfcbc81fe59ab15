"""What every table shares: its base class and the column types that recur."""

from __future__ import annotations

from typing import Annotated, Any

from sqlalchemy import Enum, ForeignKey, String
from sqlalchemy.orm import mapped_column

from scheduler.extensions import Base


class Model(Base):
    """A table of the district's database."""

    __abstract__ = True


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
