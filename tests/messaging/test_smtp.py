"""Letters go to a real SMTP server over a real socket, and its answers decide what happens next."""

import socket
import ssl
import traceback
from dataclasses import replace
from email import message_from_bytes, policy

import pytest
import trustme
from aiosmtpd.smtp import AuthResult

from scheduler.messaging.channels import PermanentSendError, TransientSendError
from scheduler.messaging.smtp import SmtpChannel
from tests.fixtures.servers import free_port
from tests.messaging.builders import FROM_ADDRESS, letter
from tests.messaging.postmaster import Postmaster, server


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def server_tls(authority) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1", "127.0.0.2").configure_cert(context)
    return context


@pytest.fixture
def client_tls(authority) -> ssl.SSLContext:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


def test_a_letter_arrives_as_it_was_written():
    postmaster = Postmaster()
    with server(postmaster) as channel:
        channel.send(letter())

    [(envelope, _)] = postmaster.taken
    mail = message_from_bytes(envelope.content, policy=policy.default)
    assert (envelope.mail_from, envelope.rcpt_tos) == ("events@school.example", ["amal@home.example"])
    assert (mail["Subject"], mail.get_content().replace("\r\n", "\n")) == ("رسالة", "مرحبا\n")


def test_a_letter_that_was_taken_is_sent_even_if_the_server_hangs_up_without_goodbye():
    class Abrupt(Postmaster):
        async def handle_QUIT(self, server, session, envelope):  # noqa: ARG002, N802
            server.transport.abort()
            return "221 bye"

    postmaster = Abrupt()
    with server(postmaster) as channel:
        channel.send(letter())

    assert len(postmaster.taken) == 1


@pytest.mark.parametrize(
    ("refusal", "error"),
    [
        ({"rcpt": "550 no such user amal@home.example"}, PermanentSendError),
        ({"rcpt": "450 mailbox busy"}, TransientSendError),
        ({"sender": "553 not from you"}, PermanentSendError),
        ({"sender": "451 later"}, TransientSendError),
        ({"data": "554 looks like spam to amal@home.example"}, PermanentSendError),
        ({"data": "452 disk full"}, TransientSendError),
    ],
)
def test_the_servers_code_says_whether_to_try_again(refusal, error):
    with server(Postmaster(**refusal)) as channel, pytest.raises(error) as raised:
        channel.send(letter())

    [answer] = refusal.values()
    assert answer[:3] in str(raised.value)
    assert "amal" not in "".join(traceback.format_exception(raised.value))


def test_a_server_that_is_not_there_may_be_there_later():
    channel = SmtpChannel.from_url(f"smtp://127.0.0.1:{free_port()}", FROM_ADDRESS)

    with pytest.raises(TransientSendError, match="ConnectionRefusedError"):
        channel.send(letter())


def test_a_server_that_says_nothing_is_not_waited_for_forever():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"smtp://127.0.0.1:{silent.getsockname()[1]}"
        channel = replace(SmtpChannel.from_url(url, FROM_ADDRESS), timeout_seconds=0.1)

        with pytest.raises(TransientSendError, match="cannot be used"):
            channel.send(letter())


def test_an_address_in_another_script_is_refused_by_a_server_that_cannot_take_it():
    with (
        server(Postmaster(), enable_SMTPUTF8=False) as channel,
        pytest.raises(PermanentSendError, match="script"),
    ):
        channel.send(letter(to_address="amal@بيت.example"))


def test_an_address_in_another_script_reaches_a_server_that_can_take_it():
    postmaster = Postmaster()
    with server(postmaster, enable_SMTPUTF8=True) as channel:
        channel.send(letter(to_address="amal@بيت.example"))

    [(envelope, _)] = postmaster.taken
    assert envelope.rcpt_tos == ["amal@بيت.example"]


def test_encryption_that_is_offered_is_used(server_tls, client_tls):
    postmaster = Postmaster()
    with server(postmaster, tls_context=server_tls) as channel:
        replace(channel, tls=client_tls).send(letter())

    [(_, session)] = postmaster.taken
    assert session.ssl is not None


def test_nothing_is_sent_to_a_server_that_cannot_prove_who_it_is(server_tls):
    postmaster = Postmaster()
    with (
        server(postmaster, tls_context=server_tls) as channel,
        pytest.raises(TransientSendError, match="SSLCertVerificationError"),
    ):
        channel.send(letter())

    assert postmaster.taken == []


def test_nothing_leaves_the_machine_without_encryption():
    postmaster = Postmaster()
    with server(postmaster, host="127.0.0.2") as channel, pytest.raises(TransientSendError):
        channel.send(letter())

    assert postmaster.taken == []


def test_smtps_is_encrypted_from_the_first_byte(server_tls, client_tls):
    postmaster = Postmaster()
    with server(postmaster, ssl_context=server_tls) as plain:
        channel = SmtpChannel.from_url(f"smtps://127.0.0.1:{plain.port}", FROM_ADDRESS)
        replace(channel, tls=client_tls).send(letter())

    assert len(postmaster.taken) == 1


@pytest.mark.parametrize(("password", "taken"), [("pa%3Ass", 1), ("wrong", 0)])
def test_the_server_is_signed_in_to_with_the_urls_user_and_password(server_tls, client_tls, password, taken):
    def authenticator(server, session, envelope, mechanism, data):  # noqa: ARG001
        return AuthResult(success=(data.login, data.password) == (b"office", b"pa:ss"), handled=False)

    postmaster = Postmaster()
    with server(
        postmaster, tls_context=server_tls, authenticator=authenticator, auth_required=True
    ) as open_to_all:
        url = f"smtp://office:{password}@127.0.0.1:{open_to_all.port}"
        channel = replace(SmtpChannel.from_url(url, FROM_ADDRESS), tls=client_tls)
        if taken:
            channel.send(letter())
        else:
            with pytest.raises(TransientSendError, match="SMTPAuthenticationError"):
                channel.send(letter())

    assert len(postmaster.taken) == taken


def test_default_ports_are_those_of_submission():
    assert SmtpChannel.from_url("smtp://mail.example", FROM_ADDRESS).port == 587
    assert SmtpChannel.from_url("smtps://mail.example", FROM_ADDRESS).port == 465


def test_a_password_is_never_printed():
    assert "secret" not in repr(SmtpChannel.from_url("smtp://office:secret@mail.example", FROM_ADDRESS))


@pytest.mark.parametrize("url", ["", "mail.example", "http://mail.example", "smtp://"])
def test_another_url_is_refused_with_what_is_expected(url):
    with pytest.raises(ValueError, match="smtp://user:password@host:587"):
        SmtpChannel.from_url(url, FROM_ADDRESS)
