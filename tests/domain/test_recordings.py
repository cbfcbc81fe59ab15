"""A recording is known by its content, and a video serves only a language that is seen."""

import pytest

from scheduler.domain.recordings import kind_of, media_type
from tests.builders.recordings import MP3, MP4, OGG, WAV, WEBM


@pytest.mark.parametrize(
    ("head", "heard_as", "seen_as"),
    [
        (MP3, "audio/mpeg", None),
        (b"\xff\xfb\x90\x64", "audio/mpeg", None),
        (WAV, "audio/wav", None),
        (OGG, "audio/ogg", None),
        (WEBM, "audio/webm", "video/webm"),
        (MP4, "audio/mp4", "video/mp4"),
    ],
)
def test_what_browsers_play_is_known_by_its_first_bytes(
    head: bytes, heard_as: str, seen_as: str | None
) -> None:
    kind = kind_of(head)
    assert kind is not None
    assert (media_type(kind, "so"), media_type(kind, "ase")) == (heard_as, seen_as)


@pytest.mark.parametrize(
    "head", [b"", b"\xff", b"<html>", b"%PDF-1.7", b"\x89PNG\r\n", b"RIFF\0\0\0\0WEBP", b"MZ"]
)
def test_anything_else_is_no_recording(head: bytes) -> None:
    assert kind_of(head) is None
