"""What a page of ours sent, so that it can be sent once more."""

from __future__ import annotations

from collections.abc import Iterator

from flask import request


def typed_fields() -> Iterator[tuple[str, str]]:
    """Name and value of every field, in order; not the token, which the next page brings anew."""
    for name, values in request.form.lists():
        if name != "csrf_token":
            yield from ((name, value) for value in values)
