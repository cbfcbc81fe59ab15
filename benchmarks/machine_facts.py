"""What a table of timings needs said beside it: the machine, the programs and the day."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
from datetime import date
from importlib import metadata
from pathlib import Path

PACKAGES = ("numpy", "ortools", "highspy", "pulp", "pyscipopt", "timefold")


def machine_facts(today: date) -> list[tuple[str, str]]:
    """Name and value of each fact, in the order to be shown."""
    return [
        ("Processor", f"{_processor()}, {os.cpu_count()} cores"),
        ("Memory", f"{_memory_gib():.0f} GiB"),
        ("System", platform.platform()),
        ("Python", platform.python_version()),
        ("Java", _java()),
        ("Packages", ", ".join(f"{name} {_version(name)}" for name in PACKAGES)),
        ("Load before the first run", f"{os.getloadavg()[0]:.1f}"),
        ("Date", today.isoformat()),
    ]


def _processor() -> str:
    path = Path("/proc/cpuinfo")
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    named = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return named[0] if named else platform.processor() or platform.machine()


def _memory_gib() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30


def _java() -> str:
    if shutil.which("java") is None:
        return "none"
    told = subprocess.run(["java", "-version"], capture_output=True, text=True, check=False)
    return (told.stderr or told.stdout).splitlines()[0]


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "not installed"
