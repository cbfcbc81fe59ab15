"""The letters that a demo wrote instead of sending them."""

from __future__ import annotations

from pathlib import Path

from scheduler.messaging.channels import Letter
from scheduler.messaging.outbox_folder import OutboxFolder

SHOWN = 20


def read_outbox(folder: Path, from_address: str) -> list[Letter]:
    """The newest letters first, `SHOWN` at most."""
    return OutboxFolder(folder, from_address).letters(SHOWN)
