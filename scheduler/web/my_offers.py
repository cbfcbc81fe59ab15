"""One tap on the receipt sends what a family offers, or wrote, to those who plan; another takes it back."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Blueprint, g, redirect, request, url_for
from werkzeug.wrappers import Response

from scheduler.services.propose_event import propose_as_family, take_family_proposal_back
from scheduler.services.send_offers import send_offers, take_offers_back
from scheduler.web.entry import by_link

blueprint = Blueprint("my_offers", __name__, url_prefix="/f/<token>/offers")


@blueprint.post("/")
@by_link("form", "paper")
def send(token: str) -> Response:
    """Send, or take back; only for whoever may see what was offered."""
    if g.season_id is not None and g.may_see_saved:
        tap = take_offers_back if "back" in request.form else send_offers
        tap(g.caregiver_id, g.season_id, datetime.now(UTC))
    return redirect(url_for("families.receipt", token=token, _anchor="offers"), 303)


@blueprint.post("/proposal")
@by_link("form", "paper")
def propose(token: str) -> Response:
    """What the family would like to talk about; only for whoever may see what was written.

    An event that is gone by now sends nothing: the receipt asks again.
    """
    gone = None
    if g.season_id is not None and g.may_see_saved:
        now = datetime.now(UTC)
        if "back" in request.form:
            take_family_proposal_back(g.caregiver_id, g.season_id, now)
        else:
            try:
                propose_as_family(g.caregiver_id, g.season_id, now, request.form.get("event", type=int))
            except LookupError:
                gone = 1
    return redirect(url_for("families.receipt", token=token, gone=gone, _anchor="proposal"), 303)
