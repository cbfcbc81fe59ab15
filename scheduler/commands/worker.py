"""Start a worker; as many may run, on as many machines, as share the database and the queue."""

from __future__ import annotations

import argparse
import logging

from scheduler.commands.starting import app_or_exit
from scheduler.jobs.handlers import handlers, now_utc
from scheduler.jobs.worker import Worker


def add_arguments(parser: argparse.ArgumentParser) -> None:
    del parser


def run(_: argparse.Namespace) -> int:
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    app = app_or_exit()
    Worker(app, handlers(app.extensions["settings"]), now_utc).run()
    return 0
