"""The pages, by audience."""

from flask import Flask, g


def register_blueprints(app: Flask) -> None:
    """Put every audience's pages into `app`."""


def select_locale() -> str:
    """The language of this request, which its entry has settled; English until then."""
    return str(g.get("language", "en"))
