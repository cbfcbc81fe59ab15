"""Recordings of the questions: kept as files in the data folder, listed, found, replaced and deleted."""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from flask import current_app
from sqlalchemy import bindparam, delete, select

from scheduler.domain.group_questions import ASKED
from scheduler.domain.recordings import PIECES, QUESTIONS, SIGNED, kind_of, media_type, most_bytes
from scheduler.extensions import db
from scheduler.language.locales import locale_of
from scheduler.services.record_audit import record_audit
from scheduler.storage.groups import all_groups
from scheduler.storage.models import Clip
from scheduler.storage.translated import translated_texts

CLIPS_FOLDER = "clips"
HEAD_BYTES = 16
_IN_LANGUAGES = select(Clip).where(Clip.language.in_(bindparam("languages", expanding=True)))


@dataclass(frozen=True, slots=True)
class ClipView:
    """`name` is the end of its address, new with every recording, so that it may be cached for ever."""

    question: str
    language: str
    name: str
    media_type: str

    @property
    def endonym(self) -> str:
        """The language by its own name."""
        return locale_of(self.language).endonym

    @property
    def signed(self) -> bool:
        return self.language in SIGNED


class ClipRefused(Exception):
    """Why a file is not kept: it is `empty`, `too_large`, or `no_recording` of a kind that browsers play."""

    def __init__(self, why: Literal["empty", "too_large", "no_recording"]) -> None:
        super().__init__(why)
        self.why = why


def keep_clip(
    data_dir: Path, user_id: int, question: str, language: str, recording: bytes, now_utc: datetime
) -> None:
    """Keep a recording of a question in a language, in place of the one that was there.

    Raises:
        ClipRefused: for a file that is none, or is too large.
    """
    if question not in (*QUESTIONS, *PIECES, *groups_to_record(language)):
        raise LookupError(f"nothing is recorded for {question!r}")
    kind = kind_of(recording[:HEAD_BYTES])
    served_as = media_type(kind, language) if kind else None
    if not recording:
        raise ClipRefused("empty")
    if len(recording) > most_bytes(language):
        raise ClipRefused("too_large")
    if kind is None or served_as is None:
        raise ClipRefused("no_recording")
    folder = data_dir / CLIPS_FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{secrets.token_hex(8)}.{kind.suffix}"
    (folder / name).write_bytes(recording)
    row = _row(question, language) or Clip(question=question, language=language)
    before = row.name
    row.name, row.media_type, row.recorded_utc, row.recorded_by = name, served_as, now_utc, user_id
    db.session.add(row)
    db.session.flush()
    record_audit("user", user_id, "keep_clip", "clip", row.id, now_utc)
    db.session.commit()
    if before:
        (folder / before).unlink(missing_ok=True)


def delete_clip(data_dir: Path, user_id: int, question: str, language: str, now_utc: datetime) -> None:
    """Forget a recording and its file, if there is one."""
    row = _row(question, language)
    if row is None:
        return
    record_audit("user", user_id, "delete_clip", "clip", row.id, now_utc)
    db.session.delete(row)
    db.session.commit()
    (data_dir / CLIPS_FOLDER / row.name).unlink(missing_ok=True)


def list_clips(language: str) -> dict[str, ClipView]:
    """The recordings in one language, by question."""
    return {row.question: _view(row) for row in db.session.scalars(select(Clip).filter_by(language=language))}


def clips_in(languages: Collection[str]) -> dict[str, tuple[ClipView, ...]]:
    """What there is to hear in these languages, in their order, and to see in signed ones, by question."""
    order = [*languages, *SIGNED]
    rows = db.session.scalars(_IN_LANGUAGES, {"languages": order})
    found: dict[str, list[ClipView]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: order.index(row.language)):
        found[row.question].append(_view(row))
    return {question: tuple(clips) for question, clips in found.items()}


def groups_to_record(language: str) -> dict[str, str]:
    """What families are asked about themselves, by the name of its recording."""
    texts = translated_texts(language, ["priority_group"])
    return {group_question(row.id): texts.text(row, "name") for row in all_groups() if row.question == ASKED}


def group_question(group_id: int) -> str:
    """The name of the recordings of a priority group."""
    return f"group-{group_id}"


def forget_clips(question: str) -> None:
    """Delete every recording of a question. Joins the caller's transaction; the files go at once."""
    names = db.session.scalars(delete(Clip).where(Clip.question == question).returning(Clip.name))
    folder = Path(current_app.extensions["settings"].data_dir) / CLIPS_FOLDER
    for name in names:
        (folder / name).unlink(missing_ok=True)


def find_clip(data_dir: Path, name: str) -> tuple[Path, str] | None:
    """The file of a recording and its type; None for one that is not there, or not any more."""
    row = db.session.scalar(select(Clip).where(Clip.name == name.replace("\0", "")))  # PostgreSQL takes none
    path = data_dir / CLIPS_FOLDER / row.name if row else None
    return (path, row.media_type) if row and path and path.is_file() else None


def _row(question: str, language: str) -> Clip | None:
    return db.session.scalar(select(Clip).where(Clip.question == question, Clip.language == language))


def _view(row: Clip) -> ClipView:
    return ClipView(row.question, row.language, row.name, row.media_type)
