"""Who may enter a page. Every view declares it with one of the decorators here.

A decorator only marks its view; one hook, before every request, admits or refuses. So neither the order
of decorators nor a forgotten one opens a page: what declares nothing lets nobody in.

Nobody takes a turn to write while they are let in, nor for a page that is only looked at: a view that
writes all the same says `may_write` first.

After an entry, `g` holds `link` (an `OpenedLink`), `caregiver_id` and `link_id` (of it), `user` (a
`SignedInUser`), `season_id` (the open season) and `may_see_saved`; each is None or False where it does
not apply.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol, TypeVar, get_args

from flask import Flask, abort, current_app, g, redirect, request, session, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from scheduler.services.current_season import current_season_id
from scheduler.services.links import Purpose, open_link
from scheduler.services.turns import may_write, only_read
from scheduler.web import paper_pass, staff_session

READING = ("GET", "HEAD")
NEEDS_NO_DATABASE = ("static", "styles.show")

View = TypeVar("View", bound=Callable[..., Any])


class Entry(Protocol):
    """Admits the request, filling `g`; or aborts; or answers in the view's place."""

    def admit(self) -> Response | None: ...


class LinkIsClosed(NotFound):
    """A link that is unknown or revoked: nobody learns which."""


def public(view: View) -> View:
    """Anyone may enter."""
    return _declare(view, _Public())


def by_link(*purposes: Purpose, reads_first: bool = False) -> Callable[[View], View]:
    """Whoever holds a link of one of these purposes, given by the view's argument `token`.

    Behind a link on paper, `g.may_see_saved` is False until its short code was entered. A view that
    `reads_first` says `may_write` before it stores what is sent to it.
    """
    if unknown := set(purposes) - set(get_args(Purpose)):
        raise ValueError(f"no link is made for {unknown}")
    return lambda view: _declare(view, _ByLink(purposes, reads_first))


by_paper_link = by_link("paper")


def for_roles(*roles: str) -> Callable[[View], View]:
    """Users with one of these roles; whoever is not signed in is asked to, and led back."""
    return lambda view: _declare(view, _ForRoles(roles))


def demo_only(view: View) -> View:
    """Anyone, in a demo; elsewhere the page does not exist."""
    return _declare(view, _DemoOnly())


def guard_entries(app: Flask) -> None:
    """Hold every route of the app to what its view declares."""
    public(app.view_functions["static"])
    app.before_request(_admit)


def undeclared_endpoints(app: Flask) -> list[str]:
    """The endpoints whose view does not say who may enter."""
    return sorted(name for name, view in app.view_functions.items() if not hasattr(view, "entry"))


@dataclass(frozen=True, slots=True)
class _Public:
    def admit(self) -> None:
        return None


@dataclass(frozen=True, slots=True)
class _DemoOnly:
    def admit(self) -> None:
        if not current_app.extensions["settings"].is_demo:
            abort(404)


@dataclass(frozen=True, slots=True)
class _ByLink:
    purposes: tuple[Purpose, ...]
    reads_first: bool

    def admit(self) -> None:
        token = (request.view_args or {})["token"]
        link = open_link(token, self.purposes, current_app.extensions["settings"].link_key)
        if link is None:
            raise LinkIsClosed
        g.link = link
        g.link_id = link.link_id
        g.caregiver_id = link.caregiver_id
        g.reader_language = link.language
        g.season_id = link.season_id
        g.may_see_saved = link.purpose != "paper" or paper_pass.is_held(link.link_id)


@dataclass(frozen=True, slots=True)
class _ForRoles:
    roles: tuple[str, ...]

    def admit(self) -> Response | None:
        g.user = staff_session.current_user(datetime.now(UTC))
        if g.user is None:
            if request.method == "GET":
                session["then"] = request.full_path.rstrip("?")
            return redirect(url_for("account.sign_in_page"), 303)
        g.reader_language = g.user.language
        if g.user.role not in self.roles:
            abort(403)
        g.season_id = current_season_id()
        return None


def _declare(view: View, entry: Entry) -> View:
    if hasattr(view, "entry"):
        raise ValueError(f"{view.__name__} says twice who may enter; one view has one entry")
    view.entry = entry  # type: ignore[attr-defined]
    return view


def _admit() -> Response | None:
    g.link = g.caregiver_id = g.user = g.season_id = g.link_id = g.reader_language = None
    g.may_see_saved = False
    if request.endpoint is None:
        return None
    entry: Entry | None = getattr(current_app.view_functions[request.endpoint], "entry", None)
    if entry is None:
        raise LookupError(f"the view of {request.endpoint} does not declare who may enter")
    if request.endpoint in NEEDS_NO_DATABASE:
        return None
    only_read()
    refused = entry.admit()
    reads_first = isinstance(entry, _ByLink) and entry.reads_first
    if request.method not in READING and not reads_first:
        may_write()
    return refused
