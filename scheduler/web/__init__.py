"""The pages, by audience."""

from flask import Flask

from scheduler.web import (
    account,
    board,
    board_calendars,
    board_compare,
    board_events,
    board_memo,
    board_moves,
    board_rules,
    board_see,
    board_talk,
    board_trades,
    board_why,
    board_wishes,
    clips,
    closed_days,
    demo,
    event_resources,
    families,
    family_calendar,
    family_offline,
    family_replies,
    feeds,
    groups,
    helpers,
    home,
    join,
    liaison,
    liaison_clips,
    liaison_families,
    liaison_posters,
    liaison_print,
    liaison_replies,
    liaison_typing,
    my_groups,
    my_offers,
    open_times,
    paper,
    partner_events,
    partners,
    people,
    places,
    preparing,
    schools,
    season_begin,
    season_end,
    styles,
    sundays,
    who_came,
    wording,
)
from scheduler.web.context import language_buttons, page_context
from scheduler.web.entry import guard_entries
from scheduler.web.errors import register_error_pages
from scheduler.web.language import select_locale, settle_language
from scheduler.web.messages import PageMessages
from scheduler.web.promises import promise
from scheduler.web.security import secure

__all__ = ["PageMessages", "register_blueprints", "select_locale"]


def register_blueprints(app: Flask) -> None:
    """Put every audience's pages into `app`, behind the door that all of them share."""
    secure(app)
    guard_entries(app)
    settle_language(app)
    register_error_pages(app)
    app.context_processor(page_context)
    app.context_processor(clips.clips_context)
    app.add_template_global(promise)
    app.add_template_global(language_buttons)
    app.register_blueprint(styles.blueprint)
    app.register_blueprint(home.blueprint)
    app.register_blueprint(demo.blueprint)
    app.register_blueprint(account.blueprint)
    app.register_blueprint(paper.blueprint)
    app.register_blueprint(join.blueprint)
    app.register_blueprint(families.blueprint)
    app.register_blueprint(family_offline.blueprint)
    app.register_blueprint(my_groups.blueprint)
    app.register_blueprint(my_offers.blueprint)
    app.register_blueprint(family_calendar.blueprint)
    app.register_blueprint(family_replies.blueprint)
    app.register_blueprint(open_times.blueprint)
    app.register_blueprint(sundays.blueprint)
    app.register_blueprint(board.blueprint)
    app.register_blueprint(board_calendars.blueprint)
    app.register_blueprint(board_compare.blueprint)
    app.register_blueprint(board_events.blueprint)
    app.register_blueprint(event_resources.blueprint)
    app.register_blueprint(board_memo.blueprint)
    app.register_blueprint(board_moves.blueprint)
    app.register_blueprint(board_rules.blueprint)
    app.register_blueprint(season_begin.blueprint)
    app.register_blueprint(schools.blueprint)
    app.register_blueprint(closed_days.blueprint)
    app.register_blueprint(season_end.blueprint)
    app.register_blueprint(people.blueprint)
    app.register_blueprint(board_talk.blueprint)
    app.register_blueprint(board_trades.blueprint)
    app.register_blueprint(board_why.blueprint)
    app.register_blueprint(board_see.blueprint)
    app.register_blueprint(groups.blueprint)
    app.register_blueprint(board_wishes.blueprint)
    app.register_blueprint(liaison.blueprint)
    app.register_blueprint(liaison_replies.blueprint)
    app.register_blueprint(liaison_families.blueprint)
    app.register_blueprint(liaison_print.blueprint)
    app.register_blueprint(liaison_posters.blueprint)
    app.register_blueprint(liaison_typing.blueprint)
    app.register_blueprint(liaison_clips.blueprint)
    app.register_blueprint(clips.blueprint)
    app.register_blueprint(partners.blueprint)
    app.register_blueprint(places.blueprint)
    app.register_blueprint(helpers.blueprint)
    app.register_blueprint(partner_events.blueprint)
    app.register_blueprint(preparing.blueprint)
    app.register_blueprint(who_came.blueprint)
    app.register_blueprint(feeds.blueprint)
    app.register_blueprint(wording.blueprint)
