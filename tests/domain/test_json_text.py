"""JSON texts decoded with one array left in the text: the same values and the same errors as `json.loads`."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.domain.json_text import Elements, decode

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)
layouts = st.sampled_from(
    [{}, {"indent": 2}, {"separators": (",", ":")}, {"indent": "\t", "ensure_ascii": False}]
)


def plain(value: Any) -> Any:
    """The decoded document with every streamed array as a list."""
    if not isinstance(value, dict):
        return value
    return {key: list(item) if isinstance(item, Elements) else item for key, item in value.items()}


@given(st.dictionaries(st.sampled_from(["a", "rows", "b"]), values) | values, layouts)
def test_a_text_means_what_it_always_means(document: Any, layout: dict[str, Any]) -> None:
    text = f" {json.dumps(document, **layout)}\n"
    assert plain(decode(text, streamed="rows")) == document


def test_only_an_array_at_the_key_of_the_top_object_is_left_in_the_text() -> None:
    found = decode('{"rows": [1, {"rows": [2]}], "more": {"rows": [3]}}', streamed="rows")
    assert isinstance(found["rows"], Elements)
    assert list(found["rows"]) == list(found["rows"]) == [1, {"rows": [2]}]
    assert found["more"] == {"rows": [3]}
    assert decode('{"rows": {}}', streamed="rows") == {"rows": {}}


def test_of_two_equal_keys_the_last_counts() -> None:
    assert plain(decode('{"rows": [1], "rows": [2]}', streamed="rows")) == {"rows": [2]}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "\ufeff{}",
        "[1",
        '{"a"}',
        '{"a" 1}',
        '{"a": }',
        '{"a": 1 "b": 2}',
        "{1: 2}",
        '{"a": 1}}',
        '{"rows": [1, 2}',
        '{"rows": [1 2]}',
        '{"rows": [',
        '{"rows": [nul]}',
        '{"rows": [{"a": [}]}',
        '{"rows": []',
        '{"rows": [1]} x',
    ],
)
def test_what_is_no_json_is_refused_where_json_loads_refuses_it(text: str) -> None:
    with pytest.raises(json.JSONDecodeError) as expected:
        json.loads(text)
    with pytest.raises(json.JSONDecodeError) as found:
        decode(text, streamed="rows")
    assert (found.value.msg, found.value.pos) == (expected.value.msg, expected.value.pos)
