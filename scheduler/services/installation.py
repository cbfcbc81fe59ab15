"""What this installation's database holds before anyone works with it."""

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from sqlalchemy import inspect, select

from scheduler.extensions import db
from scheduler.storage.models import District


def district_is_synthetic() -> bool | None:
    """Tell whether the database holds invented data of a demo; None while it is empty or unmigrated."""
    if not inspect(db.session.connection()).has_table(District.__tablename__):
        return None
    return db.session.scalar(select(District.synthetic).order_by(District.synthetic.desc()).limit(1))


def is_migrated() -> bool:
    """Whether the database has the newest shape."""
    config = current_app.extensions["migrate"].migrate.get_config()
    newest = ScriptDirectory.from_config(config).get_current_head()
    return MigrationContext.configure(db.session.connection()).get_current_revision() == newest
