"""What every site of a session gives every set of families, many starts at once.

Families fold into cells that hold on one weekday in all weeks, and cells into rows: those of one type (as far
as this place and crew can tell them apart) and of the same availability. At one start the loads are a product
of the rows' weights with what a row takes, and so are the shares; a family's inclusion is then its row's, and
the sums by set are one product over cells. Families who answered a date by itself move to another row there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from scheduler.domain.held_session import HeldSession
from scheduler.domain.instance import Event
from scheduler.domain.timegrid import minute_of_day
from scheduler.whatif.audience import InvitedFamilies
from scheduler.whatif.cells import ANSWERS, ELSEWHERE, OwnDates, cells_by_day, said_code
from scheduler.whatif.day_patterns import Levels
from scheduler.whatif.folding import Codes, Indices, fold, fold_columns, summed
from scheduler.whatif.households import Floats
from scheduler.whatif.session_ways import SessionWays, shares_of_uses
from scheduler.whatif.site_rows import Crowd, Rows, Still
from scheduler.whatif.sites import Sites
from scheduler.whatif.spreading import Spread, spread
from scheduler.whatif.views import Beside, View

ROOM = 1_000_000
"""Sites times cells, or sites times rows, that are held at once."""
LISTED_ROWS = 20_000
"""Up to so many rows are all listed, once; of more only those that occur, each time."""


@dataclass(eq=False)
class Group:
    """Sites with the same place and providers alike: `sites` are numbers, `example` is held at the first."""

    example: HeldSession
    sites: Indices


class SiteValues:
    """Values the sites of one session of an event; `member` (G, sets) is which signature is in which set."""

    def __init__(
        self,
        *,
        invited: InvitedFamilies,
        beside: Beside,
        sites: Sites,
        member: Floats,
        event: Event,
        maybe_value: float,
    ) -> None:
        self.invited, self.beside, self.sites, self.event = invited, beside, sites, event
        self.maybe_value = maybe_value
        self._member = member
        self._own = OwnDates.of(invited)
        self._date = np.array([start.toordinal() for start in sites.starts], dtype=np.int32)
        minutes = [minute_of_day(start) for start in sites.starts]
        distinct, self._minute = np.unique(np.array(minutes, dtype=np.int64), return_inverse=True)
        of_minute = [
            invited.households.patterns.levels(int(minute), event.minutes, maybe_value) for minute in distinct
        ]
        self._of_minute: Levels = np.array(of_minute, dtype=np.uint8)
        """How each day pattern is available from each minute on, (minutes, patterns)."""

    def sums(self, groups: Sequence[Group]) -> Floats:
        """Sums of weight * inclusion over the event's families by site and set, shape (N, sets)."""
        found = np.zeros((len(self.sites.at), self._member.shape[1]))
        if not groups or not len(self.invited):
            return found
        views = self._views(groups)
        types = fold_columns(view.told_apart for view, _ in views)
        apart = fold_columns([(types[0][self.invited.type_of], types[1]), *self.beside.columns()])
        cells = cells_by_day(
            self.event, self.sites.starts, self.invited, apart, self._member, self.maybe_value
        )
        crowd = Crowd.of(self.invited, apart, self._member)
        offers = [
            (view, Still.of(crowd, view), [_Offer(self, view, ways, sites) for ways, sites in of])
            for view, of in views
        ]
        for of_day in cells:
            for view, still, alike in offers:
                at = self.sites.at[np.concatenate([offer.sites for offer in alike])]
                at = at[of_day.moment_of[at] != ELSEWHERE]
                if len(at):
                    rows = Rows.of(view, of_day, still, at)
                    for offer in alike:
                        for sites in offer.sites_of(rows):
                            found[sites] = offer.sums(rows, sites)
        return found

    def member(self, places: Indices, weight: Floats) -> Floats:
        """The weight of families in each set, (places, sets)."""
        return np.asarray(self._member[self.invited.signature[places]] * weight[:, None])

    def spread(self, view: View, ways: SessionWays, codes: Indices) -> Spread:
        """The spread of the families of some codes."""
        example, said = view.examples[codes // view.answers], codes % view.answers
        levels = [[level[example] for level in session] for session in self.beside.levels]
        levels.append([(said // ANSWERS**slot % ANSWERS).astype(np.uint8) for slot in range(view.slots)])
        kinds = self.invited.kinds_of_type[self.invited.type_of[example]]
        return spread((*self.beside.ways, ways), kinds, levels, self.maybe_value)

    def moved(self, view: View, sites: Indices) -> _Moved:
        """Families who are available otherwise on a site's date than on that weekday."""
        at = self.sites.at[sites]
        row, own = self._own.meet(self._date[at])
        place, minute = self._own.place[own], self._minute[at][row]
        usual, now = (
            view.code(place, said_code([self._of_minute[minute, day[own]] for day in days]))
            for days in (self._own.usual, self._own.now)
        )
        other = usual != now
        return _Moved(row[other], place[other], usual[other], now[other])

    def _views(self, groups: Sequence[Group]) -> list[tuple[View, list[tuple[SessionWays, Indices]]]]:
        """Groups to whom families look alike, together; those that hold as much of everything are one."""
        alike: dict[tuple[bytes, bytes], dict[bytes, list[tuple[SessionWays, Indices]]]] = defaultdict(dict)
        for group in groups:
            ways = self.invited.ways(group.example)
            as_large = alike[ways.use.tobytes(), ways.by_call.tobytes()]
            as_large.setdefault(ways.limits.tobytes(), []).append((ways, group.sites))
        views = []
        for by_limits in alike.values():
            offers = [
                (same[0][0], np.concatenate([sites for _, sites in same])) for same in by_limits.values()
            ]
            views.append((View.of(self.invited, self.beside, offers[0][0]), offers))
        return views


@dataclass(frozen=True, eq=False)
class _Moved:
    """P families (by `place`), each at the site of `row`, with the code of its weekday and of that date."""

    row: Indices
    place: Indices
    usual: Codes
    now: Codes


class _Offer:
    """Sites alike but for the time; of a view with few codes the spread is that of all codes, made once."""

    def __init__(self, values: SiteValues, view: View, ways: SessionWays, sites: Indices) -> None:
        self._values, self._view, self._ways, self.sites = values, view, ways, sites
        few = view.codes <= LISTED_ROWS
        self._listed = values.spread(view, ways, np.arange(view.codes)) if few else None

    def sites_of(self, rows: Rows) -> Iterator[Indices]:
        """Those on the days of the cells, so many at a time as there is room for."""
        mine = self.sites[rows.moment_of[self._values.sites.at[self.sites]] >= 0]
        width = max(rows.code.shape[1], self._view.codes if self._listed else 1, 1)
        step = max(1, ROOM // width)
        return (mine[first : first + step] for first in range(0, len(mine), step))

    def sums(self, rows: Rows, sites: Indices) -> Floats:
        """Sums of weight * inclusion by site and set, shape (sites, sets)."""
        values = self._values
        moved = values.moved(self._view, sites)
        moment = rows.moment_of[values.sites.at[sites]]
        code, still, usual, now = rows.code, rows.still.code, moved.usual, moved.now
        spread_rows = self._listed
        if spread_rows is None:
            parts = code.ravel(), still, usual, now
            numbers, codes = fold(np.concatenate(parts), self._view.codes)
            code, still, usual, now = np.split(numbers, np.cumsum([len(part) for part in parts])[:-1])
            code = code.reshape(rows.code.shape)
            spread_rows = values.spread(self._view, self._ways, codes)
            weights = rows.by_row(code, still, len(codes))[moment]
        else:
            weights = rows.listed[moment]
        count = weights.shape[1]
        weight = values.invited.weight[moved.place]
        place = moved.row * count
        for to, moving in ((usual, -weight), (now, weight)):
            weights += summed(place + to, moving, weights.size).reshape(weights.shape)
        limits = [way.limits for way in (*values.beside.ways, self._ways)]
        shares = shares_of_uses(limits, weights @ spread_rows.takes * values.event.turnout)
        included = shares @ spread_rows.worth.T
        first, again = _alike(moment, shares, moved.row)
        row = code[moment[first]]
        row += first[:, None] * count
        sums = (np.take(included, row) @ rows.member + included[first][:, still] @ rows.still.member)[again]
        change = included.ravel()[place + now] - included.ravel()[place + usual]
        _add(sums, moved.row, values.member(moved.place, weight * change))
        return np.asarray(sums)


def _alike(moment: Indices, shares: Floats, moved: Indices) -> tuple[Indices, Indices]:
    """One each of the sites at which families of a weekday are included alike, and which one each site is.

    They are alike at one moment where nobody answered the date by itself, or everybody is served in full.
    """
    full = (shares == 1).all(axis=1)
    told = 2 * moment + full
    alone = np.zeros(len(moment), dtype=bool)
    alone[moved] = True
    alone &= ~full
    told[alone] = 2 * moment.max(initial=0) + 2 + np.flatnonzero(alone)
    _, first, again = np.unique(told, return_index=True, return_inverse=True)
    return first, again


def _add(sums: Floats, row: Indices, more: Floats) -> None:
    """Add to the sums' rows, which come in order."""
    if len(row):
        first = np.flatnonzero(np.diff(row, prepend=-1))
        sums[row[first]] += np.add.reduceat(more, first)
