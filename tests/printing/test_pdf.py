"""Every script that families read is printed as it is written, and nothing is fetched for it."""

import sys
from pathlib import Path

import pytest

from scheduler.printing.pdf import PrintingUnavailable, pdf_of
from scheduler.printing.square_code import square_code
from tests.fixtures.printing import Printed, letters

STYLESHEET = Path("static/css/print.css")
ZERO_WIDTH_NON_JOINER = "\N{ZERO WIDTH NON-JOINER}"


def printed(body: str, language: str = "en") -> Printed:
    return Printed(pdf_of(f'<html lang="{language}"><title>Test</title><body>{body}', STYLESHEET))


@pytest.mark.usefixtures("printing")
@pytest.mark.parametrize(
    ("language", "text", "font"),
    [
        ("ar", "متى يمكنكم الحضور؟", "Noto-Sans-Arabic"),
        ("zh-Hans", "您什么时候可以来？", "Noto-Sans-CJK-SC"),
        ("ko", "언제 오실 수 있나요?", "Noto-Sans-CJK-KR"),
        ("vi", "Khi nào quý vị có thể đến?", "Noto-Sans"),
        ("uk", "Коли ви могли б прийти?", "Noto-Sans"),
    ],
)
def test_each_script_has_its_font_and_its_text_can_be_read_back(language: str, text: str, font: str) -> None:
    sheet = printed(f"<p>{text}</p>", language)
    assert letters(text) <= letters(sheet.text)
    assert any(name.startswith(font) for name in sheet.fonts)


@pytest.mark.usefixtures("printing")
def test_urdu_hangs_from_its_line_as_its_readers_write_it() -> None:
    """Its letters are drawn in pieces, which no reader of PDFs puts together again: paper only."""
    assert any(
        name.startswith("Noto-Nastaliq-Urdu") for name in printed("<p>آپ کب آ سکتے ہیں؟</p>", "ur").fonts
    )


@pytest.mark.usefixtures("printing")
@pytest.mark.parametrize(("language", "word"), [("ar", "سلام"), ("ur", "بچے")])
def test_letters_that_join_are_joined(language: str, word: str) -> None:
    apart = printed(f"<p>{ZERO_WIDTH_NON_JOINER.join(word)}</p>", language)
    assert printed(f"<p>{word}</p>", language).ink_width() < 0.9 * apart.ink_width()


@pytest.mark.usefixtures("printing")
def test_a_square_code_leads_to_its_address() -> None:
    address = "https://commonhour.example.org/f/" + "abcdefgh234567" * 3 + "/"
    assert printed(f'<img alt="" src="{square_code(address)}" width="150">').square_codes == [address]


@pytest.mark.usefixtures("printing")
def test_nothing_outside_the_page_gets_onto_the_paper(tmp_path: Path) -> None:
    secret = tmp_path / "secret.svg"
    secret.write_text('<svg xmlns="http://www.w3.org/2000/svg"><text y="20">classified</text></svg>')
    sheet = printed(f'<p>Plain</p><img alt="nothing" src="{secret.as_uri()}">')
    assert "Plain" in sheet.text
    assert "classified" not in sheet.text


def test_a_machine_without_pango_is_told_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "weasyprint.py").write_text('raise OSError("cannot load library libpango-1.0-0")')
    monkeypatch.syspath_prepend(tmp_path)
    for name in [name for name in sys.modules if name.partition(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)
    with pytest.raises(PrintingUnavailable, match=r"libpango-1\.0-0 libpangoft2-1\.0-0 libharfbuzz-subset0"):
        pdf_of("<title>Test</title>", STYLESHEET)
