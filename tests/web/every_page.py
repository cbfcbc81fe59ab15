"""Every page that somebody with a role can open: a page that is added later is among them by itself."""

from collections.abc import Mapping, Sequence
from itertools import product

from flask import Flask, url_for


def pages_of(app: Flask, role: str, known: Mapping[str, Sequence[object]]) -> list[str]:
    """The addresses with GET, with every combination of the known values of their arguments.

    Raises KeyError for an argument of which no value is given.
    """
    found = []
    for rule in app.url_map.iter_rules():
        roles = getattr(getattr(app.view_functions[rule.endpoint], "entry", None), "roles", ())
        if role in roles and rule.methods and "GET" in rule.methods:
            names = sorted(rule.arguments)
            for values in product(*(known[name] for name in names)):
                with app.test_request_context():
                    found.append(url_for(rule.endpoint, **dict(zip(names, values, strict=True))))
    return sorted(found)
