"""A partner's page: what it lends, and where the plan uses it."""

from __future__ import annotations

from flask import Blueprint, g, render_template

from scheduler.services.view_partner import view_partner
from scheduler.web.entry import for_roles
from scheduler.web.presenters.partner_page import partner_page

blueprint = Blueprint("partners", __name__, url_prefix="/partner")


@blueprint.get("/")
@for_roles("partner")
def show() -> str:
    """Places and helpers with their hours and uses; no family is named."""
    if g.user.partner_id is None:
        return render_template("partners/no_partner.html")
    partner = view_partner(g.user.partner_id, g.season_id, g.language)
    return render_template("partners/partner.html", **partner_page(partner, g.language))
