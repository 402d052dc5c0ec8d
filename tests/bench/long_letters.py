"""Made-up letters of two to four pages, as scans and as born-digital files, the same ones each time."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from desktop.reports.letter_form import render_letter
from desktop.reports.scan_look import Wear, as_pdf, scan_pages
from tests.bench.frame import ROOT

_LOOKS = ("scan", "scan", "copy", "digital")


def write(folder: Path, count: int) -> list[Path]:
    """Write ``count`` letters into a folder, three of four of them scans; return their paths."""
    import sys

    sys.path.insert(0, str(ROOT / "tests" / "bench"))
    from made_letters import made

    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for number in range(count):
        _, letter = made(number)
        body = [paragraph for turn in range(3 + 3 * (number % 3)) for paragraph in _again(letter.body, turn)]
        long = replace(letter, body=body)
        pdf, places = render_letter(long)
        look = _LOOKS[number % len(_LOOKS)]
        if look != "digital":
            wear = Wear(look, skew=(number % 5 - 2) * 0.4, stamp=number % 2 == 0, seed=number)
            pdf = as_pdf(scan_pages(pdf, long, places, wear))
        files.append(folder / f"letter_{number:02d}_{look}.pdf")
        files[-1].write_bytes(pdf)
    return files


def _again(body: object, turn: int) -> list[str]:
    """The middle of a letter again, its items numbered on."""
    paragraphs = [str(paragraph) for paragraph in body]  # type: ignore[attr-defined]
    return paragraphs if turn == 0 else [p for p in paragraphs[1:-1] if p]
