"""Recordings of the questions, for whoever listens: fetched on a tap only, in pieces if the browser asks."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, abort, current_app, send_file
from werkzeug.wrappers import Response

from scheduler.services.clips import ClipView, clips_in, find_clip
from scheduler.web.entry import public
from scheduler.web.language import page_language

blueprint = Blueprint("clips", __name__, url_prefix="/clips")

ONE_YEAR_SECONDS = 31_536_000


@blueprint.get("/<name>")
@public
def play(name: str) -> Response:
    """The recording itself, the same for everybody; a new recording has a new name."""
    found = find_clip(current_app.extensions["settings"].data_dir, name)
    if found is None:
        abort(404)
    path, media_type = found
    response = send_file(path, mimetype=media_type, conditional=True, max_age=ONE_YEAR_SECONDS)
    response.headers["Cache-Control"] = f"public, max-age={ONE_YEAR_SECONDS}, immutable"
    return response


def clips_context() -> dict[str, Callable[..., tuple[ClipView, ...]]]:
    """For templates: what can be heard of a question, in the page's language and in one spoken at home."""
    found: dict[str | None, dict[str, tuple[ClipView, ...]]] = {}

    def clips_to_hear(question: str, spoken: str | None = None) -> tuple[ClipView, ...]:
        if spoken not in found:
            found[spoken] = clips_in(languages_to_hear(spoken))
        return found[spoken].get(question, ())

    return {"clips_to_hear": clips_to_hear}


def languages_to_hear(spoken: str | None) -> list[str]:
    """The page's language, and the one that is spoken at home where it is another."""
    return list(dict.fromkeys(filter(None, (page_language(), spoken))))
