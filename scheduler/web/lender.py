"""What pages that a co-planner and a partner share ask about whoever looks."""

from __future__ import annotations

from flask import abort, g

FRAMES = {"co_planner": "board/_layout.html", "partner": "partners/frame.html"}


def lender_id() -> int | None:
    """The partner of whoever looks; None for a co-planner, who sees what everybody lends."""
    if g.user.role != "partner":
        return None
    if g.user.partner_id is None:
        abort(404)
    partner_id: int = g.user.partner_id
    return partner_id
