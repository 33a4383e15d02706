"""QR codes: of an address, or of a number, as pictures to be printed or shown."""

from io import BytesIO

import segno

BORDER = 4  # modules of white around it, as ISO/IEC 18004 asks
DOTS = 24  # pixels a module of the PNG: sharp on a poster


def svg(told: str) -> bytes:
    """A QR code to be printed in any size; a quarter of it may be soiled."""
    out = BytesIO()
    segno.make(told, error="q").save(out, kind="svg", border=BORDER, omitsize=True)
    return out.getvalue()


def png(told: str) -> bytes:
    out = BytesIO()
    segno.make(told, error="q").save(out, kind="png", border=BORDER, scale=DOTS)
    return out.getvalue()
