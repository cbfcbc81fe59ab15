"""Only a demo takes the invented district: elsewhere its commands end before they write anything."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fixtures.live import ROOT


@pytest.mark.parametrize("environment", ["production", "test"])
@pytest.mark.parametrize("command", ["demo", "run"])
def test_the_invented_district_is_refused_outside_a_demo(
    tmp_path: Path, command: str, environment: str
) -> None:
    database = tmp_path / "district.db"
    right_settings = {
        "COMMONHOUR_ENV": environment,
        "COMMONHOUR_DATA_DIR": str(tmp_path / "data"),
        "COMMONHOUR_SECRET_KEY": "s" * 40,
        "COMMONHOUR_LINK_KEY": "l" * 40,
        "COMMONHOUR_BASE_URL": "https://commonhour.example.org",
        "COMMONHOUR_MAIL_URL": "smtps://mailer:secret@mail.example.org:465",
        "DATABASE_URL": f"sqlite:///{database}",
    }
    start = subprocess.run(
        [sys.executable, "-m", "scheduler", command],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **right_settings},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert start.returncode == 2
    assert f"COMMONHOUR_ENV is {environment}" in start.stderr
    assert "http" not in start.stdout
    assert sqlite3.connect(database).execute("SELECT name FROM sqlite_master").fetchall() == []
