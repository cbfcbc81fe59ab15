"""The family's way: a letter, four small steps, a receipt. No account, no script."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from flask import Blueprint, current_app, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from scheduler.domain.answers import NOTHING_SAID, Part, Times
from scheduler.language.dates import format_date
from scheduler.services.carry_over import carry_over, kept_times
from scheduler.services.choose_language import choose_language
from scheduler.services.delete_answers import delete_answers
from scheduler.services.my_groups import MyGroups, my_groups
from scheduler.services.my_sessions import my_sessions
from scheduler.services.open_times import leaves_open
from scheduler.services.propose_event import events_that_families_know, my_proposal
from scheduler.services.read_answers import AnswerView, read_answers
from scheduler.services.read_calendar import MOST_BYTES, CalendarRefused, read_calendar
from scheduler.services.read_caregiver import CaregiverView, read_caregiver
from scheduler.services.submit_availability import NewerAnswer, submit_availability
from scheduler.services.turns import may_write, only_read
from scheduler.web.clips import languages_to_hear
from scheduler.web.entry import by_link
from scheduler.web.language import show_language
from scheduler.web.presenters import families_needs as needs
from scheduler.web.presenters import families_reach as reach
from scheduler.web.presenters import families_times as times
from scheduler.web.presenters import families_ways as ways
from scheduler.web.presenters import families_words as words
from scheduler.web.presenters import need_words
from scheduler.web.presenters.families_busy import busy_choices, refusal, with_busy_times, without_busy_times
from scheduler.web.presenters.families_fill import fill_names, filled
from scheduler.web.presenters.families_receipt import part_lines, typed_line
from scheduler.web.presenters.families_rows import (
    any_given,
    row_numbers,
    submission_typed,
    version_typed,
    with_another_row,
)
from scheduler.web.presenters.families_week import parts_of_day
from scheduler.web.presenters.heard_answer import heard_answer

blueprint = Blueprint("families", __name__, url_prefix="/f/<token>")

Fields = Mapping[str, str]
Answered = str | AnyResponse | tuple[str, int]


@dataclass(frozen=True, slots=True)
class Step:
    """One page of the form: the part of an answer that it asks for."""

    part_of: Callable[[AnswerView], Any]
    fields: Callable[[Any, CaregiverView], dict[str, str]]
    typed: Callable[[Fields, CaregiverView, str], tuple[Part, dict[str, str]]]


STEPS = {
    "when": Step(lambda answer: answer.times, times.times_fields, times.times_typed),
    "how": Step(lambda answer: answer.ways, ways.ways_fields, ways.ways_typed),
    "talk": Step(lambda answer: answer.talk, ways.talk_fields, ways.talk_typed),
    "reach": Step(lambda answer: answer.reach, reach.reach_fields, reach.reach_typed),
}
PAGES = ("start", *STEPS, "receipt")


@blueprint.before_request
def between_seasons() -> str | None:
    """Without a season there is nothing to ask."""
    if g.season_id is None:
        return render_template("families/between.html")
    return None


@blueprint.get("/")
@by_link("form", "paper")
def start(token: str) -> Answered:
    """The letter; after a release also what this family can come to."""
    mine = my_sessions(g.caregiver_id, g.season_id, g.language) if g.may_see_saved else None
    return render_template(
        "families/start.html",
        token=token,
        reader=_reader(),
        answered=_saved().saved_utc is not None,
        kept=_kept() is not None,
        mine=mine,
        words=words,
    )


@blueprint.post("/carry-over")
@by_link("form", "paper")
def begin_with_the_last(token: str) -> Answered:
    """One tap, and this season begins with the answers of the last one."""
    if g.may_see_saved:
        carry_over(g.caregiver_id, g.season_id, datetime.now(UTC))
    return redirect(url_for(".receipt", token=token))


@blueprint.get("/<any(when, how, talk, reach):name>")
@by_link("form", "paper")
def show_step(token: str, name: str) -> Answered:
    """One step, filled in with what was saved before."""
    saved, step = _saved(), STEPS[name]
    return _step_page(
        token, name, {**step.fields(step.part_of(saved), _reader()), "version": str(saved.version)}
    )


@blueprint.post("/<any(when, how, talk, reach):name>")
@by_link("form", "paper", reads_first=True)
def save_step(token: str, name: str) -> Answered:
    """Save a step as it is left. Another language or another row only shows it again, as typed."""
    fields = request.form.to_dict()
    if "language" in fields:
        may_write()
        _choose_language(fields["language"])
        return _step_page(token, name, fields)
    reader = _reader()
    if "fill" in fields:
        return _step_page(token, name, filled(fields, fields["fill"], reader, _kept()))
    if "leave-out" in fields:
        return _step_page(token, name, without_busy_times(fields))
    if "import" in fields:
        return _busy_page(token, fields)
    fields = with_busy_times(fields)
    if "more" in fields:
        return _step_page(token, name, with_another_row(fields, fields["more"]))
    part, errors = STEPS[name].typed(fields, reader, g.language)
    if errors:
        return _step_page(token, name, fields, errors), 422
    may_write()
    try:
        _submit(part, fields)
    except NewerAnswer as newer:
        return _two_answers_page(token, name, part, fields, newer.version), 409
    if "back" in fields:
        return redirect(_address(token, PAGES[PAGES.index(name) - 1]))
    return redirect(_after(token, name, part, reader))


@blueprint.get("/receipt")
@by_link("form", "paper")
def receipt(token: str) -> Answered:
    """What was understood, and what happens next."""
    saved, reader = _saved(), _reader()
    lines = {name: part_lines(step.part_of(saved), g.language) for name, step in STEPS.items()}
    mine = my_sessions(g.caregiver_id, g.season_id, g.language) if g.may_see_saved else None
    return render_template(
        "families/receipt.html",
        token=token,
        saved=saved,
        reader=reader,
        heard=heard_answer(saved, reader, languages_to_hear(reader.language_spoken), g.language)
        if saved.saved_utc
        else [],
        lines=lines,
        typed=typed_line(saved.typed, g.language) if saved.typed else None,
        groups=_groups() if g.may_see_saved else None,
        proposal=my_proposal(g.caregiver_id, g.season_id, g.language) if g.may_see_saved else None,
        events=events_that_families_know(g.season_id, g.language) if g.may_see_saved else (),
        event_gone="gone" in request.args,
        released=mine is not None and mine.released_utc is not None,
        first_date=format_date(reader.first_date, g.language),
        backup_days=current_app.extensions["settings"].backup_days,
    )


@blueprint.post("/language/<any(start, receipt, deleted):page>")
@by_link("form", "paper")
def change_language(token: str, page: str) -> Answered:
    """The same page in another language."""
    _choose_language(request.form.get("language", ""))
    return redirect(url_for(f".{page}", token=token))


@blueprint.post("/delete")
@by_link("form", "paper")
def delete(token: str) -> Answered:
    """Take everything back. Whoever found a link on paper cannot: its code comes first."""
    if not g.may_see_saved:
        return redirect(url_for("paper.door", token=token))
    delete_answers(g.caregiver_id, g.season_id, datetime.now(UTC))
    return redirect(url_for(".deleted", token=token))


@blueprint.get("/deleted")
@by_link("form", "paper")
def deleted(token: str) -> Answered:
    """That nothing is kept, and the way to begin again."""
    return render_template("families/deleted.html", token=token)


def _after(token: str, name: str, part: Part, reader: CaregiverView) -> str:
    """The next step; or first the one thing that is asked about what was just saved."""
    following = _address(token, PAGES[PAGES.index(name) + 1])
    if not g.may_see_saved:
        return following
    if isinstance(part, Times) and not reader.blanks_asked and leaves_open(part, reader.day_minutes):
        return url_for("open_times.show", token=token)
    if name == "reach":
        only_read()
        return url_for("my_groups.ask", token=token) if _groups().are_open else following
    return following


def _address(token: str, page: str) -> str:
    if page in STEPS:
        return url_for(".show_step", token=token, name=page)
    return url_for(f".{page}", token=token)


def _groups() -> MyGroups:
    return my_groups(g.caregiver_id, g.season_id, g.language)


def _reader() -> CaregiverView:
    return read_caregiver(g.caregiver_id, g.season_id)


def _kept() -> Times | None:
    return kept_times(g.caregiver_id, g.season_id) if g.may_see_saved else None


def _saved() -> AnswerView:
    """What this link may show of the stored answer; a paper link without its code only that there is one."""
    saved = read_answers(g.caregiver_id, g.season_id)
    return saved if g.may_see_saved else AnswerView(saved.version)


def _submit(part: Part, fields: Fields) -> None:
    """An empty page of a link that shows nothing saved takes nothing back."""
    if part in NOTHING_SAID and not g.may_see_saved:
        return
    submit_availability(
        g.caregiver_id,
        g.season_id,
        part,
        read_version=version_typed(fields),
        now_utc=datetime.now(UTC),
        may_see_saved=g.may_see_saved,
        submission=submission_typed(fields),
    )


def _choose_language(language: str) -> None:
    show_language(language)
    choose_language(g.caregiver_id, language)


def _step_page(token: str, name: str, fields: Fields, errors: Fields | None = None) -> str:
    reader = _reader()
    fields = {"submission": uuid4().hex, **fields}
    return render_template(
        f"families/{name}.html",
        token=token,
        name=name,
        number=PAGES.index(name),
        count=len(STEPS),
        reader=reader,
        parts=parts_of_day(reader),
        fills=fill_names(_kept()),
        row_numbers=row_numbers,
        any_given=any_given,
        fields=fields,
        errors=errors or {},
        words=words,
        needs=needs,
        need_words=need_words,
    )


def _busy_page(token: str, fields: Fields) -> Answered:
    """What a calendar file says, to be confirmed; the file is read and forgotten."""
    file, link = request.files.get("calendar"), fields.get("calendar-link", "").strip()
    data = file.read(MOST_BYTES + 1) if file else b""
    given = link if link and not data else data
    try:
        found, fault = read_calendar(given, g.season_id), None
    except CalendarRefused as refused:
        found, fault = (), refused.fault
    typed = {field: value for field, value in fields.items() if field not in ("import", "csrf_token")}
    if not found:
        wrong = "calendar-link" if isinstance(given, str) else "calendar"
        return _step_page(token, "when", typed, {wrong: refusal(fault)}), 422
    typed.pop("calendar-link", None)  # which opens the whole calendar, and was only needed now
    days = busy_choices(found, g.language)
    return render_template("families/busy.html", token=token, fields=typed, days=days)


def _two_answers_page(token: str, name: str, part: Part, fields: Fields, newer_version: int) -> str:
    """Nothing is overwritten and nothing lost: the family sees both answers and chooses."""
    newer = part_lines(STEPS[name].part_of(_saved()), g.language) if g.may_see_saved else ()
    return render_template(
        "families/two_answers.html",
        token=token,
        name=name,
        after=_address(token, PAGES[PAGES.index(name) + 1]),
        newer=newer,
        typed=part_lines(part, g.language),
        fields={**fields, "version": str(newer_version), "submission": uuid4().hex},
    )
