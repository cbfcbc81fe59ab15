"""Lets a command end well when it is told to stop."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

STOPS = (signal.SIGINT, signal.SIGTERM)
INTERRUPTED = 128 + signal.SIGINT


@contextmanager
def told_to_stop() -> Iterator[Event]:
    """An event that Ctrl-C or SIGTERM sets while this lasts; a second signal ends the process at once.

    A thread reads what has arrived from a pipe, because handlers in Python wait until native code returns.
    """
    told = Event()
    arrived, noted = os.pipe()
    os.set_blocking(noted, False)
    reader = Thread(target=_read, args=(arrived, told), daemon=True)
    reader.start()
    handlers = {number: signal.signal(number, lambda *_: None) for number in STOPS}
    before = signal.set_wakeup_fd(noted)
    try:
        yield told
    finally:
        signal.set_wakeup_fd(before)
        for number, handler in handlers.items():
            signal.signal(number, handler)
        os.close(noted)
        reader.join()
        os.close(arrived)


def _read(arrived: int, told: Event) -> None:
    while numbers := os.read(arrived, 1):
        if numbers[0] in STOPS:
            if told.is_set():
                os._exit(INTERRUPTED)
            told.set()
