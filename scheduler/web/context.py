"""What every template can say: the district, the language of the page, the languages it is offered in."""

from __future__ import annotations

from typing import Any

from flask import g

from scheduler.language.catalogues import offered_languages
from scheduler.language.locales import LOCALES, SOURCE, direction
from scheduler.services.read_district import read_district


def page_context() -> dict[str, Any]:
    """A context processor; `page_language` is a code of the table of locales."""
    language = g.get("language", SOURCE)
    district = read_district()
    return {
        "page_language": language,
        "page_direction": direction(language),
        "page_languages": [LOCALES[code] for code in offered_languages()],
        "district_name": district.name if district else None,
        "synthetic": district is not None and district.synthetic,
    }
