"""What libical (GNOME, KDE) understands of a feed's events, through its C interface."""

import ctypes
import ctypes.util
from collections.abc import Iterator, Sequence

from tests.clients.seen import SWITCH, Seen
from tests.fixtures.requirements import missing

_VEVENT = 4  # ICAL_VEVENT_COMPONENT


class _Time(ctypes.Structure):
    """`struct icaltimetype`."""

    _fields_ = [
        *((name, ctypes.c_int) for name in ("year", "month", "day", "hour", "minute", "second")),
        *((name, ctypes.c_int) for name in ("is_date", "is_daylight")),
        ("zone", ctypes.c_void_p),
    ]


_POINTER, _TEXT, _NUMBER = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int
_RESULTS = {
    "icalparser_parse_string": (_POINTER, _TEXT),
    "icalcomponent_get_first_component": (_POINTER, _POINTER, _NUMBER),
    "icalcomponent_get_next_component": (_POINTER, _POINTER, _NUMBER),
    "icalcomponent_get_uid": (_TEXT, _POINTER),
    "icalcomponent_get_summary": (_TEXT, _POINTER),
    "icalcomponent_get_sequence": (_NUMBER, _POINTER),
    "icalcomponent_get_status": (_NUMBER, _POINTER),
    "icalproperty_status_to_string": (_TEXT, _NUMBER),
    "icalcomponent_get_dtstart": (_Time, _POINTER),
    "icalcomponent_get_dtend": (_Time, _POINTER),
    "icaltime_as_timet_with_zone": (ctypes.c_long, _Time, _POINTER),
    "icalcomponent_free": (None, _POINTER),
}


def read_by_libical(feeds: Sequence[bytes]) -> list[list[Seen]]:
    """The events of each feed."""
    library = _library()
    return [list(_events(library, feed)) for feed in feeds]


def _library() -> ctypes.CDLL:
    found = ctypes.util.find_library("ical")
    if found is None:
        missing("libical is not installed: apt install libical3", SWITCH)
    library = ctypes.CDLL(found)
    for name, (result, *arguments) in _RESULTS.items():
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    return library


def _events(library: ctypes.CDLL, feed: bytes) -> Iterator[Seen]:
    calendar = library.icalparser_parse_string(feed)
    event = library.icalcomponent_get_first_component(calendar, _VEVENT)
    while event:
        start, end = library.icalcomponent_get_dtstart(event), library.icalcomponent_get_dtend(event)
        yield Seen(
            uid=library.icalcomponent_get_uid(event).decode(),
            start=library.icaltime_as_timet_with_zone(start, start.zone),
            end=library.icaltime_as_timet_with_zone(end, end.zone),
            status=library.icalproperty_status_to_string(library.icalcomponent_get_status(event)).decode(),
            summary=library.icalcomponent_get_summary(event).decode(),
            sequence=library.icalcomponent_get_sequence(event),
        )
        event = library.icalcomponent_get_next_component(calendar, _VEVENT)
    library.icalcomponent_free(calendar)
