"""The form without a network: the worker of one link, and the pages that it shows meanwhile.

Only for a family's own link. Whoever finds a link on paper leaves nothing on their phone.
"""

from __future__ import annotations

from flask import Blueprint, current_app, render_template
from werkzeug.wrappers import Response

from scheduler.web.entry import by_link

blueprint = Blueprint("family_offline", __name__, url_prefix="/f/<token>")


@blueprint.get("/worker.js")
@by_link("form")
def worker(**_link: str) -> Response:
    """The service worker; from this address its scope is this link and no other."""
    return current_app.send_static_file("js/family_worker.js")


@blueprint.get("/waiting")
@by_link("form")
def waiting(token: str) -> str:
    """What is saved on this phone only; the worker shows it where there is no network."""
    return render_template("families/waiting.html", token=token)


@blueprint.get("/not-done")
@by_link("form")
def not_done(token: str) -> str:
    """What only the school can do was not done; the worker shows it where there is no network."""
    return render_template("families/not_done.html", token=token)
