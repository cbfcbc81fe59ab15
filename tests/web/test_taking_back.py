"""Whatever somebody does on the pages of the board is taken back there by one press (docs/board.md)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from flask import Flask

from scheduler.extensions import db
from scheduler.services.lead_event import set_co_lead
from scheduler.storage.models import AuditEntry, District, Job, Partner, Provider, User
from tests.builders.board_rows import added
from tests.builders.people import NOW, add_user
from tests.builders.small_season import small_season
from tests.fixtures.page_client import PageClient
from tests.web.browsing import signed_in, words
from tests.web.forms import send

TALK, RULES, EVENTS, PARTNER = "/board/plans/1/talk", "/board/rules/", "/board/events/", "/partner/events/"
OBJECTION = (f"{TALK}/comments", {"text": "No bus.", "about": "", "objection": "on"})
IDEA = (f"{EVENTS}proposals", {"title": "Tea", "text": "For grandparents."})
TWO_APPROVALS = (f"{RULES}rule", {"rule-approvals": "2", "rule-reason": "Two see more."})


@dataclass(frozen=True)
class Action:
    """What is done on a page, after what came before it, and the button that takes it back."""

    page: str
    does: tuple[str, dict[str, str]]
    button: str
    before: tuple[tuple[str, dict[str, str]], ...] = ()
    role: str = "co_planner"
    audited: str = field(default="", kw_only=True)


ACTIONS = {
    "a comment": Action(
        TALK, (f"{TALK}/comments", {"text": "Fine."}), "Take back", audited="take_back_comment"
    ),
    "an objection": Action(TALK, OBJECTION, "Take back", audited="take_back_comment"),
    "an answer to an objection": Action(
        TALK,
        (f"{TALK}/comments/1/answer", {"answer-1": "A bus was booked."}),
        "Take back my answer",
        (OBJECTION,),
        audited="take_back_answer",
    ),
    "a vote": Action(
        TALK, (f"{TALK}/vote", {"choice": "yes"}), "Take back my vote", audited="take_back_vote"
    ),
    "a vote on a motion": Action(
        RULES,
        (f"{RULES}motions/1/vote", {"choice": "yes"}),
        "Take back my vote",
        (TWO_APPROVALS, (f"{RULES}motions/1/vote/take-back", {})),
        audited="take_back_vote",
    ),
    "a proposal": Action(EVENTS, IDEA, "Take back", audited="take_proposal_back"),
    "a proposal that is declined": Action(
        EVENTS,
        (f"{EVENTS}proposals/1/answer", {"outcome": "declined", "answer-1": "In May."}),
        "Take back the answer",
        (IDEA,),
        audited="proposal_opened_again",
    ),
    "leading together": Action(
        EVENTS,
        (f"{EVENTS}1/co-leads", {"partner": "2"}),
        "No longer led with: The library",
        audited="end_co_lead",
    ),
    "planning along": Action(
        EVENTS, (f"{EVENTS}1/planning", {}), "I do not plan along any more", audited="leave_planning"
    ),
    "leading together no more": Action(
        EVENTS,
        (f"{EVENTS}1/co-leads", {"partner": "2", "end": "1"}),
        "Lead together",
        ((f"{EVENTS}1/co-leads", {"partner": "2"}),),
        audited="co_lead",
    ),
    "taking somebody off": Action(
        "/board/people/", ("/board/people/2/off", {}), "Put back", audited="board_joined"
    ),
    "a partner's pin": Action(
        PARTNER, (f"{PARTNER}sessions/1/pin", {}), "Take back", role="partner", audited="board_withdrawn"
    ),
    "a partner's host": Action(
        PARTNER,
        (f"{PARTNER}1/hosts/2", {}),
        "Ms. Warsame does not host it",
        role="partner",
        audited="end_host",
    ),
    "a partner's proposal": Action(
        PARTNER,
        (f"{PARTNER}proposals", {"title": "Tea", "text": "For grandparents."}),
        "Take back",
        role="partner",
        audited="take_proposal_back",
    ),
}


TRADES = "/board/plans/1/trades"
STEP_1 = {"level": "smallest 1", "families": {}, "gained": 11, "lost": 133, "cost": [300, 480]}


@pytest.fixture
def people(app: Flask) -> Iterator[dict[str, PageClient]]:
    """A co-planner, and somebody of the partner that co-leads Reading night; one more would have to agree."""
    with app.app_context():
        added(District(name="Harbor", timezone="America/New_York", default_language="en"))
        small_season()
        parents = added(Partner(name="Parents of the night shift"))
        added(Partner(name="The library"))
        added(Provider(name="Ms. Warsame", kind="host", partner_id=parents.id))
        pat = add_user()
        add_user(email="robin@school.org", name="Robin")
        asha = add_user(email="a@parents.org", name="Asha", role="partner", partner_id=parents.id)
        set_co_lead(1, parents.id, pat.id, NOW, leads=True)
        yield {"co_planner": signed_in(app, pat.id), "partner": signed_in(app, asha.id)}


@pytest.mark.parametrize("name", ACTIONS)
def test_one_press_on_the_same_page_takes_it_back(people: dict[str, PageClient], name: str) -> None:
    action = ACTIONS[name]
    somebody = people[action.role]
    for address, fields in action.before:
        send(somebody, action.page, address, **fields)
    before = words(somebody.get(action.page).text)
    address, fields = action.does
    assert send(somebody, action.page, address, **fields).status_code == 303
    assert words(somebody.get(action.page).text) != before
    press(somebody, action.page, action.button)
    assert words(somebody.get(action.page).text) == before
    last = db.session.query(AuditEntry).order_by(AuditEntry.id.desc()).first()
    assert last is not None
    assert last.action == action.audited


@pytest.mark.parametrize("page", [TRADES, RULES])
def test_a_trade_that_was_voted_is_taken_back_until_a_release_rests_on_it(
    people: dict[str, PageClient], page: str
) -> None:
    somebody = people["co_planner"]
    send(somebody, TRADES)
    job = db.session.query(Job).filter_by(state="queued").one()
    job.state, job.progress = "done", {"steps": [STEP_1]}
    db.session.query(User).filter_by(name="Robin").one().active = False
    db.session.commit()
    before = words(somebody.get(TRADES).text)
    send(somebody, TRADES, f"{TRADES}/smallest 1/vote", **{"smallest-1-reason": "They waited."})
    assert "A vote allowed it." in words(somebody.get(TRADES).text)
    press(somebody, page, "Put to the vote: as it was before")
    assert words(somebody.get(TRADES).text) == before
    assert "Step 1 may not take more than ten families for one any more" in words(somebody.get(RULES).text)
    press(somebody, RULES, "Put to the vote: as it was before")
    send(somebody, "/board/plans/1/release", since="0")
    stays = "Release 1 rests on this vote, so it stays."
    assert stays in words(somebody.get(RULES).text)
    assert "as it was before" not in words(somebody.get(TRADES).text)
    refused = send(somebody, RULES, f"{RULES}motions/3/back")
    assert refused.status_code == 409
    assert words(refused.text).count(stays) == 2


def press(somebody: PageClient, page: str, button: str) -> None:
    """The first button of the page that begins so, with the fields that its form has by itself."""
    for form in re.findall(r"<form.*?</form>", somebody.get(page).text, re.S):
        for attributes, inside in re.findall(r"<button([^>]*)>(.*?)</button>", form, re.S):
            if words(inside).replace(" :", ":").startswith(button):
                fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form))
                fields |= re.findall(r'<select[^>]*name="([^"]+)"><option value="([^"]*)"', form)
                fields |= re.findall(r'name="([^"]+)" value="([^"]*)"', attributes)
                [address] = re.findall(r'action="([^"]+)"', form)
                assert somebody.post(address, data=fields).status_code == 303
                return
    raise AssertionError(f"{page} has no button {button!r}")
