"""`python -m scheduler import-roster`: the families of the school district's list, each once."""

from pathlib import Path

import pytest

from scheduler.__main__ import main
from scheduler.app import create_app
from scheduler.config import Settings
from scheduler.extensions import db
from scheduler.services.withdraw_family import withdraw_family
from scheduler.storage.models import Audience, AuditEntry, Caregiver, Caseload, Family, RosterKey
from tests.builders.board_rows import added
from tests.builders.people import NOW, add_user

LINES = Path("docs/roster-example.csv").read_text("utf-8").splitlines()


@pytest.fixture
def environ(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """That of an installation whose district has begun."""
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
    assert main(["migrate"]) == 0
    begun = (
        "--district Harbor --time-zone America/New_York --default-language es --name Robin --email r@h.org"
    )
    assert main(["begin", *begun.split()]) == 0
    return environ


def test_nothing_is_written_before_it_is_asked_for_and_nobody_twice(
    environ: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "roster.csv"
    file.write_text("\n".join(LINES), "utf-8-sig")
    assert "There is no school yet." in told(capsys, file, leads_to=2)
    app = create_app(Settings.from_environment(environ))
    with app.app_context():
        added(Audience(kind="school", key="school-1", name="Oak Street School", zone="Oak"))
        added(Audience(kind="school", key="school-2", name="Elm Park School", zone="Elm"))
        assert "There is no liaison yet." in told(capsys, file, leads_to=2)
        lee = add_user(email="lee@harbor.example.org", role="liaison").id
        add_user(email="amina@harbor.example.org", role="liaison")
        said = told(capsys, file)
        assert said.splitlines() == [
            "New families: 4, with 5 adults.",
            "  Elm Park School: 2",
            "  Oak Street School: 3",
            "Imported before, and left as they are: 0.",
            "Nothing was written. Add --write to add them.",
        ]
        assert db.session.query(Family).count() == 0
        db.session.rollback()
        assert "They were added." in told(capsys, file, "--write")
        assert db.session.query(Caseload).filter_by(liaison_id=lee).count() == 2
        somali = db.session.query(Caregiver).filter_by(language_spoken="so").one()
        assert (somali.name, somali.channel, somali.phone) == ("Familia 2", "call", "555 0100")
        assert (somali.family.zone, [child.name for child in somali.family.students]) == ("Oak", [""])
        assert db.session.query(AuditEntry).filter_by(action="import_roster").count() == 1
        assert {len(row.hash) for row in db.session.query(RosterKey)} == {64}
        withdraw_family(somali.family_id, "caregiver", somali.id, NOW)
        file.write_text("\n".join([*LINES, "1005,Elm Park School,en,,,,,,amina@harbor.example.org"]), "utf-8")
        again = told(capsys, file, "--write")
        assert again.splitlines()[0] == "New families: 1, with 1 adults."
        assert "Imported before, and left as they are: 4." in again, "who left does not come back"
        assert db.session.query(Family).count() == 4
        db.engine.dispose()


def test_with_one_faulty_row_nothing_is_written(
    environ: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    app = create_app(Settings.from_environment(environ))
    file = tmp_path / "roster.csv"
    with app.app_context():
        added(Audience(kind="school", key="school-1", name="Oak Street School"))
        add_user(email="lee@harbor.example.org", role="liaison")
        file.write_text("\n".join([*LINES[:3], "7,Elm,es,,Ana,ana@nowhere,,,"]), "utf-8")
        assert told(capsys, file, "--write", leads_to=2).splitlines() == [
            "roster.csv, line 4, column school: expected a school of the district: oak street school.",
            "roster.csv, line 4, column email: expected a whole mail address, such as name@example.org.",
            "Nothing was written.",
        ]
        assert db.session.query(Family).count() == 0
        db.engine.dispose()


def test_a_file_that_cannot_be_read_says_how_to_save_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "roster.csv"
    assert "cannot be read: No such file" in told(capsys, file, leads_to=2)
    file.write_bytes("key,school,language_spoken\n1,Oak,Español".encode("latin-1"))
    assert "choose “CSV UTF-8” when you save it" in told(capsys, file, leads_to=2)


def told(capsys: pytest.CaptureFixture[str], file: Path, *options: str, leads_to: int = 0) -> str:
    """What the command says."""
    capsys.readouterr()
    assert main(["import-roster", str(file), *options]) == leads_to
    said = capsys.readouterr()
    return said.err if leads_to else said.out
