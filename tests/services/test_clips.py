"""Recordings of the questions are files in the data folder; a new one takes the place of the old."""

from pathlib import Path

import pytest

from scheduler.domain.recordings import MOST_SOUND_BYTES
from scheduler.services.clips import (
    ClipRefused,
    clips_in,
    delete_clip,
    find_clip,
    groups_to_record,
    keep_clip,
    list_clips,
)
from scheduler.services.edit_groups import add_group, remove_group
from scheduler.storage.models import District, User
from tests.builders.board_rows import added
from tests.builders.people import NOW, add_user
from tests.builders.recordings import MP3, MP4, WEBM
from tests.fixtures.databases import on_both_databases

pytestmark = [pytest.mark.usefixtures("db"), on_both_databases]


@pytest.fixture
def liaison() -> User:
    return add_user(email="lee@school.org", role="liaison")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The data folder of the app."""
    return tmp_path


def keep(folder: Path, liaison: User, recording: bytes = MP3, language: str = "so") -> None:
    keep_clip(folder, liaison.id, "when", language, recording, NOW)


def files(folder: Path) -> list[bytes]:
    return [path.read_bytes() for path in (folder / "clips").iterdir()]


def test_a_recording_is_found_by_its_name_with_its_type(folder: Path, liaison: User) -> None:
    keep(folder, liaison)
    found = find_clip(folder, list_clips("so")["when"].name)
    assert found is not None
    assert (found[0].read_bytes(), found[1]) == (MP3, "audio/mpeg")


def test_a_new_recording_has_a_new_name_and_the_old_file_goes(folder: Path, liaison: User) -> None:
    keep(folder, liaison)
    before = list_clips("so")["when"].name
    keep(folder, liaison, WEBM)
    assert list_clips("so")["when"].name != before
    assert files(folder) == [WEBM]
    assert find_clip(folder, before) is None


def test_a_deleted_recording_leaves_no_file(folder: Path, liaison: User) -> None:
    keep(folder, liaison)
    delete_clip(folder, liaison.id, "when", "so", NOW)
    assert (list_clips("so"), files(folder)) == ({}, [])


def test_a_question_is_heard_in_the_wanted_languages_and_seen_in_every_signed_one(
    folder: Path, liaison: User
) -> None:
    for language in ("so", "es", "en"):
        keep(folder, liaison, language=language)
    keep(folder, liaison, MP4, "ase")
    found = clips_in(["en", "so"])
    heard = [(clip.language, clip.signed) for clip in found["when"]]
    assert heard == [("en", False), ("so", False), ("ase", True)]
    assert "how" not in found


def test_what_is_asked_by_itself_can_be_recorded_until_the_group_goes(folder: Path, liaison: User) -> None:
    added(District(name="Harbor", timezone="America/New_York", default_language="en"))
    names = {"en": "I look after my children alone", "es": "Cuido sola a mis hijos"}
    group_id = add_group("asked", names, liaison.id, NOW)
    (question,) = groups_to_record("es")
    assert groups_to_record("es")[question] == "Cuido sola a mis hijos"
    keep_clip(folder, liaison.id, question, "es", MP3, NOW)
    remove_group(group_id, liaison.id, NOW)
    assert (groups_to_record("es"), list_clips("es"), files(folder)) == ({}, {}, [])


def test_what_nobody_asks_is_not_recorded(folder: Path, liaison: User) -> None:
    with pytest.raises(LookupError):
        keep_clip(folder, liaison.id, "group-7", "es", MP3, NOW)


@pytest.mark.parametrize(
    ("recording", "language", "why"),
    [
        (b"", "so", "empty"),
        (b"<script>alert(1)</script>", "so", "no_recording"),
        (MP3, "ase", "no_recording"),
        (MP3 + bytes(MOST_SOUND_BYTES), "so", "too_large"),
    ],
)
def test_what_is_no_recording_is_refused_and_nothing_is_kept(
    folder: Path, liaison: User, recording: bytes, language: str, why: str
) -> None:
    with pytest.raises(ClipRefused) as refused:
        keep(folder, liaison, recording, language)
    assert refused.value.why == why
    assert not (folder / "clips").exists()


def test_a_name_that_leads_elsewhere_finds_nothing(folder: Path, liaison: User) -> None:
    keep(folder, liaison)
    for name in ("../test.db", "", "\0", "nothing.mp3"):
        assert find_clip(folder, name) is None
