"""A school district's list as a CSV file: what becomes a family, and what is named as wrong."""

from pathlib import Path

import pytest

from scheduler.domain.household import Adult, Household
from scheduler.domain.roster import Known, read_roster

KNOWN = Known(
    schools={"oak street school": 1, "elm park school": 2},
    languages={
        "es": "es",
        "spanish": "es",
        "somali": "so",
        "so": "so",
        "ar": "ar",
        "en": "en",
        "english": "en",
    },
    liaisons={"lee@harbor.example.org": 7, "amina@harbor.example.org": 8},
)
EXAMPLE = Path("docs/roster-example.csv").read_text("utf-8")
HEADER = "key,school,language_spoken,email,phone,channel,liaison\n"
RIGHT = "1,Oak Street School,es,,,,lee@harbor.example.org\n"


def test_rows_with_the_same_key_are_one_family_with_all_its_adults_and_schools() -> None:
    roster = read_roster(EXAMPLE, KNOWN)
    assert roster.faults == ()
    assert list(roster.households) == ["1001", "1002", "1003", "1004"]
    assert roster.households["1001"] == Household(
        7, (1,), (Adult("Marisol Pérez", "es", "es", "email", "marisol@example.org"),)
    )
    assert roster.households["1003"] == Household(
        8,
        (2, 1),
        (Adult("Nour", "ar", "ar"), Adult("Karim", "ar", "en", "sms", "karim@example.org", "555 0101")),
    )
    assert roster.households["1004"].adults[0].name == "Lee, Robin"


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_a_spreadsheet_may_part_cells_otherwise(delimiter: str) -> None:
    roster = read_roster((HEADER + "\r\n" + RIGHT).replace(",", delimiter), KNOWN)
    assert (list(roster.households), roster.faults) == (["1"], ())


@pytest.mark.parametrize(
    ("row", "column", "expected"),
    [
        (",Oak Street School,es,,,,lee@harbor.example.org", "key", "what your list calls the family"),
        ("1,Oak Stret School,es,,,,lee@harbor.example.org", "school", "the nearest is oak street school"),
        ("1,?,es,,,,lee@harbor.example.org", "school", ": oak street school, elm park school"),
        ("1,Oak Street School,Klingon,,,,lee@harbor.example.org", "language_spoken", "such as es or Spanish"),
        ("1,Oak Street School,es,,,,", "liaison", "lee@harbor.example.org, amina@harbor.example.org"),
        (
            "1,Oak Street School,es,,,mail,lee@harbor.example.org",
            "channel",
            "one of email, sms, call, paper, none",
        ),
        ("1,Oak Street School,es,,,email,lee@harbor.example.org", "email", "a whole mail address"),
        ("1,Oak Street School,es,,,sms,lee@harbor.example.org", "phone", "such as 555 0100"),
        ("1,Oak Street School,es,,none,,lee@harbor.example.org", "phone", "such as 555 0100"),
        ("1,Oak, Street,es,,,,lee@harbor.example.org", "", "7 cells, as in the first line"),
        ("x" * 201 + ",Oak Street School,es,,,,lee@harbor.example.org", "key", "200 letters at most"),
        ("0,Elm Park School,es,,,,amina@harbor.example.org", "liaison", "the same as in line 2"),
        ('1,"Oak Street School,es,,,,lee@harbor.example.org', "", "each double quote"),
    ],
)
def test_a_faulty_row_is_named_by_line_and_column(row: str, column: str, expected: str) -> None:
    right = RIGHT.replace("1", "0")
    [fault] = read_roster(f"{HEADER}{right}\n{row}\n", KNOWN).faults
    assert (fault.line, fault.column) == (4, column)
    assert expected in fault.expected


def test_all_that_is_wrong_is_named_at_once_and_lines_are_counted_as_an_editor_does() -> None:
    text = HEADER + '1,"Oak Street\nSchool",es,,,,\n2,Oak Street School,?,,1,,lee@harbor.example.org\n'
    faults = read_roster(text, KNOWN).faults
    assert [(fault.line, fault.column) for fault in faults] == [
        (2, "liaison"),
        (4, "language_spoken"),
        (4, "phone"),
    ]


@pytest.mark.parametrize(
    ("header", "column"),
    [("key,school", "language_spoken"), ("key,school,language_spoken,income", "income"), ("", "key")],
)
def test_a_column_that_lacks_or_is_not_asked_is_named_before_any_row(header: str, column: str) -> None:
    roster = read_roster(f"{header}\n{RIGHT}", KNOWN)
    assert roster.households == {}
    assert column in [fault.column for fault in roster.faults]


def test_where_there_is_one_liaison_nobody_needs_to_name_them() -> None:
    alone = Known(KNOWN.schools, KNOWN.languages, {"lee@harbor.example.org": 7})
    assert read_roster("key,school,language_spoken\n1,Elm Park School,so\n", alone).households == {
        "1": Household(7, (2,), (Adult("", "so", "so"),))
    }
