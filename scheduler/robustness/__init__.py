"""How a plan holds up when people do what people do: rates and loads over simulated seasons."""

from scheduler.robustness.assumptions import Assumptions
from scheduler.robustness.report import Absence, Load, Report, SetRate, Spread
from scheduler.robustness.simulation import robustness

__all__ = ["Absence", "Assumptions", "Load", "Report", "SetRate", "Spread", "robustness"]
