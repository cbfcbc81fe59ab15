"""What a co-planner finds on every page of a season while none is open."""

from __future__ import annotations

from flask import render_template

from scheduler.services.current_season import latest_season_id


def no_season() -> str:
    """The way to the next season, and to the one that was closed where there was one."""
    return render_template("board/no_season.html", had_one=latest_season_id() is not None)
