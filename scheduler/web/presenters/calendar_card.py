"""A calendar's link as the buttons that people tap, and when a program followed it last."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from flask import url_for
from flask_babel import gettext as _

from scheduler.language.dates import format_ago
from scheduler.services.calendar_links import CalendarLink, PlannerCalendars


@dataclass(frozen=True, slots=True)
class CalendarCard:
    """`tap` opens the calendar program of a phone; `google` and `outlook` are pages of theirs."""

    link_id: int
    name: str
    tap: str
    google: str
    outlook: str
    address: str
    fetched: str


@dataclass(frozen=True, slots=True)
class CalendarGroup:
    """`about` says who may have these links."""

    title: str
    about: str
    cards: tuple[CalendarCard, ...]


def calendar_card(link: CalendarLink, base_url: str, language: str, now_utc: datetime) -> CalendarCard:
    address = base_url + url_for("feeds.show", token=link.token)
    tap = "webcal:" + address.partition(":")[2]
    return CalendarCard(
        link_id=link.link_id,
        name=link.name,
        tap=tap,
        google="https://calendar.google.com/calendar/r?" + urlencode({"cid": tap}),
        outlook="https://outlook.live.com/calendar/0/addfromweb?" + urlencode({"url": address}),
        address=address,
        fetched=_fetched(link, language, now_utc),
    )


def calendar_groups(
    calendars: PlannerCalendars, base_url: str, language: str, now_utc: datetime
) -> list[CalendarGroup]:
    """What a co-planner may hand out, and to whom."""

    def cards(links: Iterable[CalendarLink]) -> tuple[CalendarCard, ...]:
        return tuple(calendar_card(link, base_url, language, now_utc) for link in links)

    groups = [
        (_("The whole season"), _("For you. Everything that was released."), (calendars.season,)),
        (
            _("By language"),
            _("For everyone: sessions that are held in this language or interpreted."),
            calendars.languages,
        ),
        (
            _("By school"),
            _("For everyone: sessions for all families, and for those of this school."),
            calendars.schools,
        ),
        (_("By helper"), _("For this helper: the sessions in which they are on duty."), calendars.providers),
    ]
    return [CalendarGroup(title, about, cards(links)) for title, about, links in groups if links]


def _fetched(link: CalendarLink, language: str, now_utc: datetime) -> str:
    if link.fetched_utc is None:
        return _("No calendar has asked for it yet.")
    ago = format_ago(now_utc - link.fetched_utc, language)
    if link.fetched_by:
        return _("Last fetched by %(program)s %(ago)s", program=link.fetched_by, ago=ago)
    return _("Last fetched %(ago)s", ago=ago)
