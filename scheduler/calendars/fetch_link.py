"""Fetches a calendar from an address that a caregiver gives, and from nowhere inside of our own network.

Every name is resolved once; all of its addresses must be public, and the connection goes to one of those,
so that no second look-up can lead elsewhere. Each redirect is looked at anew.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import SplitResult, urljoin, urlsplit

from scheduler.calendars.busy import MOST_BYTES, CalendarRefused

REDIRECTS = 3
FETCH_SECONDS = 2.5  # for all of it, so that time is left to read what came
_PIECE = 65_536
_SCHEMES = {"http": 80, "https": 443}
_REDIRECTING = (301, 302, 303, 307, 308)
_NAT64 = ipaddress.ip_network("64:ff9b::/96")

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def is_public(address: Address) -> bool:
    """Whether it lies on the internet, also where an IPv6 address stands for an IPv4 one."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if inner is not None:
            return is_public(inner)
        if address.teredo or address in _NAT64:
            return False
    return address.is_global and not address.is_multicast


@dataclass(frozen=True, slots=True)
class Reach:
    """Where a link may lead: to which addresses and, beside 80 and 443, to which ports; and for how long."""

    allows: Callable[[Address], bool] = is_public
    more_ports: frozenset[int] = frozenset()
    seconds: float = FETCH_SECONDS


def fetch_calendar(link: str, reach: Reach | None = None) -> bytes:
    """The bytes at the link.

    Raises:
        CalendarRefused: `bad_link` for an address that is none of a public place, `unreachable` where nothing
            comes back, `too_large`.
    """
    reach = reach or Reach()
    until = time.monotonic() + reach.seconds
    for _ in range(REDIRECTS + 1):
        answer = _get(_vetted(link, reach), reach, until)
        if isinstance(answer, bytes):
            return answer
        link = urljoin(link, answer)
    raise CalendarRefused("unreachable")


def _vetted(link: str, reach: Reach) -> SplitResult:
    """The parts of an http, https or webcal address without a password in it."""
    text = link.strip()
    if text[:9].lower() == "webcal://":
        text = "https://" + text[9:]
    try:
        parts = urlsplit(text)
        port = parts.port or _SCHEMES[parts.scheme]
    except (ValueError, KeyError):
        raise CalendarRefused("bad_link") from None
    if not parts.hostname or parts.username or port not in {*_SCHEMES.values(), *reach.more_ports}:
        raise CalendarRefused("bad_link")
    return parts


def _get(parts: SplitResult, reach: Reach, until: float) -> bytes | str:
    """The body, or where a redirect leads; nothing takes longer than `until`."""
    host, port = parts.hostname or "", parts.port or _SCHEMES[parts.scheme]
    addresses = _addresses(host, port)
    if not all(reach.allows(address) for address in addresses):
        raise CalendarRefused("bad_link")
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        connection = _connection(parts.scheme, host, port, str(addresses[0]), _left(until))
        headers = {"Accept": "text/calendar", "User-Agent": "Commonhour", "Connection": "close"}
        opened = connection.sock  # the connection lets go of it once it has an answer
        connection.request("GET", target, headers=headers)
        response = connection.getresponse()
        if response.status in _REDIRECTING and (location := response.getheader("Location")):
            return location
        body = _body(opened, response, until)
    except (OSError, http.client.HTTPException, ValueError):
        raise CalendarRefused("unreachable") from None
    if response.status != 200:
        raise CalendarRefused("unreachable")
    if len(body) > MOST_BYTES:
        raise CalendarRefused("too_large")
    return body


def _body(opened: socket.socket, response: http.client.HTTPResponse, until: float) -> bytes:
    """Piece by piece: a server that sends little at a time would otherwise be listened to for ever."""
    pieces, size = [], 0
    while size <= MOST_BYTES:
        opened.settimeout(_left(until))
        piece = response.read1(_PIECE)
        if not piece:
            break
        pieces.append(piece)
        size += len(piece)
    return b"".join(pieces)


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _addresses(host: str, port: int) -> list[Address]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise CalendarRefused("unreachable") from None
    return [ipaddress.ip_address(str(address[0]).partition("%")[0]) for *_, address in found]


def _connection(
    scheme: str, host: str, port: int, address: str, seconds: float
) -> http.client.HTTPConnection:
    """A connection to `address` that asks for `host`, and over TLS checks that it is that host."""
    opened = socket.create_connection((address, port), seconds)
    connection = http.client.HTTPConnection(host, port, timeout=seconds)
    connection.sock = (
        ssl.create_default_context().wrap_socket(opened, server_hostname=host)
        if scheme == "https"
        else opened
    )
    return connection
