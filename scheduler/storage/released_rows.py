"""The sessions of a release as they stand in the database: thousands at a time, most of them seen before."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Text, cast, select

from scheduler.extensions import db
from scheduler.storage.models import Release, ReleaseSession


class ReleasedRow(NamedTuple):
    """A row of `release_session` that can be remembered by; `texts` and `supports` are JSON still."""

    uid: str
    event_id: int
    place_id: int
    sequence: int
    status: str
    start_local: datetime
    minutes: int
    changed_utc: datetime
    latitude: float | None
    longitude: float | None
    texts: str
    supports: str

    def support(self, name: str) -> Any:
        """One of the facts in `supports`."""
        return json.loads(self.supports)[name]

    def session(self) -> ReleaseSession:
        """The session, belonging to no release and to no transaction."""
        told = {"texts": json.loads(self.texts), "supports": json.loads(self.supports)}
        return ReleaseSession(**{**self._asdict(), **told})


def released_rows(season_id: int) -> list[ReleasedRow]:
    """The latest release's, in the order of their start; none before a release."""
    latest = select(Release.id).where(Release.season_id == season_id).order_by(Release.number.desc()).limit(1)
    table = ReleaseSession.__table__.c
    columns = [table[name] for name in ReleasedRow._fields[:-2]]
    written = [cast(table.texts, Text), cast(table.supports, Text)]
    query = select(*columns, *written).where(table.release_id == latest.scalar_subquery())
    return [ReleasedRow(*row) for row in db.session.execute(query.order_by(table.start_local))]
