"""Parts of an answer in a line."""

from scheduler.domain.answers import Times
from scheduler.domain.said_hours import Said, SaidHours

EVENING = (17 * 60, 21 * 60 + 30)


def hours(start: int, end: int, level: Said = "yes") -> SaidHours:
    """From one full hour to another."""
    return SaidHours(start * 60, end * 60, level)


def evenings(*days: int, level: Said = "yes") -> Times:
    """The same answer for the evening of these weekdays (0 = Monday)."""
    return Times.of([(day, SaidHours(*EVENING, level)) for day in days])
