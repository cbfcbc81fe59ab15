"""The forms that put a rule to the vote: their fields to a proposal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext

from scheduler.services.motions import Kind, Proposal
from scheduler.web.presenters.board_talk import text_typed
from scheduler.web.presenters.board_wish_form import number_typed

Fields = Mapping[str, str]
Errors = dict[str, str]
MOST_APPROVALS = 50
KINDS: tuple[Kind, ...] = ("rule", "step", "floor", "weight")


def proposal_typed(kind: Kind, fields: Fields) -> tuple[Proposal | None, Errors]:
    """The proposal, or None and by field what is wrong."""
    reading = {"rule": _rule, "step": _step, "floor": _floor, "weight": _weight}[kind]
    errors: Errors = {}
    values = reading(fields, errors)
    reason, wrong = text_typed(fields, f"{kind}-reason")
    errors |= wrong
    return (None if errors else Proposal(kind, values, reason)), errors


def _rule(fields: Fields, errors: Errors) -> dict[str, Any]:
    number = number_typed(fields.get("rule-approvals", ""))
    if number is None or not 0 <= number <= MOST_APPROVALS or number != int(number):
        errors["rule-approvals"] = gettext(
            "Write a number from %(low)s to %(high)s.", low=0, high=MOST_APPROVALS
        )
        return {}
    family = "rule-family" in fields
    return {"approvals": max(int(number), int(family)), "family": family}


def _step(fields: Fields, errors: Errors) -> dict[str, Any]:
    percent = _between("step-percent", fields, errors, 1, 20)
    return {"resolution": round(percent / 100, 4)}


def _floor(fields: Fields, errors: Errors) -> dict[str, Any]:
    key = fields.get("floor-set", "")
    if not fields.get("floor-percent", "").strip():
        return {"set_key": key, "rate": None}
    percent = _between("floor-percent", fields, errors, 0, 100)
    return {"set_key": key, "rate": round(percent / 100, 4)}


def _weight(fields: Fields, errors: Errors) -> dict[str, Any]:
    event = fields.get("weight-event", "")
    weight = _between("weight-times", fields, errors, 0.1, 10)
    return {"event": int(event) if event.isdecimal() else 0, "weight": weight}


def _between(name: str, fields: Fields, errors: Errors, low: float, high: float) -> float:
    number = number_typed(fields.get(name, ""))
    if number is None or not low <= number <= high:
        errors[name] = gettext("Write a number from %(low)s to %(high)s.", low=low, high=high)
        return low
    return number
