"""What this installation's database holds before anyone works with it."""

from sqlalchemy import inspect, select

from scheduler.extensions import db
from scheduler.storage.models import District


def holds_synthetic_district() -> bool:
    """Tell whether the database holds invented data of a demo; an empty or unmigrated one does not."""
    if not inspect(db.session.connection()).has_table(District.__tablename__):
        return False
    return db.session.scalar(select(District.id).where(District.synthetic).limit(1)) is not None
