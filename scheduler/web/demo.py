"""What exists in a demo only: the mail that it wrote, to be read by whoever tries it."""

from __future__ import annotations

from flask import Blueprint, current_app, render_template

from scheduler.services.read_outbox import read_outbox
from scheduler.web.entry import demo_only

blueprint = Blueprint("demo", __name__)


@blueprint.get("/outbox")
@demo_only
def outbox() -> str:
    """The newest letters, their links ready to press."""
    settings = current_app.extensions["settings"]
    letters = read_outbox(settings.outbox_dir, settings.mail_from)
    return render_template("demo/outbox.html", letters=letters)
