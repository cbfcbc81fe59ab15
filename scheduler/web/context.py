"""What every template can say: the district, the language of the page, the languages it is offered in."""

from __future__ import annotations

from typing import Any

from scheduler.language.catalogues import offered_languages
from scheduler.language.locales import LOCALES, direction
from scheduler.services.read_district import read_district
from scheduler.web.language import page_language


def page_context() -> dict[str, Any]:
    """A context processor; `page_language` is a code of the table of locales."""
    language = page_language()
    district = read_district()
    return {
        "page_language": language,
        "page_direction": direction(language),
        "page_languages": [LOCALES[code] for code in offered_languages()],
        "district_name": district.name if district else None,
        "synthetic": district is not None and district.synthetic,
    }
