"""HTML to PDF by WeasyPrint: Pango shapes the scripts, CSS lays out the paper."""

from __future__ import annotations

from pathlib import Path

SYSTEM_PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-core fonts-noto-cjk"
"""Debian's packages with what WeasyPrint draws with, and with the fonts of every language that is printed."""


class PrintingUnavailable(Exception):
    """The machine lacks what PDFs are made with; the message names it."""


def pdf_of(html: str, stylesheet: Path) -> bytes:
    """A tagged PDF of one HTML document. Nothing is fetched: what is not in `html` is not on the paper.

    Raises:
        PrintingUnavailable: where Pango is not installed.
    """
    try:
        # here, because the import itself looks for Pango, and all other pages work without it
        from weasyprint import CSS, HTML, URLFetcher
    except OSError as why:
        raise PrintingUnavailable(f"expected Debian's {SYSTEM_PACKAGES}: {why}") from why
    nothing_else = URLFetcher(allowed_protocols=["data"])
    style = CSS(string=stylesheet.read_text(encoding="utf-8"), url_fetcher=nothing_else)
    document = HTML(string=html, url_fetcher=nothing_else)
    pdf = document.write_pdf(stylesheets=[style], pdf_variant="pdf/ua-1")
    assert isinstance(pdf, bytes)
    return pdf
