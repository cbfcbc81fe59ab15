"""A caregiver with a link of their own, and another one of the same family."""

from types import SimpleNamespace

import pytest
from flask import Flask

from scheduler.extensions import db
from scheduler.services.links import issue_link
from scheduler.services.read_answers import read_answers
from scheduler.storage.models import Caregiver, District
from tests.builders.people import NOW, add_caregiver, add_season


@pytest.fixture
def home(app: Flask):
    """One caregiver with a link: `url`, and what is stored, read in a context of its own."""
    with app.app_context():
        key = app.extensions["settings"].link_key
        db.session.add(
            District(name="Oak", timezone="America/New_York", default_language="en", synthetic=True)
        )
        season, caregiver = add_season().id, add_caregiver(language_spoken="so").id
        tokens = {
            purpose: issue_link(purpose, caregiver_id=caregiver, link_key=key, now_utc=NOW)
            for purpose in ("form", "paper")
        }
        db.session.commit()

    def stored():
        with app.app_context():
            return read_answers(caregiver, season)

    return SimpleNamespace(
        url=f"/f/{tokens['form']}/",
        paper=f"/f/{tokens['paper']}/",
        stored=stored,
        caregiver=caregiver,
        season=season,
    )


@pytest.fixture
def second_caregiver(app: Flask, home) -> str:
    """The link of another caregiver of the same family."""
    with app.app_context():
        family = db.session.get_one(Caregiver, home.caregiver).family
        key = app.extensions["settings"].link_key
        other = add_caregiver(family=family, name="Yusuf")
        token = issue_link("form", caregiver_id=other.id, link_key=key, now_utc=NOW)
        db.session.commit()
    return f"/f/{token}/"
