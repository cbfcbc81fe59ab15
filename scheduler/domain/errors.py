"""What is wrong with a document from outside, told by its place in the JSON."""

from __future__ import annotations

from collections.abc import Sequence


class DocumentError(ValueError):
    """A JSON document that cannot be used; `faults` holds every (JSON path, message) that was found."""

    def __init__(self, faults: Sequence[tuple[str, str]]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(f"{path}: {message}" for path, message in self.faults))


class InvalidInstance(DocumentError):
    """The document is no instance of the exchange format."""


class InvalidPlan(DocumentError):
    """The document is no plan of the exchange format."""
