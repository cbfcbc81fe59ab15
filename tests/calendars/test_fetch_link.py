"""A link is fetched from public places only, whatever its name, its address or a redirect says."""

import ssl
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path

import pytest
import trustme

from scheduler.calendars.busy import MOST_BYTES, WORKER_SECONDS, CalendarRefused, busy_times_at
from scheduler.calendars.fetch_link import FETCH_SECONDS, Reach, fetch_calendar, is_public
from tests.calendars.test_busy import FIRST, LAST, ZONE
from tests.calendars.test_busy_worker import ANSWERS_WITHIN_SECONDS

CALENDAR = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"


class Calendars(BaseHTTPRequestHandler):
    """A server of a few answers; `asked` is every path that it was asked for."""

    asked: list[str] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        name = self.path.partition("?")[0]
        location = {"/moved": "/mine.ics", "/round": "/round", "/inside": "http://169.254.169.254/"}.get(name)
        body = {"/mine.ics": CALENDAR, "/large": b" " * (MOST_BYTES + 1), "/slow": CALENDAR}.get(name)
        self.send_response(302 if location else 200 if body else 404)
        if location:
            self.send_header("Location", location)
        self.end_headers()
        self.wfile.write(body or b"")
        while name == "/slow" and self.server.socket.fileno() >= 0:  # until nobody listens any more
            self.wfile.write(b" ")
            time.sleep(0.05)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[ThreadingHTTPServer]:
    Calendars.asked = []
    running = ThreadingHTTPServer(("127.0.0.1", 0), Calendars)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield running
    running.shutdown()
    running.server_close()


def here(server: ThreadingHTTPServer, seconds: float = FETCH_SECONDS) -> Reach:
    """Reaches this machine too, but no other private place."""
    ports = frozenset({server.server_port})
    return Reach(lambda each: each.is_loopback or is_public(each), ports, seconds)


def fetched(server: ThreadingHTTPServer, path: str, scheme: str = "http", host: str = "localhost") -> bytes:
    return fetch_calendar(f"{scheme}://{host}:{server.server_port}{path}", here(server))


def fault(server: ThreadingHTTPServer, path: str, **where: str) -> str:
    with pytest.raises(CalendarRefused) as refused:
        fetched(server, path, **where)
    return refused.value.fault


def test_a_calendar_is_fetched_with_its_key_and_over_a_redirect(server: ThreadingHTTPServer) -> None:
    assert fetched(server, "/mine.ics?key=1") == CALENDAR
    assert fetched(server, "/moved") == CALENDAR
    assert Calendars.asked == ["/mine.ics?key=1", "/moved", "/mine.ics"]


def test_what_leads_nowhere_is_refused(server: ThreadingHTTPServer) -> None:
    assert fault(server, "/round") == "unreachable"
    assert len(Calendars.asked) == 4
    assert fault(server, "/missing") == "unreachable"
    assert fault(server, "/large") == "too_large"


def test_a_redirect_into_a_private_network_is_not_followed(server: ThreadingHTTPServer) -> None:
    assert fault(server, "/inside") == "bad_link"


def test_a_server_that_never_ends_is_listened_to_for_a_while_only(server: ThreadingHTTPServer) -> None:
    link = f"http://localhost:{server.server_port}/slow"
    with pytest.raises(CalendarRefused) as refused:
        fetch_calendar(link, here(server, seconds=0.3))
    assert refused.value.fault == "unreachable"


def test_fetching_leaves_time_to_read() -> None:
    assert FETCH_SECONDS < WORKER_SECONDS < ANSWERS_WITHIN_SECONDS


def test_this_machine_is_never_asked(server: ThreadingHTTPServer) -> None:
    port = frozenset({server.server_port})
    for host in ("localhost", "127.0.0.1", "[::1]", "0.0.0.0", "2130706433"):
        with pytest.raises(CalendarRefused):
            fetch_calendar(f"http://{host}:{server.server_port}/mine.ics", Reach(more_ports=port))
    assert Calendars.asked == []


@pytest.mark.parametrize(
    "address",
    [
        "10.1.2.3", "172.16.0.1", "192.168.1.1", "127.0.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
        "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "ff02::1", "::ffff:10.0.0.1",
        "2002:0a00:0001::", "64:ff9b::a00:1", "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    ],
)  # fmt: skip
def test_no_private_address_is_public(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700:4700::1111", "::ffff:8.8.8.8"])
def test_an_address_of_the_internet_is_public(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize(
    "link",
    [
        "", "mine.ics", "file:///etc/passwd", "ftp://example.org/a.ics", "javascript:alert(1)", "https://",
        "https://user:word@example.org/a.ics", "https://example.org:22/a.ics", "https://[::1/a.ics",
        "https://example.org:port/a.ics", "gopher://example.org",
    ],
)  # fmt: skip
def test_an_address_of_another_kind_is_refused(link: str) -> None:
    with pytest.raises(CalendarRefused) as refused:
        fetch_calendar(link)
    assert refused.value.fault == "bad_link"


def test_the_worker_fetches_and_refuses_too() -> None:
    for link, fault in {"webcal://127.0.0.1/a.ics": "bad_link", "x" * 2001: "bad_link"}.items():
        with pytest.raises(CalendarRefused) as refused:
            busy_times_at(link, ZONE, FIRST, LAST)
        assert refused.value.fault == fault


def test_over_tls_only_the_host_that_was_asked_for_is_believed(
    server: ThreadingHTTPServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    assert fetched(server, "/mine.ics", scheme="https") == CALENDAR
    assert fetched(server, "/mine.ics", scheme="webcal") == CALENDAR
    assert fault(server, "/mine.ics", scheme="https", host="127.0.0.1") == "unreachable"
