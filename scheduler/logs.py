"""An access log without anything that opens a page: link tokens, sign-in tokens and query strings."""

from __future__ import annotations

import re
from typing import Any

from gunicorn.glogging import Logger

_TOKENS = re.compile(r"^/(f|p|feeds|account/enter|account/demo)/[^/]+")


def without_tokens(path: str) -> str:
    """The path with the token in it, if any, left out."""
    return _TOKENS.sub(lambda found: f"/{found[1]}/…", path)


class SafeAccessLogger(Logger):  # type: ignore[misc]
    """Gunicorn's log with addresses, query strings and referrers left out."""

    def atoms(self, resp: Any, req: Any, environ: dict[str, Any], request_time: Any) -> dict[str, Any]:
        atoms = dict(super().atoms(resp, req, environ, request_time))
        atoms["U"] = without_tokens(environ["PATH_INFO"])
        return atoms
