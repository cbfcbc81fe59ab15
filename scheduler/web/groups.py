"""Which priority groups there are: co-planners put to the vote that one is added, or taken off."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from scheduler.domain.group_questions import ASKED
from scheduler.language.catalogues import offered_languages
from scheduler.language.locales import LOCALES
from scheduler.services.edit_groups import (
    LONGEST_NAME,
    GroupExists,
    GroupIsInvited,
    RefusedName,
    examine_group,
    examine_removal,
    view_groups,
)
from scheduler.services.motions import Proposal, propose
from scheduler.services.read_district import read_district
from scheduler.services.view_rules import open_group_motions
from scheduler.web.entry import for_roles
from scheduler.web.presenters import group_words as words
from scheduler.web.presenters.small_numbers import shown_count

blueprint = Blueprint("groups", __name__, url_prefix="/board/groups")

Answered = str | Response | tuple[str, int]


@blueprint.get("/")
@for_roles("co_planner")
def show() -> Answered:
    """The groups, each with the question that it is taken from."""
    return _page({}, {})


@blueprint.post("/")
@for_roles("co_planner")
def add() -> Answered:
    """A group of a question that answers lead to."""
    question = request.form.get("question", "")
    if question not in dict(words.derived_choices((), g.language)):
        abort(400)
    try:
        examine_group(question, {})
    except GroupExists:
        return _page({}, {"question": _("There is such a group already.")}), 422
    return _put(Proposal("add_group", {"question": question, "names": {}}))


@blueprint.post("/asked")
@for_roles("co_planner")
def add_asked() -> Answered:
    """A group whose barrier families are asked about on the last page of the form."""
    names = {code: _typed(f"name-{code}") for code in offered_languages()}
    home = _home_language()
    errors = {f"name-{code}": _too_long() for code, name in names.items() if len(name) > LONGEST_NAME}
    if not names[home]:
        errors[f"name-{home}"] = _("Write what families are asked, such as “I look after my children alone”.")
    if errors:
        return _page(request.form, errors), 422
    written = {code: name for code, name in names.items() if name}
    try:
        examine_group(ASKED, written)
    except RefusedName as refused:
        return _page(request.form, {f"name-{refused.language}": words.refusal_text(refused.reason)}), 422
    return _put(Proposal("add_group", {"question": ASKED, "names": written}))


@blueprint.post("/<int:group_id>/remove")
@for_roles("co_planner")
def remove(group_id: int) -> Answered:
    """Take a group off, unless an event invites it."""
    try:
        name = examine_removal(group_id, g.language)
    except GroupIsInvited:
        text = _("An event invites this group. Change whom the event invites first.")
        return _page({}, {f"group-{group_id}": text}), 422
    if name is None:
        abort(404)
    return _put(Proposal("remove_group", {"group": group_id, "name": name}))


def _put(proposal: Proposal) -> Response:
    """To the vote; it is done at once where this was the last vote that it needed."""
    propose(g.season_id, proposal, g.user.id, datetime.now(UTC))
    return redirect(url_for(".show"), 303)


def _page(fields: Mapping[str, str], errors: Mapping[str, str]) -> str:
    groups = view_groups(g.language)
    home = _home_language()
    return render_template(
        "groups/groups.html",
        groups=groups,
        choices=words.derived_choices({group.question for group in groups}, g.language),
        languages=[LOCALES[home], *(LOCALES[code] for code in offered_languages() if code != home)],
        fields=fields,
        errors=errors,
        words=words,
        open_motions=open_group_motions(),
        shown_count=shown_count,
    )


def _typed(name: str) -> str:
    return " ".join(request.form.get(name, "").replace("\0", "").split())


def _too_long() -> str:
    return _("Make this shorter: %(longest)s letters at most.", longest=LONGEST_NAME)


def _home_language() -> str:
    """The language that the district writes in, as far as pages are offered in it."""
    district = read_district()
    home = district.default_language if district else "en"
    return home if home in offered_languages() else "en"
