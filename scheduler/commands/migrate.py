"""Bring the database to the newest shape."""

from __future__ import annotations

import argparse

from flask_migrate import upgrade

from scheduler.commands.starting import app_or_exit


def add_arguments(parser: argparse.ArgumentParser) -> None:
    del parser


def run(_: argparse.Namespace) -> int:
    with app_or_exit().app_context():
        upgrade()
    return 0
