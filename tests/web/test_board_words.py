"""The board says in words what some families cannot come without."""

import pytest
from flask import Flask

from scheduler.services.board_views import SupportView
from scheduler.web.presenters.board_words import feature_name, support_name


@pytest.mark.parametrize(
    ("kind", "says"),
    [("meal", "Food you can eat"), ("device", "A device or internet"), ("captions", "Captions")],
)
def test_a_support_is_named(app: Flask, kind: str, says: str) -> None:
    with app.test_request_context():
        assert support_name(SupportView(kind, "Kitchen", (), None), "en") == says


def test_a_calm_room_is_named(app: Flask) -> None:
    with app.test_request_context():
        assert feature_name("quiet_room") == "A calm room"
