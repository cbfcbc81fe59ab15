"""Every page that somebody with a role can open: a page that is added later is among them by itself."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import product

from flask import Flask, url_for
from werkzeug.routing import BuildError, Rule

Known = Mapping[str, Sequence[object]]


def pages_of(app: Flask, role: str, known: Known, method: str = "GET") -> list[str]:
    """The addresses of a role, as `addresses` finds them."""
    return addresses(app, rules_of(app, "roles", role), method, known)


def rules_of(app: Flask, what: str, value: str) -> list[Rule]:
    """The rules whose entry has the value among its `roles` or `purposes`."""
    entries = {name: getattr(view, "entry", None) for name, view in app.view_functions.items()}
    rules = app.url_map.iter_rules()
    return [rule for rule in rules if value in getattr(entries[rule.endpoint], what, ())]


def open_to_all(app: Flask) -> list[Rule]:
    """The rules without arguments that ask for no account and no link."""
    entries = {name: getattr(view, "entry", None) for name, view in app.view_functions.items()}
    asks = {name for name, entry in entries.items() if hasattr(entry, "roles") or hasattr(entry, "purposes")}
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint not in asks and not rule.arguments]


def addresses(app: Flask, rules: Iterable[Rule], method: str, known: Known) -> list[str]:
    """Those that take the method, with every combination of the known values of their arguments.

    Values that a rule does not take are left out. Raises KeyError for an argument of which no value is given.
    """
    found = []
    for rule in sorted(rules, key=lambda each: (each.rule, each.endpoint)):
        if method in (rule.methods or ()):
            names = sorted(rule.arguments)
            for values in product(*(known[name] for name in names)):
                given = dict(zip(names, values, strict=True))
                with app.test_request_context():
                    try:
                        found.append(url_for(rule.endpoint, _method=method, **given))
                    except (BuildError, ValueError):
                        continue
    return found
