"""`python -m scheduler begin`: a new district, whose first co-planner can sign in."""

from pathlib import Path

import pytest

from scheduler.__main__ import main
from scheduler.app import create_app
from scheduler.config import Settings
from scheduler.extensions import db
from scheduler.storage.models import AuditEntry, District, User
from tests.fixtures.page_client import PageClient
from tests.web.forms import send
from tests.web.signing_in import SIGN_IN, mailed_link

RIGHT = {
    "--district": "Harbor Schools",
    "--time-zone": "Pacific/Auckland",
    "--default-language": "en",
    "--name": "Robin Lee",
    "--email": "Robin@harbor.org",
    "--language": "es",
}


@pytest.fixture
def environ(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """That of an installation whose database has no table yet."""
    environ = {
        "COMMONHOUR_ENV": "test",
        "COMMONHOUR_DATA_DIR": str(tmp_path),
        "COMMONHOUR_SECRET_KEY": "s" * 40,
        "COMMONHOUR_LINK_KEY": "l" * 40,
        "COMMONHOUR_BASE_URL": "http://localhost",
        "COMMONHOUR_MAIL_URL": (tmp_path / "outbox").as_uri(),
        "DATABASE_URL": f"sqlite:///{tmp_path / 'district.db'}",
    }
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    return environ


def begin(**changes: str) -> int:
    options = RIGHT | {f"--{name.replace('_', '-')}": value for name, value in changes.items()}
    return main(["begin", *(word for option in options.items() for word in option)])


def test_the_first_co_planner_of_a_new_district_signs_in_by_the_mailed_link(
    environ: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert begin() == 2
    assert "run this first: python -m scheduler migrate" in capsys.readouterr().err
    assert main(["migrate"]) == 0
    assert begin() == 0
    printed = capsys.readouterr().out
    assert (
        "Robin Lee can sign in, with the address that you gave, at\n  http://localhost/account/sign-in\n"
        in printed
    )
    assert "enter" not in printed
    app = create_app(Settings.from_environment(environ))
    app.test_client_class = PageClient
    client = app.test_client()
    send(client, SIGN_IN, email="robin@harbor.org")
    assert send(client, mailed_link(app)).location == "/board/"
    assert '<html lang="es"' in client.get("/board/").text
    assert begin(name="Somebody else") == 2
    assert "There is a district already, and" in capsys.readouterr().err
    with app.app_context():
        district, planner = db.session.query(District).one(), db.session.query(User).one()
        assert (district.name, district.timezone, district.default_language, district.synthetic) == (
            "Harbor Schools",
            "Pacific/Auckland",
            "en",
            False,
        )
        assert (planner.name, planner.role, planner.language) == ("Robin Lee", "co_planner", "es")
        begun = db.session.query(AuditEntry).filter_by(action="begin_district").one()
        assert (begun.subject_kind, begun.subject_id) == ("user", planner.id)
        db.engine.dispose()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"district": "  "}, "--district is ''; expected a name of 1 to 200 characters"),
        ({"name": "a\nb"}, r"--name is 'a\nb'; expected a name"),
        ({"time_zone": "America/NewYork"}, "expected one such as America/New_York."),
        ({"default_language": "tlh"}, "--default-language is 'tlh', in which the pages are not written; "),
        ({"language": "tlh"}, "en (English), es (Spanish)"),
        ({"email": "robin at harbor"}, "--email is 'robin at harbor'; expected a whole mail address"),
    ],
)
def test_what_is_wrong_is_named_before_any_setting_is_read(
    changes: dict[str, str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert begin(**changes) == 2
    assert message in capsys.readouterr().err


def test_all_that_is_wrong_is_named_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert begin(time_zone="Mars", language="tlh", email="@") == 2
    told = capsys.readouterr().err.splitlines()
    assert [line.split()[0] for line in told] == ["--time-zone", "--language", "--email"]


def test_a_demo_gets_no_real_district(
    environ: dict[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COMMONHOUR_ENV", "demo")
    assert main(["migrate"]) == 0
    assert begin() == 2
    assert "COMMONHOUR_ENV is demo" in capsys.readouterr().err
    assert environ["DATABASE_URL"]
