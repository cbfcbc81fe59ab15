"""A calendar feed, and what tells a client that its copy is still good."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import datetime

from scheduler.calendars.event import Wording
from scheduler.calendars.feed import render_feed
from scheduler.language.build import build_digest
from scheduler.services.feed_contents import FeedReader
from scheduler.services.links import OpenedLink


@dataclass(frozen=True, slots=True)
class FeedOptions:
    """What the address of a feed may ask for: times in UTC, a reminder before each session."""

    in_utc: bool = False
    alarm_minutes: int | None = None


@dataclass(frozen=True, slots=True)
class FeedVersion:
    """`tag` differs whenever the feed's bytes do. `changed_utc` is when what it shows was said last.

    `date_decides` is False where answers of others change the feed too, whose dates nobody may learn.
    """

    tag: str
    changed_utc: datetime
    date_decides: bool


def feed_version(link: OpenedLink, host: str, options: FeedOptions) -> FeedVersion:
    """The version of the feed, without making it: from its release, who reads it and this build."""
    reader = FeedReader.of(link)
    facts = {
        "build": build_digest(),
        "host": host,
        "options": asdict(options),
        "language": link.language,
        "title": reader.title(),
        **reader.facts(),
    }
    tag = hashlib.sha256(json.dumps(facts).encode()).hexdigest()[:32]
    return FeedVersion(tag, reader.changed_utc(), date_decides=not reader.is_kept_apart())


def read_feed(link: OpenedLink, host: str, options: FeedOptions) -> bytes:
    """An iCalendar file of the released sessions that the link shows; empty before a release."""
    reader = FeedReader.of(link)
    wording = Wording(link.language, **asdict(options))
    return render_feed(reader.title(), wording, reader.entries(host), reader.released_utc())
