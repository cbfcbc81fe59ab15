"""What would make it possible: the fields of the step "how" to needs, and back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from flask_babel import gettext as _

from scheduler.domain.answers import ANYTHING, FOODS, IN_OWN_WORDS, NEEDS, Need, Strength
from scheduler.language.locales import LOCALES
from scheduler.services.read_caregiver import CaregiverView
from scheduler.web.presenters.families_rows import text_typed

Fields = Mapping[str, str]

MOST_CHILDREN = 12
OLDEST = 17
LONGEST_WORDS = 500
LANGUAGES_ASKED = 3
STRENGTHS: tuple[Strength, ...] = ("must", "helps", "no", "private")
WANTED = ("must", "helps")


def needs_typed(fields: Fields, errors: dict[str, str]) -> tuple[Need, ...]:
    """The needs that were typed; `errors` by field gets what is wrong with the rest.

    "Nothing" or "rather not say" for all of them empties what is marked below, once that was confirmed.
    """
    needs = [need for kind in NEEDS for need in _kind_typed(kind, fields, errors)]
    if words := text_typed(fields, "need-words", LONGEST_WORDS, errors):
        needs.append(Need(IN_OWN_WORDS, "helps", words))
    overall = fields.get("needs", "")
    if overall not in ("no", "private"):
        return tuple(sorted(needs))
    if any(need.strength in WANTED for need in needs) and not fields.get("needs-sure"):
        errors["needs"] = _(
            "Something is still marked below. Save again and it is taken off. Or choose “Yes” to keep it."
        )
    else:
        errors.clear()
    return (Need(ANYTHING, "no" if overall == "no" else "private"),)


def needs_fields(needs: tuple[Need, ...], reader: CaregiverView) -> dict[str, str]:
    """The fields filled in; the languages that are spoken and read at home are the first suggestions."""
    fields = {
        "needs": _overall(needs),
        "need-interpreter-more": reader.language_spoken,
        "need-written-more": reader.language_read,
    }
    for need in needs:
        if need.kind == IN_OWN_WORDS:
            fields["need-words"] = need.detail
        elif need.kind != ANYTHING:
            fields[f"need-{need.kind}"] = need.strength
            if need.detail and need.kind not in ("interpreter", "meal"):
                fields[f"need-{need.kind}-more"] = need.detail
    return fields | _languages(needs) | _foods(needs)


def is_open(field: str, fields: Fields, errors: Fields) -> bool:
    """Whether a need is answered, or has something wrong with it, so that its part of the page is open."""
    return bool(fields.get(field)) or any(name.startswith(field) for name in errors)


def _overall(needs: tuple[Need, ...]) -> str:
    strengths = {need.kind: need.strength for need in needs}
    return strengths.get(ANYTHING, "yes" if strengths else "")


def _languages(needs: tuple[Need, ...]) -> dict[str, str]:
    codes = [need.detail for need in needs if need.kind == "interpreter" and need.detail]
    return {_language_field(number): code for number, code in enumerate(codes)}


def _foods(needs: tuple[Need, ...]) -> dict[str, str]:
    meals = [need.detail for need in needs if need.kind == "meal"]
    ticked = {f"food-{food}": "on" for food in FOODS if food in meals}
    return ticked | {"need-meal-more": next((meal for meal in meals if meal not in FOODS), "")}


def _language_field(number: int) -> str:
    return f"need-interpreter-more-{number + 1}" if number else "need-interpreter-more"


def _kind_typed(kind: str, fields: Fields, errors: dict[str, str]) -> Iterator[Need]:
    strength = next((each for each in STRENGTHS if each == fields.get(f"need-{kind}")), None)
    more = text_typed(fields, f"need-{kind}-more", LONGEST_WORDS, errors)
    if strength not in WANTED:
        suggested = kind in ("interpreter", "written")  # whose language is filled in from the start
        if strength is None and not suggested and (more or (kind == "meal" and _ticked(fields))):
            errors[f"need-{kind}"] = _(
                "Choose whether you need this or it would help, or leave the field below empty."
            )
        if strength is not None:
            yield Need(kind, strength)
    elif kind == "interpreter":
        yield from (Need(kind, strength, code) for code in _languages_typed(fields, errors))
    elif kind == "written":
        yield Need(kind, strength, _language_typed(more, "need-written-more", errors))
    elif kind == "childcare":
        ages = _ages_typed(more, errors)
        yield Need(kind, strength, ", ".join(str(age) for age in ages), amount=len(ages))
    elif kind == "meal":
        yield from (Need(kind, strength, detail) for detail in [*_ticked(fields), more] if detail)
        if not more and not _ticked(fields):
            yield Need(kind, strength)
    else:
        yield Need(kind, strength, more)


def _ticked(fields: Fields) -> list[str]:
    return [food for food in FOODS if fields.get(f"food-{food}")]


def _languages_typed(fields: Fields, errors: dict[str, str]) -> list[str]:
    """Every language that an interpreter could speak or sign; one at least."""
    codes = [fields.get(_language_field(number), "") for number in range(LANGUAGES_ASKED)]
    further = [code for code in codes[1:] if code in LOCALES]
    if codes[0] or not further:
        further.insert(0, _language_typed(codes[0], "need-interpreter-more", errors))
    return list(dict.fromkeys(further))


def _language_typed(code: str, field: str, errors: dict[str, str]) -> str:
    if code not in LOCALES:
        errors[field] = _("Choose a language from the list.")
    return code


def _ages_typed(typed: str, errors: dict[str, str]) -> list[int]:
    """The ages of the children, in years, youngest first."""
    numbers = [int(number) for number in re.findall(r"\d+", typed) if len(number) < 4]
    rest = re.sub(r"[\d\s,;.،、&+]|\b(and|y|e|et|و)\b", "", typed)
    if not 1 <= len(numbers) <= MOST_CHILDREN or max(numbers) > OLDEST or rest:
        errors["need-childcare-more"] = _("Write the age of each child in years, such as 2, 5. A baby is 0.")
    return sorted(numbers)
