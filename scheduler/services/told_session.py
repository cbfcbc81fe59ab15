"""A released session as people are told it, in one language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from scheduler.language.locales import fallback_chain
from scheduler.storage.models import ReleaseSession


@dataclass(frozen=True, slots=True)
class ToldSession:
    """Local times are in `zone`. `kinds` are supports and features, such as `childcare` or `step_free`.

    `language` is that of the texts: the nearest to the reader's in which staff wrote them. `geo` is latitude,
    longitude.
    """

    uid: str
    sequence: int
    cancelled: bool
    start_local: datetime
    minutes: int
    zone: str
    language: str
    title: str
    description: str
    place: str
    address: str
    join_url: str
    geo: tuple[float, float] | None
    format: str
    interpreted: tuple[str, ...]
    kinds: frozenset[str]
    changed_utc: datetime


def told_session(row: ReleaseSession, zone: str, language: str, home: str) -> ToldSession:
    """`home` is the language in which every text is written."""
    written = next((each.code for each in fallback_chain(language) if each.code in row.texts), home)
    texts = row.texts[written]
    return ToldSession(
        uid=row.uid,
        sequence=row.sequence,
        cancelled=row.status == "cancelled",
        start_local=row.start_local,
        minutes=row.minutes,
        zone=zone,
        language=written,
        title=texts["title"],
        description=texts["description"],
        place=texts["place"],
        address=texts["address"],
        join_url=texts["join_url"],
        geo=None if row.latitude is None or row.longitude is None else (row.latitude, row.longitude),
        format=row.supports["format"],
        interpreted=tuple(row.supports["interpreted"]),
        kinds=frozenset((*row.supports["kinds"], *row.supports["features"])),
        changed_utc=row.changed_utc,
    )
