"""Apps of two settings share nothing; an app answers from its own database with its own keys."""

from pathlib import Path

from sqlalchemy import select

from scheduler.app import create_app
from scheduler.extensions import db
from scheduler.storage.models import District
from tests.fixtures.apps import make_settings


def test_two_apps_in_one_process_do_not_see_each_other(tmp_path: Path) -> None:
    apps = []
    for name in ("one", "two"):
        folder = tmp_path / name
        app = create_app(make_settings(folder, f"sqlite:///{folder / 'own.db'}"))
        with app.app_context():
            db.create_all()
            db.session.add(District(name=name, timezone="America/New_York", default_language="en"))
            db.session.commit()
        apps.append(app)
    for app, name in zip(apps, ("one", "two"), strict=True):
        with app.app_context():
            assert db.session.scalars(select(District.name)).all() == [name]
    assert apps[0].extensions["queue"] is not apps[1].extensions["queue"]
