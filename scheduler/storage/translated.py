"""Texts that staff wrote, as one reader reads them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from scheduler.extensions import db
from scheduler.language.locales import fallback_chain
from scheduler.storage.models import Translation


@dataclass(frozen=True, slots=True)
class TranslatedTexts:
    """Translations by table, row and column; what was not translated reads as it was written."""

    found: dict[tuple[str, int, str], str]

    def text(self, row: Any, field: str) -> str:
        """The text of a row's column."""
        return self.found.get((row.__tablename__, row.id, field)) or str(getattr(row, field))


def translated_texts(language: str, tables: Collection[str]) -> TranslatedTexts:
    """All texts of these tables in a language, else in the one that its readers read instead."""
    codes = [locale.code for locale in fallback_chain(language)]
    query = select(Translation).where(Translation.language.in_(codes), Translation.subject_kind.in_(tables))
    rows = sorted(db.session.scalars(query), key=lambda t: codes.index(t.language), reverse=True)
    return TranslatedTexts({(t.subject_kind, t.subject_id, t.field): t.text for t in rows})
