"""What those who prepare need to know: counts and offers for co-planners, each family for its liaison."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from scheduler.domain.answers import NEEDS, Need, Offered, Strength
from scheduler.storage.answers import talk_of, ways_of
from scheduler.storage.preparing import answers_in_care, family_counts, sent_offers


@dataclass(frozen=True, slots=True)
class NeedCount:
    """How many families cannot come without something, and how many it would help; exact counts.

    `detail` is the language of an interpreter or of what is written, or a food; empty for all together.
    """

    kind: str
    detail: str
    must: int
    helps: int


@dataclass(frozen=True, slots=True)
class SentOffer:
    """What a caregiver sent to the co-planners. Who it is, `liaison` knows; None where there is none."""

    kind: str
    detail: str
    sent_utc: datetime
    liaison: str | None


@dataclass(frozen=True, slots=True)
class Preparing:
    """What the co-planners of a season see."""

    needs: tuple[NeedCount, ...]
    offers: tuple[SentOffer, ...]


@dataclass(frozen=True, slots=True)
class ToldByCaregiver:
    """What one caregiver told, as their liaison reads it."""

    caregiver_id: int
    name: str
    needs: tuple[Need, ...]
    offers: tuple[Offered, ...]


def view_preparing(season_id: int) -> Preparing:
    """Every need in the order of the form, and what was offered, the newest first; no family is named."""
    counts = family_counts(season_id)
    found = {(kind, detail) for kind, detail, _ in counts if kind in NEEDS} | {(kind, "") for kind in NEEDS}
    return Preparing(
        needs=tuple(
            NeedCount(
                kind, detail, counts.get((kind, detail, "must"), 0), counts.get((kind, detail, "helps"), 0)
            )
            for kind, detail in sorted(found, key=lambda each: (NEEDS.index(each[0]), each[1]))
        ),
        offers=tuple(
            SentOffer(row.kind, row.detail, row.sent_utc, liaison)
            for row, liaison in sent_offers(season_id)
            if row.sent_utc is not None
        ),
    )


def view_told(liaison_id: int, season_id: int) -> tuple[ToldByCaregiver, ...]:
    """Whoever of the liaison's families needs or offers anything, without what is private."""
    wanted: tuple[Strength, ...] = ("must", "helps")
    lines = (
        ToldByCaregiver(
            caregiver.id,
            caregiver.name,
            tuple(need for need in ways_of(answer).needs if need.strength in wanted),
            talk_of(answer).offers,
        )
        for caregiver, answer in answers_in_care(liaison_id, season_id)
    )
    return tuple(line for line in lines if line.needs or line.offers)
