"""What gunicorn loads: the app of the settings in the environment."""

import os

from scheduler.app import start_app

app = start_app(os.environ)
