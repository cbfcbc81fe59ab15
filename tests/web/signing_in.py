"""Signing in as people do: by the link that is mailed to them."""

import re

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from scheduler.extensions import db
from scheduler.messaging.outbox_folder import OutboxFolder
from scheduler.services.deliver_messages import deliver_waiting
from scheduler.storage.models import Message
from tests.builders.people import add_user
from tests.web.forms import send

SIGN_IN = "/account/sign-in"


def user_id(**facts: object) -> int:
    return add_user(**facts).id


def mailed_link(app: Flask) -> str:
    """Deliver the mail that waits, and give the path of the link in it."""
    settings = app.extensions["settings"]
    outbox = OutboxFolder(settings.outbox_dir, settings.mail_from)
    with app.app_context():
        now_utc = db.session.scalars(select(Message.queued_utc).order_by(Message.id.desc())).first()
        deliver_waiting(outbox, settings.base_url, now_utc)
    found = re.search(rf"{settings.base_url}(/account/enter/\S+)", outbox.letters(1)[0].text)
    assert found
    return found[1]


def signed_in(app: Flask, client: FlaskClient) -> FlaskClient:
    send(client, SIGN_IN, email="pat@school.org")
    link = mailed_link(app)
    send(client, link)
    return client
