"""A feed on a server of our own, for programs that follow it from release to release."""

import hashlib
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.clients.seen import Shown


class FeedServer:
    """Serves the feed that was published last, with an ETag, as the program does."""

    def __init__(self, port: int) -> None:
        self.host, self.port, self.path = "127.0.0.1", port, "/feed.ics"
        self.url = f"http://{self.host}:{port}{self.path}"
        self.feed, self.fetched = b"", False

    def publish(self, feed: bytes) -> None:
        """From now on there is this feed, which nobody has fetched yet."""
        self.feed, self.fetched = feed, False

    def wait_for(self, expected: set[Shown], look: Callable[[], set[Shown]], seconds: float) -> set[Shown]:
        """What is shown once the feed was fetched and that is `expected`; or after that time."""
        until = time.monotonic() + seconds
        while not (self.fetched and (shown := look()) == expected):
            if time.monotonic() > until:
                return look()
            time.sleep(0.1)
        return shown


@contextmanager
def feed_server() -> Iterator[FeedServer]:
    """It keeps its address while it lasts, since some programs start anew with each address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            tag = f'"{hashlib.sha256(shown.feed).hexdigest()}"'
            unchanged = self.headers.get("If-None-Match") == tag
            self.send_response(304 if unchanged else 200)
            self.send_header("ETag", tag)
            self.send_header("Content-Type", "text/calendar; charset=utf-8")
            self.send_header("Content-Length", "0" if unchanged else str(len(shown.feed)))
            self.end_headers()
            self.wfile.write(b"" if unchanged else shown.feed)
            shown.fetched = True

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    shown = FeedServer(server.server_port)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield shown
    finally:
        server.shutdown()
        server.server_close()
