"""Which build of the program this is."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

PACKAGE = Path(__file__).parent.parent


@cache
def build_digest() -> str:
    """A digest of all that decides how a release is told: our code, the catalogues, the zone rules.

    The same on every machine that runs the same build.
    """
    digest = hashlib.sha256(version("tzdata").encode())
    for path in sorted((*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.mo"))):
        digest.update(path.relative_to(PACKAGE).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
