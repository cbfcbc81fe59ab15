"""Calendar feeds: what a calendar program polls."""

from urllib.parse import urlsplit

from flask import Blueprint, Response, current_app, g, request
from werkzeug.wrappers import Response as AnyResponse

from scheduler.services.read_feed import read_feed
from scheduler.web.entry import by_link

blueprint = Blueprint("feeds", __name__, url_prefix="/feeds")


@blueprint.get("/<token>.ics")
@by_link("feed")
def caregiver_feed(token: str) -> AnyResponse:  # noqa: ARG001  (the entry has read it)
    host = urlsplit(current_app.extensions["settings"].base_url).hostname or "localhost"
    body = read_feed(g.caregiver_id, host)
    response = Response(body, content_type="text/calendar; charset=utf-8")
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["X-Robots-Tag"] = "noindex"
    response.add_etag()  # no date of change: new answers change what is shown between two releases
    return response.make_conditional(request)
