"""What the commands that need the app have in common: settings that are right, or a message and no start."""

from __future__ import annotations

import os
import sys

from flask import Flask

from scheduler.app import start_app
from scheduler.config import SettingsError


def app_or_exit() -> Flask:
    """The app of the settings in the environment; a wrong setting ends the process with status 2."""
    try:
        return start_app(os.environ)
    except SettingsError as error:
        print(error, file=sys.stderr)  # noqa: T201
        raise SystemExit(2) from None
