"""How many families came to each session, rounded, and the form that notes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext

from scheduler.language.dates import format_datetime
from scheduler.services.view_who_came import CountView, HeldView
from scheduler.web.presenters.board_wish_form import number_typed
from scheduler.web.presenters.board_words import format_name, support_kind_name
from scheduler.web.presenters.small_numbers import shown_count

MOST_FAMILIES = 9999


@dataclass(frozen=True, slots=True)
class HeldLine:
    """A session: `kinds` are (kind, name) of what can be counted; `came` and `used` are empty at first."""

    uid: str
    title: str
    when: str
    place: str
    could_come: str
    kinds: tuple[tuple[str, str], ...]
    came: str
    used: str
    by: str


def held_lines(held: tuple[HeldView, ...], language: str) -> list[HeldLine]:
    """In the order given. Whoever noted a count reads it rounded too: others see the same page."""
    return [
        HeldLine(
            uid=one.uid,
            title=one.title,
            when=format_datetime(one.start_local, language, year=False),
            place=one.place,
            could_come="–" if one.could_come is None else shown_count(one.could_come),
            kinds=tuple((kind, _kind_name(kind)) for kind in one.kinds),
            came="" if one.count is None else shown_count(one.count.families),
            used="" if one.count is None else _used(one.count),
            by="" if one.count is None else one.count.by or "",
        )
        for one in held
    ]


def counts_typed(
    uid: str, kinds: tuple[str, ...], fields: Mapping[str, str]
) -> tuple[int, dict[str, int], dict[str, str]]:
    """Families in all, by support (where something was written), and by field what is wrong."""
    errors: dict[str, str] = {}
    families = _count(f"families-{uid}", fields, MOST_FAMILIES, errors)
    names = {kind: f"{kind}-{uid}" for kind in kinds if fields.get(f"{kind}-{uid}", "").strip()}
    most = MOST_FAMILIES if errors else families
    return families, {kind: _count(name, fields, most, errors) for kind, name in names.items()}, errors


def _count(name: str, fields: Mapping[str, str], most: int, errors: dict[str, str]) -> int:
    number = number_typed(fields.get(name, ""))
    if number is None or not 0 <= number <= most or number != int(number):
        errors[name] = gettext("Write a number from %(low)s to %(high)s.", low=0, high=most)
        return 0
    return int(number)


def _used(count: CountView) -> str:
    return gettext(", ").join(
        gettext("%(kind)s: %(count)s", kind=_kind_name(kind), count=shown_count(number))
        for kind, number in count.by_support.items()
    )


def _kind_name(kind: str) -> str:
    return format_name("online") if kind == "online" else support_kind_name(kind)
