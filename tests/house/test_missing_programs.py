"""A test whose browser or server is not there is skipped in one line; where it is demanded, it fails."""

import pytest

from tests.fixtures.requirements import missing


def test_what_is_missing_is_skipped_and_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REQUIRE_SERVICES", raising=False)
    with pytest.raises(pytest.skip.Exception, match=r"^Redis is not installed .*REQUIRE_SERVICES=1"):
        missing("Redis is not installed", "REQUIRE_SERVICES")


def test_what_is_missing_although_demanded_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REQUIRE_SERVICES", "1")
    with pytest.raises(pytest.fail.Exception, match=r"^Redis is not installed, and REQUIRE_SERVICES=1"):
        missing("Redis is not installed", "REQUIRE_SERVICES")
