"""Parts of town to choose from, each by the names of its schools."""

from __future__ import annotations

from flask_babel import gettext

from scheduler.services.parts_of_town import list_zones


def zone_choices(chosen: str) -> list[tuple[str, str]]:
    """Value and words; what was chosen is among them even where no school is there."""
    known = {zone: gettext(", ").join(schools) for zone, schools in list_zones().items()}
    return [("", "–"), *({chosen: chosen} | known if chosen else known).items()]
