"""Who stands in for what: a matching of places to fill and names that could fill them."""

from __future__ import annotations

from collections.abc import Sequence


def assign(wanted: Sequence[tuple[int, Sequence[str]]]) -> list[tuple[str, ...]] | None:
    """For each (number, candidates) that many of its candidates, no name twice; None where that cannot be.

    Earlier candidates are preferred, and give way only where somebody else would find nobody
    (augmenting paths, Kuhn 1955).
    """
    slots = [names for number, names in wanted for _ in range(number)]
    slot_of: dict[str, int] = {}
    for slot in range(len(slots)):
        if not _seat(slot, slots, slot_of, set()):
            return None
    name_of = {slot: name for name, slot in slot_of.items()}
    out, first = [], 0
    for number, _ in wanted:
        out.append(tuple(name_of[slot] for slot in range(first, first + number)))
        first += number
    return out


def _seat(slot: int, slots: Sequence[Sequence[str]], slot_of: dict[str, int], asked: set[str]) -> bool:
    for name in slots[slot]:
        if name not in slot_of:
            slot_of[name] = slot
            return True
    for name in slots[slot]:
        if name not in asked:
            asked.add(name)
            if _seat(slot_of[name], slots, slot_of, asked):
                slot_of[name] = slot
                return True
    return False
