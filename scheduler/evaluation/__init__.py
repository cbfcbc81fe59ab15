"""Who can come to what: numpy, no solver. Takes an Instance, gives rates and counts."""

from scheduler.evaluation.headcount import headcount
from scheduler.evaluation.season import Rates, Season
from scheduler.evaluation.who_can_come import SessionReach, who_can_come

__all__ = ["Rates", "Season", "SessionReach", "headcount", "who_can_come"]
