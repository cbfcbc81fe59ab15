"""The whole demo in one: database, invented district, links, web server and worker."""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
from types import FrameType

from flask_migrate import upgrade

from scheduler.commands import demo

STOP_WITHIN_SECONDS = 10


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--bind", default="127.0.0.1:8000", help="address to listen on (127.0.0.1:8000)")


def run(args: argparse.Namespace) -> int:
    os.environ.setdefault("COMMONHOUR_ENV", "demo")
    if os.environ["COMMONHOUR_ENV"] == "demo":
        os.environ.setdefault("COMMONHOUR_BASE_URL", f"http://{args.bind}")
    app = demo.demo_app_or_exit()
    with app.app_context():
        upgrade()
        demo.load_when_empty()
        demo.print_links(app.extensions["settings"])
        app.extensions["migrate"].db.engine.dispose()
    return _run_together(["serve", "--bind", args.bind], ["worker"])


def _run_together(*commands: list[str]) -> int:
    """Run the commands side by side; when one ends, on Ctrl-C, or when the terminal is closed, all end."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)
    children = [
        subprocess.Popen([sys.executable, "-m", "scheduler", *command], start_new_session=True)
        for command in commands
    ]
    try:
        os.wait()
        print("A part of Commonhour stopped; stopping the others.", file=sys.stderr)  # noqa: T201
        return 1
    except KeyboardInterrupt:
        return 0
    finally:
        for child in children:
            child.terminate()
        for child in children:
            _await(child)


def _await(child: subprocess.Popen[bytes]) -> None:
    try:
        child.wait(STOP_WITHIN_SECONDS)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
