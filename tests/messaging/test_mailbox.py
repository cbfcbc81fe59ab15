"""Mail is read from a real IMAP server, and removed only once somebody has taken it."""

import ssl
from dataclasses import replace
from urllib.parse import quote

import pytest

from scheduler.messaging.mailbox import ImapMailbox, MailboxUnusableError
from tests.fixtures.mailboxes import PASSWORD, ImapServer
from tests.fixtures.servers import free_port

pytestmark = pytest.mark.services

MAILS = tuple(b"Subject: %d\r\n\r\nHello\r\n" % number for number in range(3))


def mailbox(server: ImapServer, user: str) -> ImapMailbox:
    found = ImapMailbox.from_url(
        f"imaps://{user}:{quote(PASSWORD, safe='')}@127.0.0.1:{server.tls_port}/INBOX"
    )
    trusted = ssl.create_default_context()
    server.authority.configure_trust(trusted)
    return replace(found, tls=trusted)


def test_each_mail_is_handed_over_and_removed(imap_server: ImapServer) -> None:
    imap_server.put("each", *MAILS)
    seen: list[bytes] = []
    assert mailbox(imap_server, "each").take_each(lambda data: seen.append(data) or True, 1_000) == 3
    assert tuple(seen) == MAILS
    assert imap_server.left("each") == []


def test_what_was_not_taken_stays(imap_server: ImapServer) -> None:
    imap_server.put("some", *MAILS)
    assert mailbox(imap_server, "some").take_each(lambda data: b"1" in data, 1_000) == 1
    assert imap_server.left("some") == [MAILS[0], MAILS[2]]


def test_what_stays_is_tried_again_after_what_is_new(imap_server: ImapServer) -> None:
    mine = mailbox(imap_server, "again")
    imap_server.put("again", *MAILS[:2])
    mine.take_each(lambda _: False, 1_000)
    imap_server.put("again", MAILS[2])
    seen: list[bytes] = []
    assert mine.take_each(lambda data: seen.append(data) or True, 1_000) == 3
    assert seen == [MAILS[2], MAILS[0], MAILS[1]]


def test_a_mail_is_removed_before_the_next_is_read(imap_server: ImapServer) -> None:
    imap_server.put("stopped", *MAILS)

    def take(data: bytes) -> bool:
        if data == MAILS[1]:
            raise KeyError("the program is stopped here")
        return True

    with pytest.raises(KeyError):
        mailbox(imap_server, "stopped").take_each(take, 1_000)
    assert imap_server.left("stopped") == [MAILS[1], MAILS[2]]


def test_of_a_large_mail_the_head_is_fetched(imap_server: ImapServer) -> None:
    imap_server.put("large", b"Subject: large\r\n\r\n" + b"x" * 2_000)
    seen: list[bytes] = []
    mailbox(imap_server, "large").take_each(lambda data: seen.append(data) or True, 1_000)
    assert seen == [b"Subject: large\r\n\r\n"]


def test_starttls_is_used_where_it_is_offered(imap_server: ImapServer) -> None:
    imap_server.put("starttls", MAILS[0])
    plain = ImapMailbox.from_url(f"imap://starttls:{quote(PASSWORD, safe='')}@127.0.0.1:{imap_server.port}")
    with pytest.raises(MailboxUnusableError, match="SSLCertVerificationError"):
        plain.take_each(lambda _: True, 1_000)
    assert replace(plain, tls=mailbox(imap_server, "x").tls).take_each(lambda _: True, 1_000) == 1


@pytest.mark.parametrize(
    "changes", [{"password": "wrong"}, {"folder": "None such"}, {"tls": ssl.create_default_context()}]
)
def test_a_mailbox_that_does_not_open_is_named_without_its_password(
    imap_server: ImapServer, changes: dict[str, object]
) -> None:
    [user] = changes
    imap_server.put(user, *MAILS)
    with pytest.raises(MailboxUnusableError) as refused:
        replace(mailbox(imap_server, user), **changes).take_each(lambda _: True, 1_000)
    assert "wrong" not in str(refused.value)
    assert len(imap_server.left(user)) == 3


def test_a_server_that_is_not_there_may_be_there_later() -> None:
    nobody = ImapMailbox.from_url(f"imap://me:secret@127.0.0.1:{free_port()}")
    with pytest.raises(MailboxUnusableError, match="ConnectionRefusedError"):
        nobody.take_each(lambda _: True, 1_000)
    assert "secret" not in repr(nobody)


def test_default_ports_and_folder() -> None:
    found = ImapMailbox.from_url("imaps://replies%40school.example:a%3Ab@mail.school.example")
    assert (found.port, found.folder) == (993, "INBOX")
    assert (found.user, found.password) == ("replies@school.example", "a:b")
    assert (
        ImapMailbox.from_url("imap://me:x@mail.example/Replies%20of%20families").folder
        == "Replies of families"
    )


@pytest.mark.parametrize("url", ["", "mail.example", "imaps://mail.example", "smtp://me:x@mail.example"])
def test_another_url_is_refused_with_what_is_expected(url: str) -> None:
    with pytest.raises(ValueError, match="imaps://user:password@host:993/INBOX"):
        ImapMailbox.from_url(url)
