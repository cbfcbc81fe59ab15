"""What a browser keeps after the short code of a link on paper: signed, short-lived, for that link only."""

from __future__ import annotations

from flask import current_app, request
from itsdangerous import BadSignature, TimestampSigner
from werkzeug.wrappers import Response

VALID_FOR_SECONDS = 60 * 60


def give(response: Response, link_id: int) -> None:
    """Put the pass for a link into the browser."""
    response.set_cookie(
        _name(link_id),
        _signer().sign(str(link_id)).decode(),
        max_age=VALID_FOR_SECONDS,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
    )


def is_held(link_id: int) -> bool:
    """Whether this browser holds a pass for the link."""
    try:
        value = _signer().unsign(request.cookies.get(_name(link_id), ""), max_age=VALID_FOR_SECONDS)
    except BadSignature:
        return False
    return bool(value == str(link_id).encode())


def _name(link_id: int) -> str:
    return f"paper-{link_id}"


def _signer() -> TimestampSigner:
    return TimestampSigner(current_app.config["SECRET_KEY"], salt="paper pass")
