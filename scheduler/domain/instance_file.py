"""An instance from a file of any size: a million families are read one by one."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scheduler.domain.instance import Instance
from scheduler.domain.instance_json import parse_instance
from scheduler.domain.json_text import decode


def load_instance(path: Path) -> Instance:
    """The instance that a file in the exchange format describes.

    Raises InvalidInstance with every fault that was found and its JSON path, ValueError for a file that
    is no JSON in UTF-8, and OSError for one that cannot be read.
    """
    with _only_counting():
        return parse_instance(decode(path.read_text(encoding="utf-8"), streamed="families"))


@contextmanager
def _only_counting() -> Iterator[None]:
    """Free memory by counting references alone.

    A reader makes millions of values and no cycles, so the collector of cycles would walk all of them again
    and again and find nothing.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
