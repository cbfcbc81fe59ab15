"""Staff sign in by a link that they get by mail, and sign out."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Blueprint, current_app, g, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from scheduler.services.demo_sign_in import demo_sign_in
from scheduler.services.sign_in import SignedInUser, request_sign_in, sign_in, sign_out_everywhere
from scheduler.web import staff_session
from scheduler.web.entry import demo_only, for_roles, public
from scheduler.web.language import show_language

blueprint = Blueprint("account", __name__, url_prefix="/account")

FIRST_PAGES = {"co_planner": "board.show", "liaison": "liaison.show", "partner": "partners.show"}
ROLES = tuple(FIRST_PAGES)

Answered = str | Response | tuple[str, int]


@blueprint.get("/sign-in")
@public
def sign_in_page() -> Answered:
    """Ask for the address; whoever is signed in already is led on."""
    user = staff_session.current_user(datetime.now(UTC))
    if user is not None:
        return redirect(_first_page(user))
    return render_template("account/sign_in.html", email="", errors={})


@blueprint.post("/sign-in")
@public
def send_link() -> Answered:
    """Mail the link. Whether the address is known changes nothing on the page."""
    email = request.form.get("email", "").strip()
    if "language" in request.form:
        show_language(request.form["language"])
        return render_template("account/sign_in.html", email=email, errors={})
    if "@" not in email:
        errors = {"email": _("Please write your whole email address, such as name@school.org.")}
        return render_template("account/sign_in.html", email=email, errors=errors), 422
    request_sign_in(email, datetime.now(UTC))
    return redirect(url_for(".sent"), 303)


@blueprint.get("/sent")
@public
def sent() -> Answered:
    """Where to look for the mail."""
    return render_template("account/sent.html", demo=current_app.extensions["settings"].is_demo)


@blueprint.get("/enter/<token>")
@public
def enter_page(token: str) -> Answered:
    """A button only: programs that open every link of a mail must not use it up."""
    return render_template("account/enter.html", action=url_for(".enter", token=token))


@blueprint.post("/enter/<token>")
@public
def enter(token: str) -> Answered:
    """Use the link up, and begin a session."""
    now_utc = datetime.now(UTC)
    return _begin(sign_in(token, now_utc), now_utc)


@blueprint.get("/demo/<token>")
@demo_only
def demo_enter_page(token: str) -> Answered:
    """The same button for a ready link of the demo."""
    return render_template("account/enter.html", action=url_for(".demo_enter", token=token))


@blueprint.post("/demo/<token>")
@demo_only
def demo_enter(token: str) -> Answered:
    """Begin a session; a ready link is not used up."""
    now_utc = datetime.now(UTC)
    return _begin(demo_sign_in(token, current_app.extensions["settings"].secret_key, now_utc), now_utc)


@blueprint.get("/")
@for_roles(*ROLES)
def show() -> Answered:
    """Who is signed in here, and the way out."""
    return render_template("account/account.html", user=g.user, first_page=_first_page(g.user))


@blueprint.post("/sign-out")
@for_roles(*ROLES)
def sign_out() -> Answered:
    """End the session of this browser, or all of them."""
    if "everywhere" in request.form:
        sign_out_everywhere(g.user.id, datetime.now(UTC))
    staff_session.end()
    return redirect(url_for(".sign_in_page"), 303)


def _begin(user: SignedInUser | None, now_utc: datetime) -> Answered:
    if user is None:
        return render_template("account/used_up.html"), 410
    then = session.get("then")
    staff_session.start(user, now_utc)
    return redirect(then or _first_page(user), 303)


def _first_page(user: SignedInUser) -> str:
    return url_for(FIRST_PAGES[user.role])
