"""The stylesheet of every page: small files by what they style, joined once and sent as one."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from flask import Blueprint, Response, current_app, request
from werkzeug.wrappers import Response as AnyResponse

from scheduler.web.entry import public

blueprint = Blueprint("styles", __name__)

#: In this order: what stands later wins.
PIECES = (
    "tokens",
    "words",
    "page",
    "languages",
    "buttons",
    "fields",
    "notices",
    "tables",
    "week",
    "steps",
    "ways_of_seeing",
    "listening",
)


@blueprint.get("/static/css/commonhour.css")
@public
def show() -> AnyResponse:
    """All of it in one request, which a slow phone waits for once; a browser asks whether it has changed."""
    response = Response(joined(Path(str(current_app.static_folder))), mimetype="text/css")
    response.headers["Cache-Control"] = "no-cache"
    response.add_etag()
    return response.make_conditional(request)


@cache
def joined(static_folder: Path) -> str:
    """The stylesheet's text."""
    return "\n".join((static_folder / "css" / "commonhour" / f"{name}.css").read_text() for name in PIECES)
