"""What every answer tells the browser to refuse, and what this site refuses from other sites."""

from __future__ import annotations

from flask import Flask, abort, current_app, request
from werkzeug.wrappers import Response

from scheduler.redaction import cut_tokens

_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "media-src": "'self' blob:",  # blob: what a liaison has just recorded
    "connect-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}
_CONTENT_SECURITY_POLICY = "; ".join(f"{directive} {sources}" for directive, sources in _POLICY.items())
_UNUSED_FEATURES = ("camera", "microphone", "geolocation", "payment", "usb", "browsing-topics")
_HEADERS = {
    "Content-Security-Policy": _CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",  # addresses hold tokens
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _UNUSED_FEATURES),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_ONE_YEAR_SECONDS = 31_536_000
_SAFE_METHODS = ("GET", "HEAD", "OPTIONS")


def secure(app: Flask) -> None:
    """Put the headers on every answer, refuse what other sites send, and keep tokens out of the log."""
    app.before_request(_refuse_other_sites)
    app.after_request(_add_headers)
    app.logger.addFilter(cut_tokens)


def sent_by_this_site() -> bool:
    """Whether the browser says that a page of ours sent this (W3C Fetch Metadata, section 2.4)."""
    return request.headers.get("Sec-Fetch-Site") == "same-origin"


def _refuse_other_sites() -> None:
    """Beside the CSRF token: also what a neighbour on the same domain sends is refused."""
    came_from = request.headers.get("Sec-Fetch-Site")
    if request.method not in _SAFE_METHODS and came_from in ("cross-site", "same-site"):
        abort(403)


def _add_headers(response: Response) -> Response:
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    if current_app.extensions["settings"].is_production:
        response.headers["Strict-Transport-Security"] = f"max-age={_ONE_YEAR_SECONDS}"
    if request.endpoint != "static":
        # who uses a shared computer next must not find the page with the back button
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("X-Robots-Tag", "noindex")
    return response
