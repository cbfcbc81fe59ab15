"""Load the demo district and print its links; refused anywhere but in a demo."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime

from flask import Flask

from scheduler.commands.starting import app_or_exit
from scheduler.config import Settings
from scheduler.services.demo.links import ready_links
from scheduler.services.demo.load import is_empty, load_demo


def add_arguments(parser: argparse.ArgumentParser) -> None:
    del parser


def run(_: argparse.Namespace) -> int:
    app = demo_app_or_exit()
    with app.app_context():
        load_when_empty()
        print_links(app.extensions["settings"])
    return 0


def demo_app_or_exit() -> Flask:
    """The app of a demo; in any other environment the process ends with status 2 and nothing is written."""
    app = app_or_exit()
    settings: Settings = app.extensions["settings"]
    if not settings.is_demo:
        print(  # noqa: T201
            f"COMMONHOUR_ENV is {settings.environment.value}; the invented district needs demo.",
            file=sys.stderr,
        )
        raise SystemExit(2)
    return app


def load_when_empty() -> None:
    if is_empty():
        load_demo(datetime.now(UTC))


def print_links(settings: Settings) -> None:
    links = ready_links(settings.secret_key, settings.link_key, datetime.now(UTC))
    lines = [f"  {link.who}:\n    {settings.base_url}{link.path}" for link in links]
    print("\nCommonhour, with an invented district. Open it as", *lines, "", sep="\n", flush=True)  # noqa: T201
