"""What a session offers, in words that fit every family."""

from scheduler.calendars.description import SessionSupports, description_lines


def test_every_support_is_one_plain_line():
    supports = SessionSupports(
        ("so", "ase"), childcare=True, ride=True, step_free=True, online_link="https://x/y"
    )

    assert description_lines(supports, "en") == (
        "Interpreter: Somali",
        "Interpreter: American Sign Language",
        "Childcare is there.",
        "A ride can be arranged.",
        "There are no steps on the way in.",
        "Join online: https://x/y",
    )


def test_a_session_that_offers_nothing_special_says_nothing():
    assert description_lines(SessionSupports(), "en") == ()
