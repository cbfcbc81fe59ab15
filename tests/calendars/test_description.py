"""What a session offers, in words that fit every family."""

from scheduler.calendars.description import SessionSupports, description_lines, format_name


def test_every_support_is_one_plain_line():
    supports = SessionSupports(
        ("so", "ase"),
        frozenset({"childcare", "transport", "meal", "step_free", "hearing_loop", "captions"}),
        online_link="https://x/y",
    )

    assert description_lines(supports, "en") == (
        "Interpreter: Somali",
        "Interpreter: American Sign Language",
        "Childcare is there.",
        "A ride can be arranged.",
        "There is food.",
        "There are no steps on the way in.",
        "There is a hearing loop.",
        "What is said can be read on a screen.",
        "Join online: https://x/y",
    )


def test_a_session_that_offers_nothing_special_says_nothing():
    assert description_lines(SessionSupports(), "en") == ()


def test_a_session_is_in_the_category_of_its_format():
    names = [format_name(each, "en") for each in ("in_person", "online", "hybrid", "phone")]

    assert names == ["In person", "Online", "In person and online", "By phone"]
