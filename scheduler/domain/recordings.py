"""Which recordings there can be: of which question, and in which kinds of file, told by their content."""

from __future__ import annotations

from dataclasses import dataclass

from scheduler.domain.answers import CHANNELS, FORMATS, NEEDS
from scheduler.domain.said_hours import LEVELS

QUESTIONS = ("start", "when", "open", "how", "talk", "reach", "groups", "receipt")
"""The pages that a family can listen to, in the order in which it meets them."""

PIECES = (
    *(f"day-{day}" for day in ("weekdays", "mon", "tue", "wed", "thu", "fri", "sat", "sun")),
    *(f"part-{part}" for part in ("morning", "afternoon", "evening")),
    *(f"level-{level}" for level in (*LEVELS, "open")),
    *(f"format-{each}" for each in FORMATS),
    *(f"strength-{each}" for each in ("must", "helps", "no", "private")),
    *(f"need-{kind}" for kind in NEEDS),
    *(f"needs-{each}" for each in ("no", "private")),
    *(f"channel-{channel}" for channel in CHANNELS if channel != "none"),
    *(f"keep-{each}" for each in ("yes", "no")),
    "more",
)
"""What an answer is made of, in the order of the form: played one after the other, they say it aloud."""

SIGNED = frozenset({"ase"})
"""Languages that are seen, not heard: their recordings are videos."""

MOST_SOUND_BYTES = 3_000_000
MOST_VIDEO_BYTES = 30_000_000


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: the end of its name, and its type when it holds a voice or a video."""

    suffix: str
    sound: str | None
    video: str | None


MP3 = Kind("mp3", "audio/mpeg", None)
WAV = Kind("wav", "audio/wav", None)
OGG = Kind("ogg", "audio/ogg", None)
WEBM = Kind("webm", "audio/webm", "video/webm")
MP4 = Kind("mp4", "audio/mp4", "video/mp4")


def kind_of(head: bytes) -> Kind | None:
    """The kind of a file by its first bytes, whatever its name says; None for what is no recording."""
    if head[:4] == b"RIFF" and head[8:12] == b"WAVE":
        return WAV
    if head[:4] == b"OggS":
        return OGG
    if head[:4] == b"\x1a\x45\xdf\xa3":  # EBML (RFC 8794, section 11.2.1)
        return WEBM
    if head[4:8] == b"ftyp":  # ISO/IEC 14496-12, section 4.3
        return MP4
    if head[:3] == b"ID3" or (len(head) > 1 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0):
        return MP3
    return None


def media_type(kind: Kind, language: str) -> str | None:
    """What a recording in this language is served as; None where this kind of file cannot hold it."""
    return kind.video if language in SIGNED else kind.sound


def most_bytes(language: str) -> int:
    """How large a recording in this language may be."""
    return MOST_VIDEO_BYTES if language in SIGNED else MOST_SOUND_BYTES
