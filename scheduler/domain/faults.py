"""What a plan gets wrong."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """A broken rule: which one (`kind`), for whom (`ids`), and a sentence that says it."""

    kind: str
    ids: tuple[str, ...]
    text: str
