"""Fixtures for every room; each lives with its kind in `tests/fixtures`."""

pytest_plugins = [
    "tests.fixtures.servers",
    "tests.fixtures.databases",
    "tests.fixtures.apps",
    "tests.fixtures.boards",
    "tests.fixtures.browsers",
    "tests.fixtures.entries",
    "tests.fixtures.live",
    "tests.fixtures.planned",
    "tests.fixtures.printing",
    "tests.fixtures.mailboxes",
]
