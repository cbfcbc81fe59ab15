"""The names of schools, each typed on a line of its own."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import gettext

from scheduler.web.presenters.typed_fields import Errors

LONGEST_NAME = 200


def schools_typed(fields: Mapping[str, str], errors: Errors) -> tuple[str, ...]:
    """At least one, each once."""
    lines = (" ".join(line.split()) for line in fields.get("schools", "").replace("\0", "").splitlines())
    names: dict[str, str] = {}
    for line in filter(None, lines):
        names.setdefault(line.casefold(), line)
    if not names:
        errors["schools"] = gettext("Write the name of at least one school.")
    elif max(map(len, names.values())) > LONGEST_NAME:
        errors["schools"] = gettext("Make this shorter: %(longest)s letters at most.", longest=LONGEST_NAME)
    return tuple(names.values())
