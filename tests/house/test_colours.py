"""The colour tokens keep the contrast of WCAG 2.2 AA, in the light scheme and in the dark one."""

import re
from pathlib import Path

import pytest

from scheduler.web.styles import joined

CSS = joined(Path(__file__).parents[2] / "static")
SCHEMES = dict(zip(("light", "dark"), re.findall(r":root \{(.*?)\}", CSS, re.S), strict=False))

GROUNDS = ("paper", "surface", "sunken")
SOFT = ("accent", "good", "warn", "bad")
TEXT = [
    *((ink, ground) for ink in ("ink", "ink-quiet", "accent", "bad", "good", "warn") for ground in GROUNDS),
    *((name, f"{name}-soft") for name in SOFT),
    *(("ink", f"{name}-soft") for name in SOFT),
    ("accent-strong", "accent-soft"),
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
]
EDGES = [(edge, ground) for edge in ("edge", "focus", "accent") for ground in GROUNDS]


def tokens(scheme: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", SCHEMES[scheme]))


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb` (WCAG 2.2, "relative luminance")."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_black_on_white_is_21_to_1() -> None:
    assert round(contrast("#000000", "#ffffff"), 6) == 21


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_words_can_be_read(scheme: str, ink: str, ground: str) -> None:
    assert contrast(tokens(scheme)[ink], tokens(scheme)[ground]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("edge", "ground"), EDGES)
def test_edges_of_controls_can_be_seen(scheme: str, edge: str, ground: str) -> None:
    assert contrast(tokens(scheme)[edge], tokens(scheme)[ground]) >= 3
