"""What this installation's database holds before anyone works with it."""

from sqlalchemy import inspect, select

from scheduler.extensions import db
from scheduler.storage.models import District


def district_is_synthetic() -> bool | None:
    """Tell whether the database holds invented data of a demo; None while it is empty or unmigrated."""
    if not inspect(db.session.connection()).has_table(District.__tablename__):
        return None
    return db.session.scalar(select(District.synthetic).order_by(District.synthetic.desc()).limit(1))
