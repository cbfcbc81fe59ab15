"""A mail about a session can be read as text, as HTML in the script's direction, and by a calendar."""

import pytest

from scheduler.messaging.channels import CalendarPart
from scheduler.messaging.invitations import News, SessionInWords, invitation_letter
from scheduler.messaging.mail import mail_of
from tests.messaging.builders import FROM_ADDRESS, WRITTEN_UTC

ORGANIZER = "replies+7-abc@school.example"
CALENDAR = CalendarPart("REQUEST", "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n")


def mail(news: News = "invited", title: str = "Reading night", language: str = "en"):
    session = SessionInWords(title, ("Tuesday, March 3, 6:00 PM – 7:30 PM", "Hall"))
    letter = invitation_letter(news, session, "amal@home.example", ORGANIZER, language, CALENDAR, WRITTEN_UTC)
    return mail_of(letter, FROM_ADDRESS)


def test_the_alternatives_are_text_html_and_a_calendar_with_its_method() -> None:
    written = mail()
    assert written.get_content_type() == "multipart/alternative"
    parts = list(written.iter_parts())
    assert [part.get_content_type() for part in parts] == ["text/plain", "text/html", "text/calendar"]
    assert parts[2]["Content-Type"].params == {"charset": "utf-8", "method": "REQUEST"}
    assert parts[2].get_content().replace("\r\n", "\n") == CALENDAR.text.replace("\r\n", "\n")
    assert (written["To"], written["Reply-To"]) == ("amal@home.example", ORGANIZER)


@pytest.mark.parametrize(
    ("news", "subject", "closing"),
    [
        ("invited", "Invitation: Reading night", "write back in your own words"),
        ("changed", "Changed: Reading night", "write back in your own words"),
        ("cancelled", "Cancelled: Reading night", "This is cancelled."),
        ("taken_back", "Cancelled: Reading night", "This invitation no longer holds."),
    ],
)
def test_each_mail_says_first_what_is_new(news: News, subject: str, closing: str) -> None:
    written = mail(news)
    assert written["Subject"] == subject
    body = written.get_body(("plain",)).get_content().replace("\r\n", "\n")
    assert body.startswith(f"Hello,\n\n{subject}\nTuesday, March 3, 6:00 PM – 7:30 PM\nHall\n\n")
    assert closing in body


def test_html_of_a_right_to_left_script_says_so() -> None:
    assert '<html lang="ar" dir="rtl">' in mail(language="ar").get_body(("html",)).get_content()


def test_a_title_cannot_become_markup_or_another_header() -> None:
    written = mail(title="<b>Reading\r\nBcc: all@home.example")
    assert written["Bcc"] is None
    assert "<b>" not in written.get_body(("html",)).get_content()
