"""Settings are checked at start, all together, and production never starts with anything of the demo."""

import stat
from pathlib import Path

import pytest

from scheduler.app import create_app, start_app
from scheduler.config import Environment, Settings, SettingsError
from scheduler.extensions import db
from scheduler.storage.models import District
from tests.fixtures.apps import make_settings


def production(tmp_path: Path, **changes: str) -> dict[str, str]:
    return {
        "COMMONHOUR_SECRET_KEY": "s" * 40,
        "COMMONHOUR_LINK_KEY": "l" * 40,
        "DATABASE_URL": "postgresql://commonhour:secret@db.example.org/commonhour",
        "COMMONHOUR_BASE_URL": "https://commonhour.example.org",
        "COMMONHOUR_MAIL_URL": "smtps://mailer:secret@mail.example.org:465",
        "COMMONHOUR_DATA_DIR": str(tmp_path / "data"),
    } | changes


def demo(tmp_path: Path, **changes: str) -> dict[str, str]:
    return {"COMMONHOUR_ENV": "demo", "COMMONHOUR_DATA_DIR": str(tmp_path / "data")} | changes


def faults_of(environ: dict[str, str]) -> tuple[str, ...]:
    with pytest.raises(SettingsError) as refused:
        Settings.from_environment(environ)
    return refused.value.faults


def test_production_is_the_default_and_reads_every_setting(tmp_path):
    settings = Settings.from_environment(
        production(
            tmp_path,
            REDIS_URL="redis://queue.example.org:6379/0",
            COMMONHOUR_SOLVER_THREADS="8",
            COMMONHOUR_BACKUP_DAYS="14",
            COMMONHOUR_SOLVER_SECONDS="300",
            COMMONHOUR_PROXIES="2",
            COMMONHOUR_MAIL_FROM="events@example.org",
            COMMONHOUR_REPLY_ADDRESS="replies+*@example.org",
            COMMONHOUR_REPLY_MAILBOX="imaps://replies:secret@mail.example.org/INBOX",
        )
    )
    assert settings == Settings(
        environment=Environment.PRODUCTION,
        data_dir=tmp_path / "data",
        base_url="https://commonhour.example.org",
        mail_from="events@example.org",
        reply_address="replies+*@example.org",
        reply_mailbox="imaps://replies:secret@mail.example.org/INBOX",
        solver_threads=8,
        backup_days=14,
        solver_seconds=300,
        proxies=2,
        secret_key="s" * 40,
        link_key="l" * 40,
        database_url="postgresql+psycopg://commonhour:secret@db.example.org/commonhour",
        mail_url="smtps://mailer:secret@mail.example.org:465",
        redis_url="redis://queue.example.org:6379/0",
    )


def test_production_with_nothing_set_names_every_missing_variable_at_once(tmp_path):
    faults = faults_of({"COMMONHOUR_DATA_DIR": str(tmp_path)})
    assert [fault.split()[0] for fault in faults] == [
        "COMMONHOUR_BASE_URL",
        "COMMONHOUR_SECRET_KEY",
        "COMMONHOUR_LINK_KEY",
        "DATABASE_URL",
        "COMMONHOUR_MAIL_URL",
    ]
    assert all("is not set; expected " in fault for fault in faults)


@pytest.mark.parametrize(
    ("name", "value", "problem"),
    [
        ("COMMONHOUR_ENV", "prod", "is 'prod'; expected one of: production, demo, test."),
        ("COMMONHOUR_SECRET_KEY", "short", "has only 5 characters; expected 32 random characters or more"),
        ("COMMONHOUR_LINK_KEY", "s" * 40, "is the same as COMMONHOUR_SECRET_KEY"),
        ("COMMONHOUR_LINK_KEY", "demo-" + "l" * 40, "is a key of the demo"),
        ("COMMONHOUR_BASE_URL", "http://commonhour.example.org", "does not begin with https://"),
        ("COMMONHOUR_BASE_URL", "https://example.org/commonhour", "more or less than a server's address"),
        ("COMMONHOUR_BASE_URL", "https://[", "cannot be read as an address"),
        ("COMMONHOUR_MAIL_URL", "file:///var/outbox", "is the outbox folder of a demo"),
        ("COMMONHOUR_MAIL_URL", "mail.example.org", "does not name a mail server"),
        ("COMMONHOUR_MAIL_FROM", "nobody", "is 'nobody'; expected one mail address"),
        ("COMMONHOUR_REPLY_ADDRESS", "replies@example.org", "expected one mail address with * in front"),
        ("COMMONHOUR_REPLY_ADDRESS", "replies+*@*.example.org", "expected one mail address with * in front"),
        ("COMMONHOUR_REPLY_ADDRESS", "r" * 38 + "*@example.org", "with more than 37 characters beside the *"),
        ("COMMONHOUR_REPLY_MAILBOX", "imaps://mail.example.org", "does not name a mailbox"),
        ("DATABASE_URL", "mysql://host/db", "does not name a database that Commonhour can use"),
        ("DATABASE_URL", "sqlite://", "does not name a database that Commonhour can use"),
        ("DATABASE_URL", "here", "cannot be read as an address"),
        ("REDIS_URL", "http://queue", "does not name a Redis server"),
        ("COMMONHOUR_SOLVER_THREADS", "0", "is '0'; expected a whole number from 1 to 256."),
        ("COMMONHOUR_PROXIES", "nginx", "is 'nginx'; expected a whole number from 0 to 9."),
        ("COMMONHOUR_SOLVER_SECONDS", "1.5", "is '1.5'; expected a whole number from 1 to 86400."),
    ],
)
def test_one_wrong_value_stops_the_start_and_is_named(tmp_path, name, value, problem):
    (fault,) = faults_of(production(tmp_path, **{name: value}))
    assert fault.startswith(f"{name} ")
    assert problem in fault


def test_a_fault_never_repeats_a_secret(tmp_path):
    faults = faults_of(
        production(
            tmp_path,
            COMMONHOUR_SECRET_KEY="hunter2",
            DATABASE_URL="mysql://root:hunter2@db/x",
            COMMONHOUR_MAIL_URL="imap://me:hunter2@mail",
            REDIS_URL="ftp://:hunter2@queue",
            COMMONHOUR_REPLY_MAILBOX="pop3://me:hunter2@mail",
        )
    )
    assert len(faults) == 5
    assert "hunter2" not in "".join(faults)


def test_settings_print_no_secret(tmp_path):
    settings = Settings.from_environment(production(tmp_path))
    assert "secret@" not in repr(settings)
    assert "s" * 40 not in repr(settings)
    assert "l" * 40 not in repr(settings)


@pytest.mark.parametrize("spelling", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_spelling_of_postgresql_goes_through_psycopg_3(tmp_path, spelling):
    settings = Settings.from_environment(production(tmp_path, DATABASE_URL=f"{spelling}://me:pw@host/name"))
    assert settings.database_url == "postgresql+psycopg://me:pw@host/name"


def test_an_sqlite_path_no_longer_depends_on_the_folder_of_the_next_process(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    settings = Settings.from_environment(production(tmp_path, DATABASE_URL="sqlite:///district.db"))
    assert settings.database_url == f"sqlite:///{tmp_path}/district.db"


def test_mail_comes_from_the_servers_own_host_unless_set(tmp_path):
    assert Settings.from_environment(production(tmp_path)).mail_from == "commonhour@commonhour.example.org"


def test_a_demo_needs_no_setting_and_keeps_its_keys(tmp_path):
    first = Settings.from_environment(demo(tmp_path))
    again = Settings.from_environment(demo(tmp_path))
    assert first == again
    assert first.is_demo
    assert first.secret_key != first.link_key
    assert first.base_url == "http://127.0.0.1:8000"
    assert first.database_url == f"sqlite:///{tmp_path}/data/commonhour.db"
    assert first.mail_url == f"file://{tmp_path}/data/outbox"
    assert first.reply_address == "replies+*@commonhour.example"
    assert first.outbox_dir == tmp_path / "data" / "outbox"


def test_only_their_owner_reads_the_demo_keys(tmp_path):
    Settings.from_environment(demo(tmp_path))
    mode = (tmp_path / "data" / "demo-keys.json").stat().st_mode
    assert stat.S_IMODE(mode) == 0o600


def test_two_demos_have_different_keys(tmp_path):
    one = Settings.from_environment(demo(tmp_path / "one"))
    other = Settings.from_environment(demo(tmp_path / "other"))
    assert one.secret_key != other.secret_key
    assert one.link_key != other.link_key


def test_production_refuses_the_keys_that_a_demo_made(tmp_path):
    made = Settings.from_environment(demo(tmp_path / "demo"))
    faults = faults_of(
        production(tmp_path, COMMONHOUR_SECRET_KEY=made.secret_key, COMMONHOUR_LINK_KEY=made.link_key)
    )
    assert [fault.split(";")[0] for fault in faults] == [
        "COMMONHOUR_SECRET_KEY is a key of the demo",
        "COMMONHOUR_LINK_KEY is a key of the demo",
    ]


def test_production_refuses_the_folder_of_a_demo(tmp_path):
    made = Settings.from_environment(demo(tmp_path))
    made.outbox_dir.mkdir()
    (fault,) = faults_of(production(tmp_path))
    assert "COMMONHOUR_DATA_DIR is the folder of a demo" in fault
    assert "holds demo-keys.json and outbox" in fault


def fill_with_a_district(tmp_path: Path, database_url: str, *, synthetic: bool) -> None:
    with create_app(make_settings(tmp_path / "filling", database_url)).app_context():
        district = District(name="D", timezone="America/New_York", default_language="en", synthetic=synthetic)
        db.session.add(district)
        db.session.commit()


def test_production_refuses_the_database_of_a_demo(tmp_path, database_url):
    fill_with_a_district(tmp_path, database_url, synthetic=True)
    with pytest.raises(SettingsError, match="DATABASE_URL holds a demo's invented district"):
        start_app(production(tmp_path, DATABASE_URL=database_url))


def test_a_demo_refuses_the_database_of_a_real_district(tmp_path, database_url):
    fill_with_a_district(tmp_path, database_url, synthetic=False)
    with pytest.raises(SettingsError, match="DATABASE_URL holds a district that is not invented"):
        start_app(demo(tmp_path, DATABASE_URL=database_url))


def test_production_starts_on_a_district_of_its_own(tmp_path, database_url):
    fill_with_a_district(tmp_path, database_url, synthetic=False)
    assert start_app(production(tmp_path, DATABASE_URL=database_url)).extensions["settings"].is_production


def test_production_starts_on_a_database_that_is_still_empty(tmp_path):
    environ = production(tmp_path, DATABASE_URL=f"sqlite:///{tmp_path / 'new.db'}")
    assert start_app(environ).extensions["settings"].is_production


def test_a_folder_that_cannot_be_one_stops_the_start_and_is_named(tmp_path):
    (tmp_path / "data").write_text("a file")
    for environ in (production(tmp_path), demo(tmp_path)):
        (fault,) = faults_of(environ)
        assert fault.startswith(f"COMMONHOUR_DATA_DIR is {tmp_path}/data, which cannot be used")


@pytest.mark.parametrize(
    "address", ["sqlite:////no/such/folder/a.db", "postgresql://me:hunter2@127.0.0.1:1/x"]
)
def test_a_database_that_does_not_open_stops_the_start_and_is_named(tmp_path, address):
    with pytest.raises(SettingsError) as refused:
        start_app(production(tmp_path, DATABASE_URL=address))
    (fault,) = refused.value.faults
    assert fault.startswith("DATABASE_URL names a database that cannot be opened: ")
    assert "hunter2" not in fault
