"""Gunicorn's logs without anything that opens a page: link tokens, sign-in tokens and query strings."""

from __future__ import annotations

from typing import Any

from gunicorn.glogging import Logger

from scheduler.redaction import cut_tokens, without_tokens


class SafeAccessLogger(Logger):  # type: ignore[misc]
    """Gunicorn's log with addresses, query strings and referrers left out."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        self.error_log.addFilter(cut_tokens)

    def atoms(self, resp: Any, req: Any, environ: dict[str, Any], request_time: Any) -> dict[str, Any]:
        atoms = dict(super().atoms(resp, req, environ, request_time))
        atoms["U"] = without_tokens(environ["PATH_INFO"])
        return atoms
