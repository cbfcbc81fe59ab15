"""A step as a browser without scripts fills it in, sends it and reads it."""

import re
from html import unescape

from tests.web.forms import csrf_token


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
    main = "<main" + response.text.split("<main", 1)[1].split("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).replace("\xa0", " ").split())
