"""What a mail server runs to deliver a reply: one mail on standard input, kept by the server if it fails."""

from __future__ import annotations

import argparse
import os
import sys
from datetime import UTC, datetime

from sqlalchemy.exc import OperationalError

from scheduler.calendars.reply_mail import MOST_BYTES
from scheduler.commands.starting import app_or_exit
from scheduler.services.take_reply import TooManyWaiting, take_reply


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("address", nargs="*", help="where the mail was delivered to, if the server says so")


def run(args: argparse.Namespace) -> int:
    data = sys.stdin.buffer.read(MOST_BYTES + 1)
    while sys.stdin.buffer.read(MOST_BYTES):  # a server that writes into a closed pipe takes it for a failure
        pass
    try:
        with app_or_exit().app_context():
            take_reply(data, datetime.now(UTC), args.address)
    except (TooManyWaiting, OperationalError) as why:
        print(f"The mail was not taken ({type(why).__name__}); deliver it again later.", file=sys.stderr)  # noqa: T201
        return os.EX_TEMPFAIL
    return 0
