"""The districts of the growth benchmark: one size grows at a time, the others stay as in the middle."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SIZES: Mapping[str, tuple[int, ...]] = {
    "families": (500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000),
    "events": (5, 10, 20, 40, 80),
    "weeks": (3, 6, 12, 24),
    "places": (4, 8, 16, 32, 64),
    "providers": (1, 2, 4, 8),
}
"""Of places those that any event may use; of providers how many stand for each one that the district has."""
MIDDLE = {"families": 2_000, "events": 20, "weeks": 6, "places": 4, "providers": 1}


@dataclass(frozen=True, slots=True)
class District:
    """One district: which of its sizes grew, to how many, and its file."""

    grown: str
    size: int
    path: Path


def districts(shared: Path, folder: Path) -> Iterator[District]:
    """Make the districts one by one, each when it is asked for."""
    for grown, sizes in SIZES.items():
        for size in sizes:
            path = folder / f"{grown}-{size}.json"
            _make(shared, {**MIDDLE, grown: size}, path)
            yield District(grown, size, path)
            path.unlink()


def _make(shared: Path, sizes: Mapping[str, int], path: Path) -> None:
    command = [sys.executable, str(shared / "referee" / "make_instance.py")]
    for name in ("families", "events", "weeks", "places"):
        command += [f"--{name}", str(sizes[name])]
    households = shared / "data" / "households.csv"
    command += ["--households", str(households)] if households.exists() else []
    with path.open("wb") as file:
        subprocess.run(command, stdout=file, check=True)
    if sizes["providers"] > 1:
        instance = json.loads(path.read_text(encoding="utf-8"))
        path.write_text(json.dumps(with_more_providers(instance, sizes["providers"])), encoding="utf-8")


def with_more_providers(instance: dict[str, Any], times: int) -> dict[str, Any]:
    """The same district with so many providers for each that it has, alike but for their names."""

    def names(key: str) -> list[str]:
        return [key, *(f"{key}~{number}" for number in range(2, times + 1))]

    providers = [{**one, "id": name} for one in instance["providers"] for name in names(one["id"])]
    events = [
        {**event, "hosts": [name for host in event["hosts"] for name in names(host)]}
        for event in instance["events"]
    ]
    return {**instance, "providers": providers, "events": events}
