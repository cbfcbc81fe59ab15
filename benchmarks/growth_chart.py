"""Draws how time and memory grow: a column of two small charts for each size that grows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import matplotlib
from matplotlib.figure import Figure

WIDTH_INCHES, HEIGHT_INCHES = 13.0, 5.2
FIRST, READ, MEMORY = "#00224e", "#7d7c78", "#8a6d00"
"""Two ends and the middle of a scale that colour-blind eyes tell apart; the marks differ as well."""


@dataclass(frozen=True, slots=True)
class Point:
    """One district: which of its sizes grew, to how many, and what it took (seconds, MiB)."""

    grown: str
    size: int
    read_seconds: float
    first_seconds: float
    peak_mib: float


def draw(points: Sequence[Point], path: Path) -> None:
    """Write the chart as SVG, both axes logarithmic, the same bytes for the same points."""
    grown = list(dict.fromkeys(point.grown for point in points))
    with matplotlib.rc_context({"svg.hashsalt": "growth", "font.size": 9, "svg.fonttype": "none"}):
        figure = Figure(figsize=(WIDTH_INCHES, HEIGHT_INCHES), layout="constrained")
        axes = figure.subplots(2, len(grown), sharey="row", squeeze=False)
        for column, name in enumerate(grown):
            _draw_column(axes[:, column], name, [point for point in points if point.grown == name])
        axes[0, 0].set_ylabel("seconds")
        axes[1, 0].set_ylabel("memory, MiB")
        axes[0, 0].legend(frameon=False)
        figure.savefig(path, format="svg", metadata={"Date": None})


def _draw_column(axes: Any, name: str, points: Sequence[Point]) -> None:
    sizes = [point.size for point in points]
    seconds, memory = axes
    seconds.plot(
        sizes, [point.first_seconds for point in points], "o-", color=FIRST, label="first valid plan"
    )
    seconds.plot(sizes, [point.read_seconds for point in points], "s--", color=READ, label="file read")
    memory.plot(sizes, [point.peak_mib for point in points], "^-", color=MEMORY)
    memory.set_xlabel(name)
    for chart in (seconds, memory):
        chart.set_xscale("log")
        chart.set_yscale("log")
        chart.set_xticks(sizes, [f"{size:,}" for size in sizes], rotation=60)
        chart.minorticks_off()
        chart.grid(visible=True, alpha=0.3)
