"""What a page says, and in which language it says it."""

import re
from html.parser import HTMLParser

from babel.support import NullTranslations

VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
SPOKEN = ("aria-label", "alt", "title", "placeholder")
UNSEEN = {"script", "style"}
ADDRESS = re.compile(r"\S*/\S*")
LATIN_WORD = re.compile(r"[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ’']+")


class Untranslated(NullTranslations):
    """Stands behind a catalogue and notes each message that the catalogue lacks."""

    def __init__(self) -> None:
        super().__init__()
        self.messages: set[str] = set()

    def gettext(self, message: str) -> str:
        self.messages.add(message)
        return message

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        self.messages.add(singular)
        return singular if number == 1 else plural


class OwnWords(HTMLParser):
    """The words that a page says in its own language: no data (`bdi`), nothing marked as another language."""

    def __init__(self) -> None:
        super().__init__()
        self.root: dict[str, str] = {}
        self.text: list[str] = []
        self._open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.root = values
        skipped = self._skipping() or tag == "bdi" or tag in UNSEEN or self._is_foreign(values)
        if not skipped:
            self.text += [values[name] for name in SPOKEN if name in values]
        if tag not in VOID:
            self._open.append((tag, skipped))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not self._skipping():
            self.text.append(data)

    def latin_words(self) -> set[str]:
        """The words in Latin letters that are part of no address."""
        return set(LATIN_WORD.findall(ADDRESS.sub(" ", " ".join(self.text))))

    def _skipping(self) -> bool:
        return bool(self._open) and self._open[-1][1]

    def _is_foreign(self, values: dict[str, str]) -> bool:
        return "lang" in values and values["lang"] != self.root.get("lang")


def own_words(html: str) -> OwnWords:
    page = OwnWords()
    page.feed(html)
    return page
