"""The sessions of a plan by place, event or format: the whole season by weeks, or one week by days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from flask_babel import format_decimal, gettext

from scheduler.language.dates import format_date, format_datetime, format_time
from scheduler.services.board_views import PlanView, SeasonView, SessionView
from scheduler.web.presenters.board_words import format_name

GROUPINGS = ("place", "event", "format")
TALL = 7
"""How many sessions one over the other fit on a page of paper."""


@dataclass(frozen=True, slots=True)
class GridSession:
    """A session in a cell; what its row says already is empty. `icon` names the picture of its format."""

    id: int
    when: str
    event: str
    place: str
    format: str
    icon: str


@dataclass(frozen=True, slots=True)
class GridRow:
    """What is in one place, of one event or in one format: a cell for each column."""

    name: str
    cells: tuple[tuple[GridSession, ...], ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A week or a day; `number` is that of a week, None for a day."""

    name: str
    more: str
    number: int | None


@dataclass(frozen=True, slots=True)
class Grid:
    """The same sessions as a grid and as `lines`: when, what, where and how."""

    heading: str
    by: str
    columns: tuple[Column, ...]
    rows: tuple[GridRow, ...]
    lines: tuple[tuple[int, str, str, str, str], ...]

    @property
    def tall(self) -> bool:
        """Whether the grid is more than a page of paper holds: the lines are printed then."""
        return sum(max(map(len, row.cells)) for row in self.rows) > TALL


def grouping_names() -> Mapping[str, str]:
    """By what sessions can be ordered."""
    return dict(zip(GROUPINGS, (gettext("By place"), gettext("By event"), gettext("By format")), strict=True))


def season_grid(season: SeasonView, plan: PlanView, by: str, language: str) -> Grid:
    """All sessions, a column a week."""
    mondays = [season.starts_on + timedelta(weeks=k) for k in range(season.weeks)]
    columns = [
        Column(
            gettext("Week %(number)s", number=format_decimal(n)),
            format_date(monday, language, year=False),
            n,
        )
        for n, monday in enumerate(mondays, start=1)
    ]
    places = [(s, (s.start_local.date() - season.starts_on).days // 7) for s in plan.sessions]
    return _grid(gettext("The whole season"), by, columns, places, language, day_told=False)


def week_grid(season: SeasonView, plan: PlanView, number: int, by: str, language: str) -> Grid:
    """The sessions of one week (from 1), a column a day."""
    monday = season.starts_on + timedelta(weeks=number - 1)
    days = [monday + timedelta(days=k) for k in range(7)]
    columns = [Column(format_date(day, language, year=False), "", None) for day in days]
    places = [(s, (s.start_local.date() - monday).days) for s in plan.sessions]
    heading = gettext(
        "Week %(number)s: %(first)s to %(last)s",
        number=format_decimal(number),
        first=columns[0].name,
        last=columns[-1].name,
    )
    return _grid(heading, by, columns, [at for at in places if 0 <= at[1] < 7], language, day_told=True)


def _grid(
    heading: str,
    by: str,
    columns: Sequence[Column],
    sessions: Sequence[tuple[SessionView, int]],
    language: str,
    *,
    day_told: bool,
) -> Grid:
    """`sessions` come with the numbers of their columns; `day_told` where the column says the day."""
    found: dict[str, list[list[GridSession]]] = defaultdict(lambda: [[] for _ in columns])
    for session, column in sessions:
        card = _card(session, by, language, day_told=day_told)
        found[_row_name(session, by)][column].append(card)
    return Grid(
        heading,
        by,
        tuple(columns),
        tuple(GridRow(name, tuple(map(tuple, cells))) for name, cells in sorted(found.items())),
        tuple(
            (
                s.id,
                format_datetime(s.start_local, language, year=False),
                s.event,
                s.place,
                format_name(s.format),
            )
            for s, _ in sessions
        ),
    )


def _row_name(session: SessionView, by: str) -> str:
    return {"place": session.place, "event": session.event, "format": format_name(session.format)}[by]


def _card(session: SessionView, by: str, language: str, *, day_told: bool) -> GridSession:
    start = session.start_local
    when = format_time(start, language) if day_told else format_datetime(start, language, year=False)
    return GridSession(
        session.id,
        when,
        "" if by == "event" else session.event,
        "" if by == "place" else session.place,
        "" if by == "format" else format_name(session.format),
        session.format,
    )
