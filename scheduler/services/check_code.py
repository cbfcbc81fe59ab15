"""The short code of a link on paper: who has both may see what was saved."""

from __future__ import annotations

import hmac
from typing import Any, cast

from sqlalchemy import CursorResult, update

from scheduler.extensions import db
from scheduler.services.links import short_code
from scheduler.storage.models import LinkToken

FAILURES_ALLOWED = 5


class CodeLockedError(Exception):
    """Too many wrong codes: only a new link, from the liaison, has a code that works."""


def check_code(link_id: int, code: str, link_key: str) -> bool:
    """Whether this is the link's code. Spaces do not count.

    Every try is paid for before it is looked at, so that many at once get no more tries than one by one.

    Raises:
        CodeLockedError: after `FAILURES_ALLOWED` wrong codes in a row.
    """
    paid = db.session.execute(
        update(LinkToken)
        .where(LinkToken.id == link_id, LinkToken.code_failures < FAILURES_ALLOWED)
        .values(code_failures=LinkToken.code_failures + 1)
    )
    if cast(CursorResult[Any], paid).rowcount == 0:
        raise CodeLockedError
    right = hmac.compare_digest("".join(code.split()).encode(), short_code(link_id, link_key).encode())
    if right:
        db.session.execute(update(LinkToken).where(LinkToken.id == link_id).values(code_failures=0))
    db.session.commit()
    return right
