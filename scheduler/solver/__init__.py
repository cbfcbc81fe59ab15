"""The only room that knows OR-Tools: takes an Instance, gives a Plan."""

from scheduler.solver.progress import Cancelled, NoPlanInTime, Progress
from scheduler.solver.solve import solve

__all__ = ["Cancelled", "NoPlanInTime", "Progress", "solve"]
