"""Load the demo district and print its links; refused anywhere but in a demo."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime

from scheduler.commands.starting import app_or_exit
from scheduler.config import Settings
from scheduler.services.demo.links import ready_links
from scheduler.services.demo.load import is_empty, load_demo


def add_arguments(parser: argparse.ArgumentParser) -> None:
    del parser


def run(_: argparse.Namespace) -> int:
    app = app_or_exit()
    settings: Settings = app.extensions["settings"]
    if not settings.is_demo:
        print("The demo district needs COMMONHOUR_ENV=demo.", file=sys.stderr)  # noqa: T201
        return 2
    with app.app_context():
        load_when_empty()
        print_links(settings)
    return 0


def load_when_empty() -> None:
    if is_empty():
        load_demo(datetime.now(UTC))


def print_links(settings: Settings) -> None:
    links = ready_links(settings.secret_key, settings.link_key, datetime.now(UTC))
    lines = [f"  {link.who}:\n    {settings.base_url}{link.path}" for link in links]
    print("\nCommonhour, with an invented district. Open it as", *lines, "", sep="\n", flush=True)  # noqa: T201
