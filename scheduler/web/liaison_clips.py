"""A liaison records questions and pieces of answers, or uploads them, in a language that families know."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from flask import Blueprint, abort, current_app, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from scheduler.domain.recordings import PIECES, QUESTIONS, SIGNED, most_bytes
from scheduler.language.catalogues import offered_languages
from scheduler.language.locales import LOCALES
from scheduler.language.negotiation import shown_language
from scheduler.services.clips import ClipRefused, delete_clip, groups_to_record, keep_clip, list_clips
from scheduler.web.entry import for_roles
from scheduler.web.language import written_in
from scheduler.web.presenters import families_words as words
from scheduler.web.presenters.clip_words import question_names, text_to_read
from scheduler.web.presenters.heard_answer import piece_names

blueprint = Blueprint("liaison_clips", __name__, url_prefix="/liaison/recordings")

Answered = str | Response | tuple[str, int]


@blueprint.get("/")
@for_roles("liaison")
def show() -> Answered:
    """Questions and pieces of answers in one language: what to say, what was recorded, how to record it."""
    return _page(_language(request.args.get("language", g.language)), {})


@blueprint.post("/<language>/<question>")
@for_roles("liaison")
def keep(language: str, question: str) -> Answered:
    """Keep one recording, in place of the one before."""
    language = _language(language)
    if question not in (*QUESTIONS, *PIECES, *groups_to_record(language)):
        abort(404)
    file = request.files.get(f"recording-{question}")
    try:
        recording = file.read(most_bytes(language) + 1) if file else b""
        keep_clip(_data_dir(), g.user.id, question, language, recording, datetime.now(UTC))
    except ClipRefused as refused:
        return _page(language, {f"recording-{question}": _refusal(refused.why, language)}), 422
    return redirect(_address(language, question), 303)


@blueprint.post("/<language>/<question>/delete")
@for_roles("liaison")
def delete(language: str, question: str) -> Answered:
    """Forget one recording."""
    delete_clip(_data_dir(), g.user.id, question, _language(language), datetime.now(UTC))
    return redirect(_address(language, question), 303)


@blueprint.after_request
def may_listen(response: Response) -> Response:
    """Only here may a page ask for the microphone and the camera."""
    response.headers["Permissions-Policy"] = "microphone=(self), camera=(self), geolocation=(), payment=()"
    return response


def _refusal(why: str, language: str) -> str:
    if why == "too_large":
        return _(
            "That recording is too long. Keep it below %(most)s MB.", most=most_bytes(language) // 1_000_000
        )
    if why == "empty":
        return _("Record it, or choose a file.")
    if language in SIGNED:
        return _("That is no video that browsers play. Use MP4 or WebM.")
    return _("That is no recording that browsers play. Use MP3, M4A, WAV, OGG or WebM.")


def _language(code: str) -> str:
    return code if code in LOCALES else abort(404)


def _address(language: str, question: str) -> str:
    return url_for(".show", language=language, _anchor=question)


def _data_dir() -> Path:
    return Path(current_app.extensions["settings"].data_dir)


def _page(language: str, errors: dict[str, str]) -> str:
    with written_in(shown_language(language, offered_languages())):
        pieces = piece_names(g.language)
    short = {**groups_to_record(language), **pieces}
    to_read = {question: text_to_read(question, language) for question in QUESTIONS}
    to_read |= {question: (text,) for question, text in short.items()}
    return render_template(
        "liaison/recordings.html",
        language=language,
        signed=language in SIGNED,
        clips=list_clips(language),
        questions={**question_names(), **groups_to_record(g.language)},
        pieces={piece: piece_names(g.language)[piece] for piece in PIECES},
        to_read=to_read,
        errors=errors,
        words=words,
    )
