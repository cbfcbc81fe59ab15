"""Calendar feeds: what a calendar program polls."""

from datetime import UTC, datetime

from flask import Blueprint, Response, abort, current_app, g, request
from werkzeug.wrappers import Response as AnyResponse

from scheduler.services.calendar_links import note_fetch
from scheduler.services.read_feed import FeedOptions, FeedVersion, feed_version, read_feed
from scheduler.services.turns import a_turn
from scheduler.web.entry import by_link

blueprint = Blueprint("feeds", __name__, url_prefix="/feeds")

LONGEST_ALARM_MINUTES = 7 * 24 * 60


@blueprint.get("/<token>.ics")
@by_link("feed")
def show(token: str) -> AnyResponse:  # noqa: ARG001  (the entry has read it)
    """The feed, or that nothing in it has changed; that is found out without making it."""
    host = current_app.extensions["settings"].host
    options = _options()
    version = feed_version(g.link, host, options)
    with a_turn():
        note_fetch(g.link_id, request.user_agent.string, datetime.now(UTC))
    if _client_has(version):
        response = Response(status=304)
    else:
        feed = read_feed(g.link, host, options)
        response = Response(feed, content_type="text/calendar; charset=utf-8")
        response.headers["Content-Disposition"] = "inline; filename=calendar.ics"
    response.set_etag(version.tag)
    response.last_modified = version.changed_utc
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _options() -> FeedOptions:
    """What the address asks for; an option that is not understood is refused, not guessed."""
    zone, alarm = request.args.get("tz", ""), request.args.get("alarm", "")
    minutes = int(alarm) if alarm.isascii() and alarm.isdecimal() and len(alarm) < 6 else None
    if zone not in ("", "utc") or (alarm and (minutes is None or minutes > LONGEST_ALARM_MINUTES)):
        abort(400)
    return FeedOptions(in_utc=zone == "utc", alarm_minutes=minutes)


def _client_has(version: FeedVersion) -> bool:
    """Whether the client's copy is this version; by its date only where it names no version.

    An answer that was taken back leaves no date, so a date is believed only when it is the same.
    """
    if request.if_none_match:
        return request.if_none_match.contains_weak(version.tag)
    since = request.if_modified_since
    return version.date_decides and since is not None and since == version.changed_utc.replace(microsecond=0)
