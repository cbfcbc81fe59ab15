"""A letter becomes an e-mail to exactly one person, whatever is typed into its fields."""

import traceback

import pytest

from scheduler.messaging.channels import PermanentSendError
from scheduler.messaging.mail import mail_of
from tests.messaging.builders import FROM_ADDRESS, WRITTEN_UTC, letter


def test_a_mail_says_from_whom_to_whom_when_and_in_what_language():
    mail = mail_of(letter(headers={"Message-ID": "<message-1@school.example>"}), FROM_ADDRESS)

    assert mail["From"] == FROM_ADDRESS
    assert mail["To"] == "amal@home.example"
    assert mail["Date"].datetime == WRITTEN_UTC
    assert mail["Content-Language"] == "ar"
    assert mail["Message-ID"] == "<message-1@school.example>"


def test_no_robot_is_invited_to_answer():
    assert mail_of(letter(), FROM_ADDRESS)["Auto-Submitted"] == "auto-generated"


def test_every_byte_on_the_wire_is_ascii():
    assert mail_of(letter(text="مرحبا " * 300), FROM_ADDRESS).as_bytes().isascii()


def test_a_letter_with_html_offers_both_and_plain_text_first():
    mail = mail_of(letter(html="<p>مرحبا</p>"), FROM_ADDRESS)

    assert mail.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]


@pytest.mark.parametrize(
    "address",
    [
        "",
        "amal",
        "@home.example",
        "amal@",
        "a@x.example, b@x.example",
        "a@x.example;b@x.example",
        "Amal <amal@home.example>",
        "amal@home.example\nBcc: b@x.example",
        "amal@home.example\r\n",
        "a b@x.example",
    ],
)
def test_anything_but_one_address_is_refused_and_not_repeated(address):
    with pytest.raises(PermanentSendError, match="not one e-mail address") as refused:
        mail_of(letter(to_address=address), FROM_ADDRESS)

    assert not address or address not in "".join(traceback.format_exception(refused.value))


@pytest.mark.parametrize(
    "changes",
    [
        {"subject": "Hello\nBcc: b@x.example"},
        {"subject": "Hello\r\nBcc: b@x.example"},
        {"headers": {"X-Note": "a\r\nBcc: b@x.example"}},
        {"headers": {"To": "b@x.example"}},
    ],
)
def test_no_field_can_begin_another_header(changes):
    with pytest.raises(PermanentSendError, match="header"):
        mail_of(letter(**changes), FROM_ADDRESS)
