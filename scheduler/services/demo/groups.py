"""The demo's priority groups: barriers in common, each with the question it is taken from."""

from __future__ import annotations

from scheduler.language.names import language_name

GROUPS = (
    ("interpreter", "Needs an interpreter", "interpreter"),
    ("late-shifts", "Works evenings, nights or changing shifts", "hours"),
    ("childcare", "Needs childcare to come", "childcare"),
    ("ride", "Needs a ride", "ride"),
    ("access", "Needs step-free access, a hearing loop or captions", "access"),
    ("one-caregiver", "One caregiver at home", "asked"),
    ("no-internet", "No internet at home", "asked"),
)
SOURCES = {"asked": "asked", "hours": "asked"}


def language_group(code: str) -> tuple[str, str, str]:
    """The group of those who need an interpreter of one language; within `interpreter`."""
    return f"interpreter-{code}", f"Needs an interpreter: {language_name(code, 'en')}", "interpreter"
