"""The links of a caregiver in the care of the liaison whose page this is."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import abort, current_app, g, url_for

from scheduler.services.caregiver_links import CaregiverLinks, show_links
from scheduler.services.turns import a_turn


def links_or_404(caregiver_id: int) -> CaregiverLinks:
    """A caregiver of another liaison is not found."""
    with a_turn():
        links = show_links(g.user.id, caregiver_id, g.season_id, link_key(), datetime.now(UTC))
    if links is None:
        abort(404)
    return links


def paper_address(links: CaregiverLinks) -> str:
    """The whole address of the link for paper, as a caregiver types or photographs it."""
    return base_url() + url_for("families.start", token=links.paper_token)


def base_url() -> str:
    return str(current_app.extensions["settings"].base_url)


def link_key() -> str:
    return str(current_app.extensions["settings"].link_key)
