"""The demo's priority groups: barriers in common, each with the question it is taken from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import select

from scheduler.extensions import db
from scheduler.language.names import language_name
from scheduler.services.demo.households import Household
from scheduler.storage.models import Answer, AnswerGroup, Family, Membership, PriorityGroup, Translation

GROUPS = (
    ("interpreter", "interpreter", {"en": "Needs an interpreter", "es": "Necesita intérprete", "ar": "تحتاج إلى مترجم"}),
    ("late-shifts", "asked", {"en": "Works evenings, nights or changing shifts", "es": "Trabaja de tarde, de noche o por turnos", "ar": "تعمل مساءً أو ليلاً أو بنوبات متغيرة"}),
    ("childcare", "childcare", {"en": "Needs childcare to come", "es": "Necesita cuidado de niños para venir", "ar": "تحتاج إلى رعاية الأطفال كي تحضر"}),
    ("ride", "ride", {"en": "Needs a ride", "es": "Necesita transporte", "ar": "تحتاج إلى وسيلة نقل"}),
    ("access", "access", {"en": "Needs step-free access, a hearing loop or captions", "es": "Necesita acceso sin escalones, bucle auditivo o subtítulos", "ar": "تحتاج إلى مدخل بلا درج أو حلقة سمعية أو نص مكتوب"}),
    ("one-caregiver", "asked", {"en": "One caregiver at home", "es": "Una sola persona a cargo en casa", "ar": "شخص واحد يرعى الأطفال في البيت"}),
    ("no-internet", "asked", {"en": "No internet at home", "es": "Sin internet en casa", "ar": "لا إنترنت في البيت"}),
)  # fmt: skip
LANGUAGE_GROUP_FROM = 12

Groups = dict[str, PriorityGroup]


def write_groups(households: Sequence[Household]) -> Groups:
    """The groups by key; a language has a group of its own where enough families need its interpreter."""
    rows = {key: _group(key, question, names) for key, question, names in GROUPS}
    needed = Counter(h.language for h in households if "interpreter" in h.groups)
    for language, families in sorted(needed.items()):
        if families >= LANGUAGE_GROUP_FROM:
            key = f"interpreter-{language}"
            rows[key] = _group(
                key, f"interpreter:{language}", _names_within(language), rows["interpreter"].id
            )
    return rows


def write_memberships(families: Sequence[Family], households: Sequence[Household], groups: Groups) -> None:
    """Each family's groups, and where each is known from; what was asked is an answer of the caregivers'."""
    asked = {key for key, question, _ in GROUPS if question == "asked"}
    db.session.add_all(
        Membership(family_id=family.id, group_id=group.id, source=_source(household, key in asked))
        for family, household in zip(families, households, strict=True)
        for key, group in groups.items()
        if key in household.groups
    )
    household_of = {
        caregiver.id: household
        for family, household in zip(families, households, strict=True)
        for caregiver in family.caregivers
    }
    db.session.add_all(
        AnswerGroup(answer_id=answer.id, group_id=groups[key].id, said="yes")
        for answer in db.session.scalars(select(Answer).where(Answer.caregiver_id.in_(household_of)))
        for key in sorted(household_of[answer.caregiver_id].groups & asked)
    )


def _source(household: Household, asked: bool) -> str:
    """Who has not answered is known to a barrier by the liaison."""
    if not household.heard:
        return "liaison"
    return "asked" if asked else "answer"


def _group(key: str, question: str, names: dict[str, str], within_id: int | None = None) -> PriorityGroup:
    row = PriorityGroup(key=key, name=names["en"], question=question, within_id=within_id)
    db.session.add(row)
    db.session.flush()
    db.session.add_all(
        Translation(
            subject_kind="priority_group", subject_id=row.id, field="name", language=language, text=text
        )
        for language, text in names.items()
        if language != "en"
    )
    return row


def _names_within(language: str) -> dict[str, str]:
    _, _, names = GROUPS[0]
    return {reader: f"{name}: {language_name(language, reader)}" for reader, name in names.items()}
