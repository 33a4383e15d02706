"""A process of its own that sets letters or labels, so that their memory goes when it ends.

It reads a job of `letters` as JSON and writes a PDF, or a picture of one page, both through
pipes: codes never touch a disk, and stand in no list of processes. It imports nothing of the
house, for it must begin at once.
"""

import json
import sys
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any, Literal

import segno
import typst

DOTS = 110  # an inch of a picture: fine print can be read on a screen


def typeset(job: dict[str, Any]) -> bytes:
    """Set a paper; what each page shares is set once and laid under all."""
    data = job["data"]
    if job["under"]:
        data["base"] = list(_compiled(job, job["under"], data))
    links = [item.pop("address") for item in data["items"]]
    # The mask that reads best for one address serves all: they differ in 16 characters only.
    mask = segno.make(links[0], error="m").mask
    for item, link in zip(data["items"], links, strict=True):
        item["qr"] = _qr(link, mask)
    return _compiled(job, job["paper"], data, job["format"])


def _qr(address: str, mask: int) -> str:
    """A QR code as one path, without its white border: the paper leaves that."""
    out = BytesIO()
    code = segno.make(address, error="m", mask=mask, micro=False)
    code.save(out, kind="svg", border=0, omitsize=True, xmldecl=False)
    return out.getvalue().decode()


def _compiled(
    job: dict[str, Any], paper: str, data: dict[str, Any], form: Literal["pdf", "png"] = "pdf"
) -> bytes:
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=job["fonts"]
    )
    return typst.compile(
        str(Path(job["papers"]) / f"{paper}.typ"),
        root=job["papers"],
        font_paths=fonts,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        format=form,
        ppi=DOTS,
        timestamp=datetime.fromisoformat(job["made_at"]),
    )


if __name__ == "__main__":
    sys.stdout.buffer.write(typeset(json.load(sys.stdin.buffer)))
