"""The demo's outbox: letters as files, newest first."""

from datetime import timedelta

from scheduler.messaging.opening import open_channel
from scheduler.messaging.outbox_folder import OutboxFolder
from scheduler.messaging.smtp import SmtpChannel
from tests.messaging.builders import FROM_ADDRESS, WRITTEN_UTC, letter


def test_what_is_sent_is_read_again(tmp_path):
    outbox = OutboxFolder(tmp_path / "outbox", FROM_ADDRESS)
    sent = letter(html="<p>مرحبا</p>\n")

    outbox.send(sent)

    assert outbox.letters(limit=10) == [sent]


def test_the_newest_letters_come_first_and_no_more_than_asked_for(tmp_path):
    outbox = OutboxFolder(tmp_path, FROM_ADDRESS)
    for minutes in (1, 3, 2):
        outbox.send(letter(text=f"{minutes}\n", written_utc=WRITTEN_UTC + timedelta(minutes=minutes)))

    assert [each.text for each in outbox.letters(limit=2)] == ["3\n", "2\n"]


def test_two_letters_of_one_moment_are_both_kept_and_the_same_one_once(tmp_path):
    outbox = OutboxFolder(tmp_path, FROM_ADDRESS)
    for address in ("a@x.example", "b@x.example", "b@x.example"):
        outbox.send(letter(to_address=address))

    assert {each.to_address for each in outbox.letters(limit=10)} == {"a@x.example", "b@x.example"}
    assert len(outbox.letters(limit=10)) == 2


def test_a_file_that_is_still_being_written_is_no_letter(tmp_path):
    (tmp_path / "20260903T220500.000000-0.part").write_bytes(b"To: a@x.exa")

    assert OutboxFolder(tmp_path, FROM_ADDRESS).letters(limit=10) == []


def test_a_folder_that_does_not_exist_yet_is_an_empty_outbox(tmp_path):
    assert OutboxFolder(tmp_path / "later", FROM_ADDRESS).letters(limit=10) == []


def test_the_settings_name_a_folder_or_a_server(tmp_path):
    folder = tmp_path / "an outbox"

    assert open_channel(folder.as_uri(), FROM_ADDRESS) == OutboxFolder(folder, FROM_ADDRESS)
    assert isinstance(open_channel("smtps://mail.example", FROM_ADDRESS), SmtpChannel)
