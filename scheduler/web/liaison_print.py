"""What a liaison prints: the whole form, normal or large, in the language that the caregiver reads."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, abort, current_app, g, render_template, request
from werkzeug.wrappers import Response

from scheduler.language.catalogues import offered_languages
from scheduler.language.negotiation import shown_language
from scheduler.printing.pdf import SYSTEM_PACKAGES, PrintingUnavailable, pdf_of
from scheduler.printing.square_code import square_code
from scheduler.services.read_caregiver import read_caregiver
from scheduler.web.entry import for_roles
from scheduler.web.language import written_in
from scheduler.web.liaison_links import links_or_404, paper_address
from scheduler.web.presenters import families_words as words
from scheduler.web.presenters import need_words
from scheduler.web.presenters.families_week import parts_of_day

blueprint = Blueprint("liaison_print", __name__, url_prefix="/liaison")

STYLESHEET = Path("css", "print.css")
SIZES = ("normal", "large")


@blueprint.get("/caregivers/<int:caregiver_id>/form.pdf")
@for_roles("liaison")
def show_form(caregiver_id: int) -> Response | tuple[str, int]:
    """The form as PDF, with a square code of the caregiver's own link for paper."""
    size = request.args.get("size", SIZES[0])
    if g.season_id is None or size not in SIZES:
        abort(404)
    return pdf_answer(_form(caregiver_id, size))


def pdf_answer(html: str) -> Response | tuple[str, int]:
    """The PDF of a page for paper; without what it takes, a page that says what is missing."""
    try:
        pdf = pdf_of(html, Path(str(current_app.static_folder)) / STYLESHEET)
    except PrintingUnavailable as why:
        current_app.logger.error("no PDF can be made: %s", why)
        return render_template("liaison/no_printing.html", packages=SYSTEM_PACKAGES), 503
    return Response(pdf, mimetype="application/pdf", headers={"Content-Disposition": "inline"})


def _form(caregiver_id: int, size: str) -> str:
    links = links_or_404(caregiver_id)
    reader = read_caregiver(caregiver_id, g.season_id)
    address = paper_address(links)
    with written_in(shown_language(links.caregiver.language_read, offered_languages())):
        return render_template(
            "print/form.html",
            name=reader.name,
            liaison_name=reader.liaison_name,
            address=address,
            code=square_code(address),
            size=size,
            spans=parts_of_day(reader),
            words=words,
            need_words=need_words,
        )
