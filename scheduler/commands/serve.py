"""Start the web server."""

from __future__ import annotations

import argparse
import os
import sys

from scheduler.commands.starting import app_or_exit


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--bind", default="127.0.0.1:8000", help="address to listen on (127.0.0.1:8000)")
    parser.add_argument("--processes", type=int, default=2, help="web server processes (2)")


def run(args: argparse.Namespace) -> int:
    app_or_exit()  # a wrong setting is named here, once, rather than by every process
    options = ["--config", "gunicorn.conf.py", "--bind", args.bind, "--workers", str(args.processes)]
    os.execv(sys.executable, [sys.executable, "-m", "gunicorn", *options, "wsgi:app"])
