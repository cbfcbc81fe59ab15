"""What if: the effect of a change to a plan in milliseconds. Numpy, no solver, and no family once it is
laid out.
"""

from scheduler.whatif.alternatives import Alternative, Alternatives, alternatives
from scheduler.whatif.board import Board
from scheduler.whatif.changes import Add, Change, Drop, Move, Support
from scheduler.whatif.effect import Effect, Shift
from scheduler.whatif.files import StaleBoard, fingerprint, load, save

__all__ = [
    "Add",
    "Alternative",
    "Alternatives",
    "Board",
    "Change",
    "Drop",
    "Effect",
    "Move",
    "Shift",
    "StaleBoard",
    "Support",
    "alternatives",
    "fingerprint",
    "load",
    "save",
]
