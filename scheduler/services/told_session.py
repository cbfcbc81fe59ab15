"""A released session as people are told it, in one language."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from scheduler.language.locales import fallback_chain
from scheduler.storage.models import ReleaseSession


@dataclass(frozen=True, slots=True)
class ToldSession:
    """Local times are in `zone`. `kinds` are supports and features, such as `childcare` or `step_free`.

    `language` is that of the texts: the nearest to the reader's in which staff wrote them. `geo` is latitude,
    longitude. Of a private home `address` is empty: `home_address` is for who comes, or works there.
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
    home_address: str
    join_url: str
    geo: tuple[float, float] | None
    format: str
    interpreted: tuple[str, ...]
    kinds: frozenset[str]
    changed_utc: datetime

    @property
    def is_address_kept(self) -> bool:
        """Whether there is an address that this reader is not told."""
        return bool(self.home_address) and not self.address

    def for_who_comes(self) -> ToldSession:
        """The same with the address of a private home."""
        return replace(self, address=self.home_address) if self.home_address else self


def told_session(
    row: ReleaseSession, zone: str, language: str, home: str, homes: frozenset[int]
) -> ToldSession:
    """`home` is the language in which every text is written, `homes` are the places that are private homes.

    What has become a private home since the release is told as one at once.
    """
    written = next((each.code for each in fallback_chain(language) if each.code in row.texts), home)
    texts = row.texts[written]
    is_home = row.place_id in homes or "home_address" in texts
    address = texts.get("home_address") or texts["address"]
    geo = None if is_home or row.latitude is None or row.longitude is None else (row.latitude, row.longitude)
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
        address="" if is_home else address,
        home_address=address if is_home else "",
        join_url=texts["join_url"],
        geo=geo,
        format=row.supports["format"],
        interpreted=tuple(row.supports["interpreted"]),
        kinds=frozenset((*row.supports["kinds"], *row.supports["features"])),
        changed_utc=row.changed_utc,
    )
