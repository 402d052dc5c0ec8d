"""How long the forms take, beside a floor and the peers that are installed. Run: python tests/bench/reports.py

The floor is a bare reportlab canvas that writes as many pages with as many words and nothing else: no wrapping, no
rules, no codes. LibreOffice and WeasyPrint, when present, set the same table from CSV and from HTML.
"""

from __future__ import annotations

import html
import importlib.util
import io
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

import pypdfium2 as pdfium  # noqa: E402
from reportlab.lib.pagesizes import A4  # noqa: E402
from reportlab.pdfgen.canvas import Canvas  # noqa: E402

from desktop.reports.fonts import REGULAR, register_fonts  # noqa: E402
from desktop.reports.register import Volume, register, register_workbook  # noqa: E402
from desktop.reports.weekly_sheets import weekly_sheets  # noqa: E402
from desktop.reports.weekly_summary import Summary, summary_pages  # noqa: E402

PEOPLE, TASKS, LETTERS = 300, 5000, 10_000


def made_rows() -> Any:
    """Return the maker of made-up rows that the tests use."""
    spec = importlib.util.spec_from_file_location("rows", ROOT / "tests" / "reports" / "conftest.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["rows"] = module
    spec.loader.exec_module(module)
    return module.Made()


def timed(name: str, make: Callable[[], bytes]) -> bytes:
    """Print how long ``make`` takes and how large its result is."""
    start = time.perf_counter()
    data = make()
    seconds = time.perf_counter() - start
    pages = f"{_pages(data):5d} pages" if data.startswith(b"%PDF") else " " * 11
    print(f"{name:58} {seconds:7.2f} s  {len(data) / 1e6:6.1f} MB  {pages}", flush=True)
    return data


def _pages(data: bytes) -> int:
    document = pdfium.PdfDocument(data)
    try:
        return len(document)
    finally:
        document.close()


def _texts(data: bytes) -> list[str]:
    document = pdfium.PdfDocument(data)
    try:
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()


def floor(texts: Sequence[str]) -> bytes:
    """Write the same words line by line on as many pages."""
    register_fonts()
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for page in texts:
        ink = canvas.beginText(60, 800)
        ink.setFont(REGULAR, 10, 12)
        for line in page.splitlines():
            ink.textLine(line.replace("\ufffe", "-"))
        canvas.drawText(ink)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def libreoffice(workbook: bytes) -> bytes:
    """Let LibreOffice turn our XLSX register into PDF."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "register.xlsx"
        file.write_bytes(workbook)
        command = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", folder, str(file)]
        subprocess.run(command, check=True, capture_output=True)
        return file.with_suffix(".pdf").read_bytes()


def weasyprint(letters: Sequence[Any]) -> bytes:
    """Let WeasyPrint set the register's table from HTML."""
    import weasyprint as peer  # type: ignore[import-not-found]

    cells = "".join(
        f"<tr><td>{x.arrived_on}<td>{x.arrival_number}<td>{html.escape(x.issuer)}<td>{x.number}/{x.symbol}"
        f"<td>{x.issued_on}<td>{html.escape(x.subject)}<td>{x.handed_to}<td>{x.handed_on}<td><td>{x.note}"
        for x in letters
    )
    style = "@page{size:A4 landscape;margin:2cm}table{border-collapse:collapse}td{border:1px solid;font:10.5pt Tinos}"
    return bytes(peer.HTML(string=f"<style>{style}</style><table>{cells}</table>").write_pdf())


def main() -> None:
    """Print our times, the floor's, and the peers'."""
    made = made_rows()
    imprint = made.imprint()
    each = [TASKS // PEOPLE + (n < TASKS % PEOPLE) for n in range(PEOPLE)]
    sheets = [made.sheet(count - 4, 4, made.person(n)) for n, count in enumerate(each, 1)]
    letters = [made.letter(n) for n in range(1, LETTERS + 1)]
    volume = Volume(letters, date(2026, 1, 1), date(2026, 11, 21))

    def sheets_and_summary() -> bytes:
        return weekly_sheets(imprint, sheets, summary_pages(imprint, Summary(made.week, sheets)))

    week = timed(f"weekly sheets, {PEOPLE} people, {TASKS} tasks", sheets_and_summary)
    timed("  floor: the same words on a bare canvas", lambda: floor(_texts(week)))
    book = timed(f"register, {LETTERS} letters", lambda: register(imprint, volume))
    timed("  floor: the same words on a bare canvas", lambda: floor(_texts(book)))
    workbook = timed(f"register as XLSX, {LETTERS} letters", lambda: register_workbook(imprint, volume))
    if shutil.which("soffice"):
        timed("  LibreOffice: that XLSX to PDF", lambda: libreoffice(workbook))
    else:
        print("  LibreOffice: not installed")
    if importlib.util.find_spec("weasyprint"):
        timed("  WeasyPrint: the register's table (first 1,000 letters)", lambda: weasyprint(letters[:1000]))
    else:
        print("  WeasyPrint: not installed")


if __name__ == "__main__":
    main()
