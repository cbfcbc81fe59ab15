"""What was understood, for the ear: the recorded pieces that say an answer, one after the other.

Clock times, dates and own words are in no recording; a last piece says that there is more in writing.
"""

from __future__ import annotations

from collections.abc import Iterator

from flask_babel import gettext as _

from scheduler.domain.answers import ANYTHING, CHANNELS, FORMATS, NEEDS, Reach, Talk, Times, Ways
from scheduler.services.clips import ClipView, clips_in
from scheduler.services.read_answers import AnswerView
from scheduler.services.read_caregiver import CaregiverView
from scheduler.web.presenters.families_receipt import strengths
from scheduler.web.presenters.families_week import DAYS_OF_ROW, beside_the_cells, parts_of_day, week_fields
from scheduler.web.presenters.families_words import (
    channel_names,
    format_names,
    level_sentences,
    part_names,
    row_names,
)
from scheduler.web.presenters.need_words import need_names

MORE = "more"


def heard_answer(
    saved: AnswerView, reader: CaregiverView, languages: list[str], language: str
) -> list[tuple[str, list[tuple[str, ClipView]]]]:
    """For each language in which all of it was recorded: the language's own name, and what is heard.

    That is each piece in the words of the page's `language`, and its recording.
    """
    pieces, names = list(_pieces(saved, reader)), piece_names(language)
    by_language: dict[str, dict[str, ClipView]] = {}
    for question, clips in clips_in(languages).items():
        for clip in clips:
            by_language.setdefault(clip.language, {})[question] = clip
    return [
        (clips[pieces[0]].endonym, [(names[piece], clips[piece]) for piece in pieces])
        for clips in by_language.values()
        if set(pieces) <= clips.keys()
    ]


def piece_names(language: str) -> dict[str, str]:
    """The words of every piece."""
    strength = {"must", "helps", "no", "private"}
    return {
        **{f"day-{row}": name for row, name in row_names(language).items()},
        **{f"part-{part}": name for part, name in part_names().items()},
        **{f"level-{level}": name for level, name in level_sentences().items()},
        "level-open": _("Don’t know"),
        **{f"format-{each}": name for each, name in format_names().items()},
        **{f"strength-{each}": name for each, name in strengths().items() if each in strength},
        **{f"need-{kind}": name for kind, (name, _hint) in need_names().items()},
        "needs-no": _("Nothing special"),
        "needs-private": _("You’d rather not say."),
        **{f"channel-{each}": name for each, name in channel_names().items()},
        "keep-yes": _("We keep them for next time."),
        "keep-no": _("We do not keep them for next time."),
        MORE: _("There is more in writing. Your helper at school can read it to you."),
    }


def _pieces(saved: AnswerView, reader: CaregiverView) -> Iterator[str]:
    yield from _week_pieces(saved.times, reader)
    yield from _way_pieces(saved.ways)
    yield from _reach_pieces(saved.reach)
    if _has_more(saved, reader):
        yield MORE


def _week_pieces(times: Times, reader: CaregiverView) -> Iterator[str]:
    parts = parts_of_day(reader)
    cells = week_fields(times.weekly, "week", parts)
    for row in DAYS_OF_ROW:
        said = [(part, level) for part in parts if (level := cells.get(f"week-{row}-{part}"))]
        if said:
            yield f"day-{row}"
        for part, level in said:
            yield from (f"part-{part}", f"level-{level}")


def _way_pieces(ways: Ways) -> Iterator[str]:
    yield from (f"format-{each}" for each in FORMATS if each in (ways.formats or ()))
    yield from (f"needs-{need.strength}" for need in ways.needs if need.kind == ANYTHING)
    for strength in ("must", "helps", "no", "private"):
        kinds = {need.kind for need in ways.needs if need.strength == strength}
        named = [f"need-{kind}" for kind in NEEDS if kind in kinds]
        if named:
            yield f"strength-{strength}"
        yield from named


def _reach_pieces(reach: Reach) -> Iterator[str]:
    yield from (f"channel-{each}" for each in CHANNELS if each == reach.channel != "none")
    yield "keep-yes" if reach.may_keep else "keep-no"


def _has_more(saved: AnswerView, reader: CaregiverView) -> bool:
    times = saved.times
    return bool(
        times.rhythm != "every_week"
        or times.dates
        or beside_the_cells(times.weekly, parts_of_day(reader))
        or any(need.detail or need.amount for need in saved.ways.needs)
        or saved.talk != Talk()
    )
