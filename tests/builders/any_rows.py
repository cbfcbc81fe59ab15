"""Rows for tables by their shape alone: enough for a migration to have something to carry."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Column, Connection, Enum, MetaData, insert, select
from sqlalchemy.types import JSON, Boolean, Date, DateTime, Float, Integer, String

from scheduler.extensions import db
from scheduler.storage.types import UtcDateTime


def fill_every_table(connection: Connection, metadata: MetaData) -> dict[str, int]:
    """Put two rows into every table, parents first; {table: rows}.

    Tables read from a database do not know which words a column takes; where the models know, they say.
    """
    for table in metadata.sorted_tables:
        for number in (1, 2):
            values = {c.name: _value(connection, c, number) for c in table.columns if not _numbers_itself(c)}
            connection.execute(insert(table).values(values))
    return count_rows(connection, metadata)


def count_rows(connection: Connection, metadata: MetaData) -> dict[str, int]:
    return {t.name: len(connection.execute(select(t)).all()) for t in metadata.sorted_tables}


def _numbers_itself(column: Column[Any]) -> bool:
    return column.primary_key and not column.foreign_keys and isinstance(column.type, Integer)


def _of_the_model(column: Column[Any]) -> Column[Any]:
    table = db.metadata.tables.get(column.table.name)
    return column if table is None else table.columns.get(column.name, column)


def _value(connection: Connection, column: Column[Any], number: int) -> Any:
    for key in column.foreign_keys:
        parents = connection.execute(select(key.column).order_by(key.column)).scalars().all()
        return parents[number - 1] if len(parents) >= number else None
    kind = _of_the_model(column).type
    if isinstance(kind, Enum):
        return kind.enums[0]
    if isinstance(kind, UtcDateTime):
        return datetime(2027, 1, number, tzinfo=UTC)
    plain: list[tuple[type, Any]] = [
        (JSON, {}),
        (Boolean, True),
        (Date, date(2027, 1, number)),
        (DateTime, datetime(2027, 1, number, 18)),
        (Float, 0.5),
        (Integer, number),
        (String, f"{column.name} {number}"[: getattr(kind, "length", None)]),
    ]
    return next(value for of, value in plain if isinstance(kind, of))
