"""Square codes (ISO/IEC 18004, "QR") for links on paper."""

from __future__ import annotations

import segno


def square_code(address: str) -> str:
    """The code of an address as a `data:` picture, which still reads with 15 % of it lost (level M)."""
    return str(
        segno.make(address, error="m", micro=False).svg_data_uri(border=2, light="#fff", omitsize=True)
    )
