"""What every template can say: the district, the language of the page, the languages it is offered in."""

from __future__ import annotations

from functools import cache
from typing import Any

from flask import current_app
from markupsafe import Markup

from scheduler.language.catalogues import offered_languages
from scheduler.language.locales import LOCALES, direction
from scheduler.services.read_district import read_district
from scheduler.web.language import page_language
from scheduler.web.typed import typed_fields


def page_context() -> dict[str, Any]:
    """A context processor; `page_language` is a code of the table of locales."""
    language = page_language()
    district = read_district()
    return {
        "page_language": language,
        "page_direction": direction(language),
        "page_languages": [LOCALES[code] for code in offered_languages()],
        "district_name": district.name if district else None,
        "typed_fields": typed_fields,
        "synthetic": district is not None and district.synthetic,
    }


def language_buttons(current: str, form: str | None) -> Markup:
    """The buttons of the list of languages; `form` names the form of the page that they belong to, if any."""
    return _buttons(tuple(offered_languages()), current, form)


@cache
def _buttons(languages: tuple[str, ...], current: str, form: str | None) -> Markup:
    """Written once: they are a third of what it takes to write a small page."""
    page = current_app.jinja_env.get_template("components/language_buttons.html")
    return Markup(page.render(languages=[LOCALES[code] for code in languages], current=current, form=form))
