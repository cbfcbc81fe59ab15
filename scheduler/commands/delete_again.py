"""After a backup was brought back, and before anybody uses the pages: delete again what was deleted since."""

from __future__ import annotations

import argparse

from scheduler.commands.starting import app_or_exit
from scheduler.services.delete_again import delete_again


def add_arguments(parser: argparse.ArgumentParser) -> None:
    del parser


def run(_: argparse.Namespace) -> int:
    with app_or_exit().app_context():
        done = delete_again()
    print(f"{done.repeated} deletions were repeated.")  # noqa: T201
    for each in done.left:
        what = f"{each.action} {each.subject_id}, {each.at_utc:%Y-%m-%d %H:%M} UTC"
        print(f"The pages were used since, so look at this by hand: {what}")  # noqa: T201
    return 1 if done.left else 0
