"""What those who prepare need to know: co-planners see numbers and offers, a liaison sees who said what."""

from __future__ import annotations

from flask import Blueprint, g, render_template

from scheduler.domain.shown_counts import FEWEST_SHOWN
from scheduler.language.dates import format_date
from scheduler.services.view_preparing import NeedCount, view_preparing, view_told
from scheduler.web.between_seasons import no_season
from scheduler.web.entry import for_roles
from scheduler.web.presenters import need_words as words
from scheduler.web.presenters.small_numbers import shown_count

blueprint = Blueprint("preparing", __name__)


@blueprint.get("/board/preparing")
@for_roles("co_planner")
def show() -> str:
    """What families offer, and how many need what; no family is named.

    Every need is there, and no language or food of a few: a line of its own would tell of the first family.
    """
    if g.season_id is None:
        return no_season()
    preparing = view_preparing(g.season_id)
    return render_template(
        "preparing/board.html",
        offers=[
            (
                words.offer_name(each.kind),
                each.detail,
                format_date(each.sent_utc.date(), g.language),
                each.liaison,
            )
            for each in preparing.offers
        ],
        needs=[
            (_about(each), shown_count(each.must), shown_count(each.helps))
            for each in preparing.needs
            if not each.detail or max(each.must, each.helps) >= FEWEST_SHOWN
        ],
    )


@blueprint.get("/liaison/preparing")
@for_roles("liaison")
def show_told() -> str:
    """What each of the liaison's families needs and offers, in their words."""
    if g.season_id is None:
        return render_template("liaison/no_season.html")
    return render_template("preparing/liaison.html", told=view_told(g.user.id, g.season_id), words=words)


def _about(need: NeedCount) -> str:
    return words.about(need.kind, words.detail_name(need.kind, need.detail, g.language))
