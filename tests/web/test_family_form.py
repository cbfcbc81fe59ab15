"""The family's way as a browser without scripts sees it, from the letter to the receipt."""

import re
from html import unescape
from types import SimpleNamespace

import pytest
from flask import Flask

from scheduler.domain.answers import Need, Offered, Times
from scheduler.domain.said_hours import SaidHours
from scheduler.extensions import db
from scheduler.services.links import issue_link, short_code
from scheduler.services.read_answers import AnswerView, read_answers
from scheduler.services.release_plan import release_plan
from scheduler.storage.models import Caregiver, District, Event, LinkToken, Plan, Season
from tests.builders.answers import EVENING, hours
from tests.builders.board_rows import add_plan, add_run, add_session
from tests.builders.people import NOW, add_caregiver, add_season, add_user
from tests.web.forms import csrf_token, send


@pytest.fixture
def home(app: Flask):
    """One caregiver with a link: `url`, and what is stored, read in a context of its own."""
    with app.app_context():
        key = app.extensions["settings"].link_key
        db.session.add(
            District(name="Oak", timezone="America/New_York", default_language="en", synthetic=True)
        )
        season, caregiver = add_season().id, add_caregiver(language_spoken="so").id
        tokens = {
            purpose: issue_link(purpose, caregiver_id=caregiver, link_key=key, now_utc=NOW)
            for purpose in ("form", "paper")
        }
        db.session.commit()

    def stored():
        with app.app_context():
            return read_answers(caregiver, season)

    return SimpleNamespace(
        url=f"/f/{tokens['form']}/",
        paper=f"/f/{tokens['paper']}/",
        stored=stored,
        caregiver=caregiver,
        season=season,
    )


@pytest.fixture
def second_caregiver(app: Flask, home) -> str:
    """The link of another caregiver of the same family."""
    with app.app_context():
        family = db.session.get_one(Caregiver, home.caregiver).family
        key = app.extensions["settings"].link_key
        other = add_caregiver(family=family, name="Yusuf")
        token = issue_link("form", caregiver_id=other.id, link_key=key, now_utc=NOW)
        db.session.commit()
    return f"/f/{token}/"


def fill(client, page, **fields):
    """Send a step as a browser does: everything that the page has filled in, with `fields` changed."""
    shown = client.get(page)
    typed = {**filled_in(shown.text), **{name.replace("__", "-"): value for name, value in fields.items()}}
    return client.post(page, data={**typed, "csrf_token": csrf_token(shown)})


def filled_in(html):
    """The values of a page's inputs and selects."""
    values = {}
    for tag in re.findall(r"<input[^>]*>", html):
        found = dict(re.findall(r'([a-z]+)="([^"]*)"', tag))
        if found.get("type") not in ("checkbox", "radio") or " checked" in tag:
            values[found["name"]] = unescape(found.get("value", "on"))
    for name, inside in re.findall(r'<select id="[^"]+" name="([^"]+)"[^>]*>(.*?)</select>', html, re.S):
        options = re.findall(r'<option value="([^"]*)"( selected)?', inside)
        values[name] = next((value for value, chosen in options if chosen), options[0][0])
    for name, inside in re.findall(
        r'<textarea id="[^"]+" name="([^"]+)"[^>]*>\n?(.*?)</textarea>', html, re.S
    ):
        values[name] = unescape(inside)
    return values


def words_of(response):
    """The text of a page's main part, as it is read."""
    main = response.text.split("<main", 1)[1].split("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).replace("\xa0", " ").split())


class TestTheLetter:
    def test_it_greets_the_caregiver_and_says_what_it_is_about(self, client, home):
        letter = client.get(home.url)
        assert "Hello Amina" in words_of(letter)
        assert "Begin" in words_of(letter)
        assert "Demo: these families are invented." in letter.text

    def test_once_answered_it_leads_to_the_answers(self, client, home):
        fill(client, home.url + "when", week__sat__morning="yes")
        assert "See my answers" in words_of(client.get(home.url))

    def test_between_seasons_there_is_nothing_to_ask(self, app, client, home):
        with app.app_context():
            db.session.execute(db.text("update season set state = 'closed'"))
            db.session.commit()
        assert "No events are being planned" in words_of(client.get(home.url))
        assert "No events are being planned" in words_of(client.get(home.url + "when"))


class TestWhen:
    def test_what_is_left_open_is_stored_as_nothing(self, client, home):
        fill(client, home.url + "when", week__sat__morning="no")
        assert home.stored().times == Times.of([(5, hours(7, 12, "no"))])

    def test_monday_to_friday_is_said_once_and_single_days_may_differ(self, client, home):
        fill(
            client,
            home.url + "when",
            week__weekdays__evening="yes",
            week__wed__evening="maybe",
            week__thu__evening="no",
            week__fri__evening="open",
        )
        levels = {day: rows[0].level for day, rows in home.stored().times.weekly.items()}
        assert levels == {0: "yes", 1: "yes", 2: "maybe", 3: "no"}

    def test_exact_times_hold_where_they_overlap_a_part_of_the_day(self, client, home):
        exact = {"exact__0__from": "18:00", "exact__0__to": "19:00", "exact__0__level": "no"}
        fill(client, home.url + "when", week__weekdays__evening="yes", **exact)
        assert home.stored().times.weekly[0] == (
            hours(17, 18),
            hours(18, 19, "no"),
            SaidHours(19 * 60, EVENING[1], "yes"),
        )

    def test_a_single_date_differs_from_the_usual_week(self, client, home):
        date_row = {"date__0__on": "2026-03-09", "date__0__part": "evening", "date__0__level": "no"}
        fill(client, home.url + "when", week__weekdays__evening="yes", **date_row)
        dates = home.stored().times.dates
        assert {on.isoformat(): rows for on, rows in dates.items()} == {
            "2026-03-09": (SaidHours(*EVENING, "no"),)
        }

    def test_the_page_shows_again_everything_that_was_saved(self, client, home):
        typed = {
            "week__weekdays__evening": "yes",
            "week__fri__evening": "open",
            "week__sun__afternoon": "maybe",
            "exact__0__day": "sat",
            "exact__0__from": "09:30",
            "exact__0__to": "11:00",
            "exact__0__level": "maybe",
            "date__0__on": "2026-03-09",
            "date__0__part": "day",
            "date__0__level": "no",
        }
        fill(client, home.url + "when", **typed)
        first = home.stored()
        shown = filled_in(client.get(home.url + "when").text)
        assert {name: shown[name.replace("__", "-")] for name in typed} == typed
        fill(client, home.url + "when")
        assert home.stored() == first

    @pytest.mark.parametrize(
        ("wrong", "field", "message"),
        [
            ({"exact__0__from": "18:00"}, "exact-0-to", "Write when this time ends"),
            ({"exact__0__to": "18:00"}, "exact-0-from", "Write when this time starts"),
            ({"exact__0__from": "six", "exact__0__to": "19:00"}, "exact-0-from", "such as 17:30"),
            ({"exact__0__from": "19:00", "exact__0__to": "18:00"}, "exact-0-to", "later than the start"),
            ({"exact__0__from": "18:00", "exact__0__to": "18:00"}, "exact-0-to", "later than the start"),
            ({"date__0__on": "2027-01-01"}, "date-0-on", "Monday, March 2, 2026 to Sunday, April 12, 2026"),
            ({"date__0__on": "9 March"}, "date-0-on", "Choose a date"),
            ({"date__0__from": "9:00", "date__0__to": "10:00"}, "date-0-on", "Choose a date"),
        ],
    )
    def test_what_cannot_be_read_is_named_and_nothing_typed_is_lost(
        self, client, home, wrong, field, message
    ):
        answered = fill(client, home.url + "when", week__sat__morning="maybe", **wrong)
        assert answered.status_code == 422
        assert message in unescape(answered.text)
        assert f'<a href="#{field}">' in answered.text
        shown = filled_in(answered.text)
        assert shown["week-sat-morning"] == "maybe"
        assert {name: shown[name.replace("__", "-")] for name in wrong} == wrong
        assert home.stored().version == 0

    def test_another_row_keeps_what_was_typed_and_saves_nothing_yet(self, client, home):
        first = {"exact__0__from": "18:00", "exact__0__to": "19:00"}
        more = fill(client, home.url + "when", week__sun__morning="yes", more="exact", **first)
        shown = filled_in(more.text)
        assert (shown["week-sun-morning"], shown["exact-0-from"], shown["exact-1-from"]) == (
            "yes",
            "18:00",
            "",
        )
        assert home.stored().version == 0


class TestHow:
    def test_ways_and_needs_with_their_strength(self, client, home):
        fill(
            client,
            home.url + "how",
            format__online="on",
            need__interpreter="must",
            need__childcare="helps",
            need__childcare__more="2",
        )
        ways = home.stored().ways
        assert ways.formats == {"online"}
        assert ways.needs == (Need("childcare", "helps", amount=2), Need("interpreter", "must", "so"))

    def test_the_language_spoken_at_home_is_suggested_to_begin_with(self, client, home):
        assert filled_in(client.get(home.url + "how").text)["need-interpreter-more"] == "so"
        assert "Soomaali (Somali)" in client.get(home.url + "how").text

    def test_what_a_meal_must_be_is_said_in_own_words(self, client, home):
        fill(client, home.url + "how", need__meal="helps", need__meal__more="Halal, no nuts")
        assert home.stored().ways.needs == (Need("meal", "helps", "Halal, no nuts"),)
        assert "It would help you Food you can eat: Halal, no nuts" in words_of(
            client.get(home.url + "receipt")
        )

    def test_everything_that_was_saved_is_shown_again(self, client, home):
        needs = {f"need__{kind}": "must" for kind in ("step_free", "hearing_loop", "captions", "ride")}
        more = {"need__childcare": "helps", "need__childcare__more": "3", "need__meal__more": "Kosher"}
        fill(client, home.url + "how", format__phone="on", need__meal="must", **needs, **more)
        first = home.stored()
        fill(client, home.url + "how")
        assert home.stored() == first
        assert len(first.ways.needs) == 6

    def test_without_a_need_nothing_is_stored_about_it(self, client, home):
        fill(client, home.url + "how", format__phone="on")
        assert home.stored().ways.needs == ()

    @pytest.mark.parametrize("children", ["", "0", "13", "two", "-1"])
    def test_childcare_asks_how_many_children(self, client, home, children):
        answered = fill(
            client,
            home.url + "how",
            format__online="on",
            need__childcare="must",
            need__childcare__more=children,
        )
        assert answered.status_code == 422
        assert "Write how many children need care, from 1 to 12." in answered.text
        shown = filled_in(answered.text)
        assert (shown["need-childcare"], shown["need-childcare-more"]) == ("must", children)
        assert "format-online" in shown

    def test_a_number_of_children_alone_is_asked_about(self, client, home):
        answered = fill(client, home.url + "how", need__childcare__more="2")
        assert answered.status_code == 422
        assert 'href="#need-childcare"' in answered.text


class TestTalk:
    def test_wishes_and_offers(self, client, home):
        fill(
            client,
            home.url + "talk",
            topics="Reading\r\nand maths",
            offer__co_planning="on",
            offer__food__detail="Sambusa",
        )
        talk = home.stored().talk
        assert talk.topics == "Reading\nand maths"
        assert talk.offers == (Offered("co_planning"), Offered("food", "Sambusa"))

    def test_too_many_words_are_kept_on_the_page(self, client, home):
        answered = fill(client, home.url + "talk", topics="a" * 2001)
        assert answered.status_code == 422
        assert "2000 letters at most" in answered.text
        assert filled_in(answered.text)["topics"] == "a" * 2001


class TestTheReceipt:
    def test_the_steps_lead_to_it_and_it_says_what_was_understood(self, client, home):
        after = fill(client, home.url + "when", week__weekdays__evening="yes", week__sat__morning="no")
        assert after.location == home.url + "how"
        after = fill(client, home.url + "how", format__in_person="on", need__interpreter="must")
        assert after.location == home.url + "talk"
        after = fill(client, home.url + "talk", topics="Homework", offer__food="on")
        assert after.location == home.url + "receipt"
        receipt = words_of(client.get(after.location))
        assert "Monday to Friday You can come: 5:00 PM – 9:30 PM" in receipt
        assert "Saturday You cannot come: 7:00 AM – 12:00 PM" in receipt
        assert "Sunday Not answered. That never counts as a no." in receipt
        assert "You need An interpreter: Somali" in receipt
        assert "What you would like to talk about Homework What you can offer Food" in receipt
        assert "What happens next" in receipt

    def test_before_anything_is_saved_it_leads_to_the_first_question(self, client, home):
        assert "Nothing is saved yet" in words_of(client.get(home.url + "receipt"))

    def test_all_answers_can_be_deleted_there(self, client, home):
        fill(client, home.url + "talk", topics="Homework")
        gone = send(client, home.url + "receipt", home.url + "delete")
        assert gone.location == home.url + "deleted"
        assert "Your answers are deleted" in words_of(client.get(gone.location))
        assert home.stored() == AnswerView(version=2)
        assert "Nothing is saved yet" in words_of(client.get(home.url + "receipt"))


class TestTwoAnswers:
    def test_the_same_page_sent_twice_is_the_same_answer(self, client, home):
        page = client.get(home.url + "talk")
        typed = {"csrf_token": csrf_token(page), "version": "0", "topics": "Homework"}
        locations = [client.post(home.url + "talk", data=typed).location for _ in range(2)]
        assert locations == [home.url + "receipt"] * 2
        assert home.stored().version == 1

    @pytest.mark.parametrize("version", ["", "x", "-1", "9" * 5000])
    def test_a_version_that_nobody_was_given_counts_as_the_first(self, client, home, version):
        page = {"csrf_token": csrf_token(client.get(home.url + "talk")), "topics": "Homework"}
        assert client.post(home.url + "talk", data={**page, "version": version}).status_code == 302
        assert home.stored().talk.topics == "Homework"

    def test_an_older_page_overwrites_nothing_and_the_family_chooses(self, client, home):
        older = {"csrf_token": csrf_token(client.get(home.url + "talk")), "version": "0"}
        fill(client, home.url + "talk", topics="The newer one")
        refused = client.post(home.url + "talk", data={**older, "topics": "The older one"})
        assert refused.status_code == 409
        assert "What you typed just now What you would like to talk about The older one" in words_of(refused)
        assert "What is saved now What you would like to talk about The newer one" in words_of(refused)
        assert home.stored().talk.topics == "The newer one"
        chosen = client.post(home.url + "talk", data=filled_in(refused.text))
        assert chosen.location == home.url + "receipt"
        assert home.stored().talk.topics == "The older one"


class TestAfterARelease:
    @pytest.fixture(autouse=True)
    def released(self, app, home):
        """Reading night, on Tuesday, 3 March, from 6 to half past 7, to which every family is invited."""
        with app.app_context():
            add_session(add_plan(add_run(db.session.get_one(Season, home.season))))
            db.session.query(Event).update({"for_everyone": True})
            release_plan(db.session.query(Plan.id).scalar(), add_user().id, NOW)

    def test_the_letter_shows_what_the_family_is_invited_to(self, client, home):
        letter = words_of(client.get(home.url))
        assert "You are invited to Reading night Tuesday, March 3" in letter
        assert "6:00 PM – 7:30 PM Room for Reading night" in letter

    def test_a_calendar_can_follow_it(self, client, home):
        feed = re.search(r'href="(/feeds/[^"]+\.ics)"', client.get(home.url).text)[1]
        assert client.get(feed).text.startswith("BEGIN:VCALENDAR")
        assert feed in client.get(home.url).text

    def test_a_new_answer_reaches_a_calendar_that_asks_only_for_what_is_newer(self, client, home):
        feed = re.search(r'href="(/feeds/[^"]+\.ics)"', client.get(home.url).text)[1]
        first = client.get(feed)
        assert "Reading night" in first.text
        fill(client, home.url + "when", week__tue__evening="no")
        validators = {
            "If-Modified-Since": first.headers.get("Last-Modified", ""),
            "If-None-Match": first.headers["ETag"],
        }
        for name, value in validators.items():
            again = client.get(feed, headers={name: value})
            assert (again.status_code, "Reading night" in again.text) == (200, False)

    def test_a_link_on_paper_shows_none_of_it(self, client, home):
        assert "Reading night" not in client.get(home.paper).text


class TestWhoSeesWhat:
    def test_a_caregiver_never_sees_the_answers_of_another_of_the_family(
        self, client, home, second_caregiver
    ):
        fill(client, home.url + "talk", topics="Between us")
        pages = ["", "when", "how", "talk", "receipt"]
        assert not any("Between us" in client.get(second_caregiver + page).text for page in pages)
        assert "Nothing is saved yet" in words_of(client.get(second_caregiver + "receipt"))
        fill(client, second_caregiver + "talk", topics="Mine")
        assert home.stored().talk.topics == "Between us"

    def test_a_link_on_paper_shows_nothing_saved_but_takes_a_new_answer(self, client, home):
        fill(client, home.url + "talk", topics="Homework")
        pages = ["", "when", "how", "talk", "receipt"]
        assert not any(re.search("Homework|Amina", client.get(home.paper + page).text) for page in pages)
        fill(client, home.paper + "when", week__sat__morning="yes")
        assert home.stored().times == Times.of([(5, hours(7, 12))])
        assert "printed on paper" in words_of(client.get(home.paper + "receipt"))

    def test_whoever_finds_a_letter_cannot_delete_what_was_saved(self, client, home):
        fill(client, home.url + "talk", topics="Homework")
        assert "Delete" not in words_of(client.get(home.paper + "receipt"))
        refused = send(client, home.paper + "talk", home.paper + "delete")
        assert refused.location == home.paper.replace("/f/", "/p/")
        assert home.stored().talk.topics == "Homework"

    def test_an_empty_page_of_a_link_on_paper_takes_nothing_back(self, client, home):
        fill(client, home.url + "talk", topics="Homework")
        assert fill(client, home.paper + "talk").location == home.paper + "receipt"
        assert home.stored().talk.topics == "Homework"

    def test_what_is_newer_stays_hidden_from_a_link_on_paper(self, client, home):
        older = {"csrf_token": csrf_token(client.get(home.paper + "talk")), "version": "0"}
        fill(client, home.url + "talk", topics="Homework")
        refused = client.post(home.paper + "talk", data={**older, "topics": "Maths"})
        assert refused.status_code == 409
        assert "Maths" in refused.text
        assert "What is saved now This link was printed on paper." in words_of(refused)
        assert "Homework" not in refused.text

    def test_with_its_code_a_link_on_paper_shows_what_was_saved(self, app, client, home):
        fill(client, home.url + "talk", topics="Homework")
        with app.app_context():
            link = db.session.query(LinkToken).filter_by(purpose="paper").one()
            code = short_code(link.id, app.extensions["settings"].link_key)
        send(client, home.paper.replace("/f/", "/p/"), code=code)
        assert "Homework" in client.get(home.paper + "receipt").text

    def test_a_link_that_does_not_exist_opens_nothing(self, client):
        assert client.get(f"/f/{'a' * 48}/when").status_code == 404


@pytest.fixture
def three_languages(monkeypatch):
    """As if the catalogues of three languages were compiled."""
    for module in ("scheduler.web.language", "scheduler.web.context", "scheduler.services.choose_language"):
        monkeypatch.setattr(f"{module}.offered_languages", lambda: ("en", "es", "ar"))


@pytest.mark.usefixtures("three_languages")
class TestLanguage:
    def test_a_change_of_language_loses_nothing_and_saves_nothing(self, client, home):
        changed = fill(client, home.url + "when", week__sat__morning="maybe", language="ar")
        assert '<html lang="ar" dir="rtl">' in changed.text
        assert filled_in(changed.text)["week-sat-morning"] == "maybe"
        assert home.stored().version == 0

    def test_it_is_kept_for_this_caregiver(self, app, client, home):
        send(client, home.url, home.url + "language/start", language="ar")
        assert '<html lang="ar" dir="rtl">' in app.test_client().get(home.url + "how").text
        with app.app_context():
            assert db.session.get_one(Caregiver, home.caregiver).language_read == "ar"

    def test_dates_and_names_of_days_are_those_of_the_language(self, client, home):
        send(client, home.url, home.url + "language/start", language="es")
        assert "sábado" in client.get(home.url + "when").text
        assert "somalí" in client.get(home.url + "how").text

    def test_a_language_that_has_the_same_name_twice_is_named_once(self, client, home):
        send(client, home.url, home.url + "language/start", language="es")
        assert ">Español</option>" in client.get(home.url + "how").text

    def test_each_language_is_offered_by_its_own_name(self, client, home):
        page = client.get(home.url + "when").text
        assert all(f">{name}</span></button>" in page for name in ("English", "Español", "العربية"))

    def test_a_language_that_is_not_offered_is_refused(self, client, home):
        assert fill(client, home.url + "when", language="tlh").status_code == 400
