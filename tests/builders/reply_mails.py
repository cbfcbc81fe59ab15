"""Answers to an invitation by mail, as calendar programs build them: parts, encodings and properties."""

from base64 import encodebytes
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from string import Template

SAID_UTC = datetime(2026, 2, 2, 10, 15, tzinfo=UTC)


@dataclass(frozen=True)
class Answer:
    """One attendee's answer, to `organizer`, about the session of this UID."""

    organizer: str = "replies+7-abc@school.example"
    uid: str = "session-1@school.example"
    attendee: str = "amina@home.example"
    sender: str = "amina@home.example"
    said: str = "ACCEPTED"
    sequence: int = 0
    stamp_utc: datetime = SAID_UTC
    comment: str = ""

    def fill(self, template: str, **more: str) -> str:
        stamp = f"{self.stamp_utc:%Y%m%dT%H%M%SZ}"
        return Template(template).substitute({**vars(self), "stamp": stamp, **more})


HEAD = """\
From: Amina <$sender>
To: Oak Schools <$organizer>
Subject: Accepted: Reading night
Date: Mon, 02 Feb 2026 10:15:00 +0000
Message-ID: <$stamp@home.example>
MIME-Version: 1.0
"""

GOOGLE_CALENDAR = """\
BEGIN:VCALENDAR
PRODID:-//Google Inc//Google Calendar 70.9054//EN
VERSION:2.0
CALSCALE:GREGORIAN
METHOD:REPLY
BEGIN:VEVENT
DTSTART:20260303T230000Z
DTEND:20260304T003000Z
DTSTAMP:$stamp
ORGANIZER;CN=Oak Schools:mailto:$organizer
UID:$uid
ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=$said;CN=Amina
 ;X-NUM-GUESTS=0;X-RESPONSE-COMMENT="$comment":mailto:$attendee
CREATED:20260201T090000Z
DESCRIPTION:Childcare is there.
LAST-MODIFIED:$stamp
LOCATION:Hall
SEQUENCE:$sequence
STATUS:CONFIRMED
SUMMARY:Reading night
TRANSP:OPAQUE
END:VEVENT
END:VCALENDAR
"""

GOOGLE = """\
${head}Content-Type: multipart/mixed; boundary="mixed"

--mixed
Content-Type: multipart/alternative; boundary="alternative"

--alternative
Content-Type: text/plain; charset="UTF-8"; format=flowed; delsp=yes
Content-Transfer-Encoding: base64

QW1pbmEgaGFzIGFjY2VwdGVkIHRoaXMgaW52aXRhdGlvbi4=
--alternative
Content-Type: text/html; charset="UTF-8"
Content-Transfer-Encoding: quoted-printable

<p>Amina has accepted this invitation.</p>
--alternative
Content-Type: text/calendar; charset="UTF-8"; method=REPLY
Content-Transfer-Encoding: 7bit

$calendar
--alternative--

--mixed
Content-Type: application/ics; name="invite.ics"
Content-Disposition: attachment; filename="invite.ics"
Content-Transfer-Encoding: base64

$in_base64
--mixed--
"""

APPLE_CALENDAR = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Apple Inc.//iCloud//EN
METHOD:REPLY
BEGIN:VEVENT
UID:$uid
DTSTAMP:$stamp
DTSTART;TZID=America/New_York:20260303T180000
DTEND;TZID=America/New_York:20260303T193000
SUMMARY:Reading night
SEQUENCE:$sequence
COMMENT:$comment
ORGANIZER;EMAIL="$organizer":mailto:$organizer
ATTENDEE;CN="Amina";CUTYPE=INDIVIDUAL;EMAIL="$attendee";PARTSTAT=$said;R
 OLE=REQ-PARTICIPANT:/aMTIzNDU2Nzg5/principal/
END:VEVENT
END:VCALENDAR
"""

APPLE = """\
${head}Content-Type: multipart/alternative; boundary=apple

--apple
Content-Type: text/plain; charset=utf-8

Amina accepted your invitation.
--apple
Content-Type: text/calendar; charset=utf-8; method=REPLY
Content-Transfer-Encoding: base64

$in_base64
--apple--
"""

OUTLOOK_CALENDAR = """\
BEGIN:VCALENDAR
METHOD:REPLY
PRODID:Microsoft Exchange Server 2010
VERSION:2.0
BEGIN:VTIMEZONE
TZID:Eastern Standard Time
BEGIN:STANDARD
DTSTART:16010101T020000
TZOFFSETFROM:-0400
TZOFFSETTO:-0500
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=1SU;BYMONTH=11
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
ATTENDEE;PARTSTAT=$said;CN=Amina:MAILTO:$attendee
COMMENT;LANGUAGE=en-US:$comment\\n
UID:$uid
SUMMARY;LANGUAGE=en-US:Accepted: Reading night
DTSTART;TZID=Eastern Standard Time:20260303T180000
DTEND;TZID=Eastern Standard Time:20260303T193000
CLASS:PUBLIC
PRIORITY:5
DTSTAMP:$stamp
TRANSP:OPAQUE
STATUS:CONFIRMED
SEQUENCE:$sequence
LOCATION;LANGUAGE=en-US:Hall
X-MICROSOFT-CDO-APPT-SEQUENCE:$sequence
X-MICROSOFT-CDO-BUSYSTATUS:BUSY
END:VEVENT
END:VCALENDAR
"""

OUTLOOK = """\
${head}Content-Language: en-US
Content-Type: multipart/alternative; boundary="_000_outlook_"

--_000_outlook_
Content-Type: text/plain; charset="iso-8859-1"
Content-Transfer-Encoding: quoted-printable


--_000_outlook_
Content-Type: text/calendar; charset="utf-8"; method=REPLY
Content-Transfer-Encoding: base64

$in_base64
--_000_outlook_--
"""

THUNDERBIRD_CALENDAR = """\
BEGIN:VCALENDAR
PRODID:-//Mozilla.org/NONSGML Mozilla Calendar V1.1//EN
VERSION:2.0
METHOD:REPLY
BEGIN:VEVENT
CREATED:20260201T090000Z
LAST-MODIFIED:$stamp
DTSTAMP:$stamp
UID:$uid
SUMMARY:Reading night
COMMENT:$comment
STATUS:CONFIRMED
ORGANIZER;CN=Oak Schools:mailto:$organizer
ATTENDEE;CN=Amina;PARTSTAT=$said;ROLE=REQ-PARTICIPANT:mailto:$attendee
DTSTART;TZID=America/New_York:20260303T180000
DTEND;TZID=America/New_York:20260303T193000
${sequence_unless_0}END:VEVENT
END:VCALENDAR
"""

THUNDERBIRD = """\
${head}User-Agent: Mozilla Thunderbird
Content-Type: multipart/mixed; boundary="tb"

--tb
Content-Type: multipart/alternative; boundary="tba"

--tba
Content-Type: text/plain; charset=UTF-8; format=flowed
Content-Transfer-Encoding: 8bit

Amina has accepted your event invitation.
--tba
Content-Type: text/calendar; method=REPLY; charset=UTF-8
Content-Transfer-Encoding: 8bit

$calendar
--tba--

--tb--
"""


def google(answer: Answer) -> bytes:
    """Text, HTML and calendar as alternatives, and the calendar once more as a file, in base64."""
    return _mail(answer, GOOGLE, GOOGLE_CALENDAR)


def apple(answer: Answer) -> bytes:
    """iCloud names the attendee by a path of its own, with the address beside it."""
    return _mail(answer, APPLE, APPLE_CALENDAR)


def outlook_com(answer: Answer) -> bytes:
    """No ORGANIZER, a Windows time zone, and a comment that ends a line even where it is empty."""
    return _mail(answer, OUTLOOK, OUTLOOK_CALENDAR)


def thunderbird(answer: Answer) -> bytes:
    """A calendar inside of alternatives inside of a mixed mail; SEQUENCE is left out where it is 0."""
    return _mail(answer, THUNDERBIRD, THUNDERBIRD_CALENDAR)


PROGRAMS: list[Callable[[Answer], bytes]] = [google, apple, outlook_com, thunderbird]


def written(text: str, answer: Answer = Answer(), more: str = "", kind: str = "text/plain") -> bytes:
    """A mail in somebody's own words; `more` are further header fields."""
    fields = f"{more}Content-Type: {kind}; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"
    return _crlf(answer.fill(HEAD) + fields + text + "\n")


def _mail(answer: Answer, mail: str, calendar: str) -> bytes:
    sequence = f"SEQUENCE:{answer.sequence}\n" if answer.sequence else ""
    filled = answer.fill(calendar, sequence_unless_0=sequence)
    in_base64 = encodebytes(_crlf(filled)).decode()
    return _crlf(answer.fill(mail, head=answer.fill(HEAD), calendar=filled, in_base64=in_base64))


def _crlf(text: str) -> bytes:
    return text.replace("\n", "\r\n").encode()
