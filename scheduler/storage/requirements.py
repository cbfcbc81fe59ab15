"""What a plan is held to, beside the families it is for: told apart by a hash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from scheduler.storage.models import BoardWish, Season
from scheduler.storage.wishes import asked_rates, wished_changes, with_wishes

SHOWN_ONLY = ("name", "title")


def requirements_hash(season: Season, frame: Mapping[str, Any], wishes: Sequence[BoardWish]) -> str:
    """SHA-256 (hex) of a season's frame with the wishes and the floors that were voted or wished for.

    The same in whatever order things were made or written, and under whatever name they are shown.
    """
    asked = [list(floor) for floor in asked_rates(season, wishes).items()]
    held_to = {**with_wishes(frame, wished_changes(wishes)), "families": [], "floors": asked}
    canonical = json.dumps(_in_order(held_to), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _in_order(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _in_order(inner) for key, inner in value.items() if key not in SHOWN_ONLY}
    if isinstance(value, list) and any(isinstance(inner, (dict, list)) for inner in value):
        return sorted((_in_order(inner) for inner in value), key=lambda x: json.dumps(x, sort_keys=True))
    return value
