"""What comes back by mail is understood from every program; what is none of it is not guessed at."""

import pytest

from scheduler.calendars.replies import CalendarReply, read_reply
from scheduler.calendars.reply_mail import MOST_BYTES, ReplyMail, read_reply_mail
from scheduler.calendars.reply_reading import read_mail
from tests.builders.reply_mails import PROGRAMS, SAID_UTC, Answer, google, thunderbird, written

ORGANIZER = "replies+7-abc@school.example"


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize("said", ["ACCEPTED", "DECLINED", "TENTATIVE"])
def test_an_answer_is_understood_however_it_is_wrapped(program, said):
    mail = read_mail(program(Answer(said=said, sequence=2)))
    expected = CalendarReply("session-1@school.example", "amina@home.example", said, 2, SAID_UTC)
    assert mail.replies == (expected,)
    assert (mail.sender, mail.recipients) == ("amina@home.example", (ORGANIZER,))
    assert (mail.has_calendar, mail.complete) == (True, True)


@pytest.mark.parametrize("program", PROGRAMS)
def test_words_that_were_added_to_an_answer_come_along(program):
    [reply] = read_mail(program(Answer(comment="We need a ride"))).replies
    assert reply.comment == "We need a ride"


def test_an_answer_without_a_sequence_answers_the_first_invitation():
    assert b"SEQUENCE" not in thunderbird(Answer())
    assert read_mail(thunderbird(Answer())).replies[0].sequence == 0


def ics(**changes: str) -> bytes:
    lines = {
        "METHOD": "METHOD:REPLY",
        "UID": "UID:session-1@school.example",
        "DTSTAMP": "DTSTAMP:20260202T101500Z",
        "SEQUENCE": "SEQUENCE:0",
        "ATTENDEE": "ATTENDEE;PARTSTAT=ACCEPTED:mailto:amina@home.example",
    } | changes
    inner = "\r\n".join(line for name, line in lines.items() if name != "METHOD" and line)
    return (
        f"BEGIN:VCALENDAR\r\n{lines['METHOD']}\r\nBEGIN:VEVENT\r\n{inner}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    ).encode()


def test_the_shortest_answer_is_one():
    assert read_reply(ics()) is not None


@pytest.mark.parametrize(
    "changes",
    [
        {"METHOD": "METHOD:REQUEST"},
        {"METHOD": "METHOD:COUNTER"},
        {"METHOD": ""},
        {"UID": ""},
        {"DTSTAMP": ""},
        {"DTSTAMP": "DTSTAMP:20260202T101500"},
        {"DTSTAMP": "DTSTAMP:20269999T101500Z"},
        {"SEQUENCE": "SEQUENCE:-1"},
        {"SEQUENCE": "SEQUENCE:99999999999999999999"},
        {"ATTENDEE": ""},
        {"ATTENDEE": "ATTENDEE;PARTSTAT=DELEGATED:mailto:amina@home.example"},
        {"ATTENDEE": "ATTENDEE;PARTSTAT=ACCEPTED:/principal/"},
        {"SEQUENCE": "ATTENDEE;PARTSTAT=ACCEPTED:mailto:b@home.example"},
        {"SEQUENCE": "RECURRENCE-ID:20260303T230000Z"},
    ],
)
def test_whatever_is_not_one_answer_to_one_session_is_none(changes):
    assert read_reply(ics(**changes)) is None


def test_two_sessions_in_one_file_are_not_one_answer():
    assert read_reply(ics() + ics()) is None
    assert read_reply(ics().replace(b"END:VEVENT", b"END:VEVENT\r\nBEGIN:VEVENT\r\nEND:VEVENT")) is None


def test_words_are_read_without_what_they_quote():
    mail = read_mail(
        written("نحتاج إلى توصيلة\n\nThank you\n\nOn Monday, Oak wrote:\n> Hello,\n>\n> Invitation\n")
    )
    assert mail.words == "نحتاج إلى توصيلة\n\nThank you"
    assert (mail.has_calendar, mail.complete) == (False, True)


def test_words_in_html_alone_are_read_too():
    html = "<style>p{}</style><p>We <b>need</b>\n a ride</p><blockquote>Hello,</blockquote><p>Amina</p>"
    mail = read_mail(written(html, kind="text/html"))
    assert mail.words == "We need a ride\nAmina"


def test_a_picture_makes_it_more_than_words():
    both = google(Answer()).replace(b'application/ics; name="invite.ics"', b'image/png; name="invite.png"')
    assert not read_mail(both).complete


def test_long_words_are_cut_and_say_so():
    mail = read_mail(written("word " * 1000))
    assert (len(mail.words), mail.complete) == (2000, False)


@pytest.mark.parametrize("sender", ["amina@home.example>, <b@x.example", "", "nobody"])
def test_a_sender_that_is_not_one_address_is_none(sender):
    assert read_mail(written("Hello", Answer(sender=sender))).sender == ""


def test_the_address_is_also_found_where_a_server_delivered_it():
    mail = read_mail(written("Hello", Answer(organizer="x@y.example"), f"Delivered-To: {ORGANIZER}\n"))
    assert ORGANIZER in mail.recipients


class TestInAProcessOfItsOwn:
    def test_it_reads_the_same(self):
        mail = google(Answer(comment="We come with 3"))
        assert read_reply_mail(mail) == read_mail(mail)

    def test_of_a_mail_that_is_too_large_the_head_is_read(self):
        mail = read_reply_mail(written("x" * MOST_BYTES))
        assert (mail.sender, mail.recipients) == ("amina@home.example", (ORGANIZER,))
        assert (mail.words, mail.complete) == ("", False)

    def test_of_a_mail_that_would_keep_it_busy_the_head_is_read(self):
        levels = b"".join(
            b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (n, n) for n in range(16_000)
        )
        mail = read_reply_mail(written("").partition(b"Content-Type")[0] + levels)
        assert (mail.sender, mail.complete) == ("amina@home.example", False)

    @pytest.mark.parametrize(
        "data",
        [b"", b"\x00" * 1000, b"\xff\xfe" * 1000, b"From: " + b"<" * 5000, b"BEGIN:VCALENDAR\r\n" * 9000],
    )
    def test_whatever_it_is_given_it_answers(self, data):
        assert isinstance(read_reply_mail(data), ReplyMail)
