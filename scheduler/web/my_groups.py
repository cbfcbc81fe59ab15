"""The last page, which may be skipped: what keeps families away and follows from no other answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from flask import Blueprint, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from scheduler.domain.answers import GroupSaid
from scheduler.services.choose_language import choose_language
from scheduler.services.my_groups import MyGroups, my_groups, say_in_groups
from scheduler.services.submit_availability import NewerAnswer
from scheduler.web.entry import by_link
from scheduler.web.language import show_language
from scheduler.web.presenters import need_words as words
from scheduler.web.presenters.families_rows import version_typed

blueprint = Blueprint("my_groups", __name__, url_prefix="/f/<token>/groups")

SAID: tuple[GroupSaid, ...] = ("yes", "no", "private")


@blueprint.before_request
def elsewhere() -> Response | None:
    """Between seasons, and for whoever may not see what was saved, there is nothing to ask here."""
    if g.season_id is None or not g.may_see_saved:
        return redirect(url_for("families.start", token=(request.view_args or {})["token"]))
    return None


@blueprint.get("/")
@by_link("form", "paper")
def ask(token: str) -> str:
    """Say why it is asked, and ask."""
    groups = _groups()
    fields = {f"group-{group.key}": group.said or "" for group in groups.to_ask}
    return _page(token, groups, {**fields, "version": str(groups.version)})


@blueprint.post("/")
@by_link("form", "paper")
def save(token: str) -> str | Response:
    """Keep what was said. Another language shows the page again, as typed; so does a newer answer."""
    groups = _groups()
    if "language" in request.form:
        show_language(request.form["language"])
        choose_language(g.caregiver_id, g.language)
        return _page(token, _groups(), request.form)
    typed = {group.key: request.form.get(f"group-{group.key}") for group in groups.to_ask}
    said = {key: each for key, value in typed.items() for each in SAID if each == value}
    try:
        _say(said, version_typed(request.form))
    except NewerAnswer:
        return redirect(url_for(".ask", token=token), 303)
    return redirect(url_for("families.receipt", token=token), 303)


@blueprint.post("/<key>")
@by_link("form", "paper")
def leave_or_join(token: str, key: str) -> Response:
    """One tap on the receipt leaves a group, another is counted again."""
    if key in {group.key for group in _groups().groups}:
        _say({key: "yes" if "join" in request.form else "no"}, None)
    return redirect(url_for("families.receipt", token=token, _anchor="groups"), 303)


def _groups() -> MyGroups:
    return my_groups(g.caregiver_id, g.season_id, g.language)


def _say(said: Mapping[str, GroupSaid], read_version: int | None) -> None:
    if said:
        say_in_groups(g.caregiver_id, g.season_id, said, read_version=read_version, now_utc=datetime.now(UTC))


def _page(token: str, groups: MyGroups, fields: Mapping[str, str]) -> str:
    return render_template(
        "families/groups.html",
        token=token,
        groups=groups.to_ask,
        spoken=g.link.language_spoken,
        fields=fields,
        words=words,
    )
