"""The one command of the demo: it starts, prints links that work, keeps its data, and stops whole."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.fixtures.live import ROOT
from tests.fixtures.servers import free_port

PATIENCE_SECONDS = 300
"""A busy machine is slow. What is wrong ends the command, and with it the wait."""
LINK = re.compile(r"http://\S+")


@contextmanager
def running_demo(data_dir: Path, port: int) -> Iterator[tuple[subprocess.Popen[str], list[str]]]:
    """The command and the links that it printed, once its pages answer."""
    environ = {"PATH": os.environ["PATH"], "COMMONHOUR_DATA_DIR": str(data_dir), "COMMONHOUR_ENV": "demo"}
    output = data_dir.parent / "output"
    with output.open("w") as log:
        demo = subprocess.Popen(
            [sys.executable, "-m", "scheduler", "run", "--bind", f"127.0.0.1:{port}"],
            cwd=ROOT, env=environ, stdout=log, stderr=log, text=True,
        )  # fmt: skip
    try:
        _wait_until_it_answers(demo, port, output)
        printed = output.read_text().split("Open it as")[1].split("\n\n")[0]
        yield demo, LINK.findall(printed)
    finally:
        demo.terminate()
        demo.wait(PATIENCE_SECONDS)


def _wait_until_it_answers(demo: subprocess.Popen[str], port: int, output: Path) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while demo.poll() is None and time.monotonic() < deadline:
        try:
            urlopen(f"http://127.0.0.1:{port}/static/img/mark.svg", timeout=10).close()
            return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"the demo did not answer:\n{output.read_text()[-3000:]}")


def _wait_for_processes(demo: subprocess.Popen[str], data_dir: Path, least: int) -> None:
    """The workers begin beside the pages, and not before them."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while len(processes_of(data_dir)) < least:
        assert demo.poll() is None, "the demo has ended"
        assert time.monotonic() < deadline, f"the demo is not {least} processes"
        time.sleep(0.2)


def processes_of(data_dir: Path) -> list[str]:
    """Processes that were started with this data folder, whatever they are."""
    found = []
    for environ in Path("/proc").glob("[0-9]*/environ"):
        try:
            if str(data_dir).encode() in environ.read_bytes():
                found.append(environ.parent.name)
        except OSError:
            continue
    return found


def test_the_demo_starts_keeps_its_data_and_stops_whole(tmp_path: Path) -> None:
    data_dir, port = tmp_path / "var", free_port()
    with running_demo(data_dir, port) as (demo, links):
        assert len(links) == 7
        for link in links:
            with urlopen(link) as answer:
                assert answer.status == 200
        _wait_for_processes(demo, data_dir, 4)
        demo.send_signal(signal.SIGINT)
        assert demo.wait(PATIENCE_SECONDS) == 0
        assert processes_of(data_dir) == []
    with running_demo(data_dir, port) as (demo, again):
        assert again == links
        demo.send_signal(signal.SIGHUP)  # the terminal was closed
        assert demo.wait(PATIENCE_SECONDS) == 0
        assert processes_of(data_dir) == []


@pytest.mark.parametrize(
    ("variable", "value", "named"),
    [
        ("COMMONHOUR_ENV", "production", "COMMONHOUR_DATA_DIR"),
        ("COMMONHOUR_SOLVER_SECONDS", "soon", "COMMONHOUR_SOLVER_SECONDS"),
    ],
)
def test_a_wrong_setting_stops_the_start_and_is_named(
    tmp_path: Path, variable: str, value: str, named: str
) -> None:
    (tmp_path / "outbox").mkdir()
    environ = {
        "PATH": os.environ["PATH"],
        "COMMONHOUR_ENV": "demo",
        "COMMONHOUR_DATA_DIR": str(tmp_path),
        variable: value,
    }
    start = subprocess.run(
        [sys.executable, "-m", "scheduler", "run"],
        cwd=ROOT, env=environ, capture_output=True, text=True, check=False, timeout=PATIENCE_SECONDS,
    )  # fmt: skip
    assert start.returncode == 2
    assert named in start.stderr
    assert "Traceback" not in start.stderr
