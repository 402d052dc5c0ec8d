"""How long the forms take, beside a floor and the peers that are installed. Run: python -m tests.bench.reports [share]

The floor is a bare reportlab canvas that writes as many pages with as many words and nothing else: no wrapping, no
rules, no codes. The peers set the same sheets and the same register, with the same words, columns, boxes and codes:
WeasyPrint from HTML, LibreOffice headless the sheets from that HTML and the register from our own XLSX. They are no
dependency: ``apt install libreoffice-writer libreoffice-calc``, ``pipx install weasyprint``; one that is absent is told.
"""

from __future__ import annotations

import html
import importlib.util
import io
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

import pypdfium2 as pdfium  # noqa: E402
import segno  # noqa: E402
from reportlab.lib.pagesizes import A4  # noqa: E402
from reportlab.pdfgen.canvas import Canvas  # noqa: E402

from desktop.reports import labels  # noqa: E402
from desktop.reports.fonts import REGULAR, register_fonts  # noqa: E402
from desktop.reports.register import COLUMNS, Volume, _values, register, register_workbook  # noqa: E402
from desktop.reports.task_tables import show  # noqa: E402
from desktop.reports.weekly_sheets import PLAN, RESULTS, weekly_sheets  # noqa: E402
from desktop.reports.weekly_summary import Summary, summary_pages  # noqa: E402
from tests.bench.peer_process import TooMuch, run_peer  # noqa: E402
from tests.reports.conftest import Made  # noqa: E402

PEOPLE, TASKS, LETTERS = 300, 5000, 10_000
LIBREOFFICE, WEASYPRINT = "LibreOffice", "WeasyPrint"
Make = Callable[[], bytes]


@dataclass(frozen=True)
class Work:
    """A print of ours, the floor under it, and the peers that make the same (None: not installed); each makes a PDF.
    What a peer is given (HTML, XLSX) is made beforehand and not counted, nor are the words that ``floor()`` reads first."""

    name: str
    ours: Make
    floor: Callable[[], Make]
    peers: dict[str, Make | None]


def sheets_work(people: int = PEOPLE, tasks: int = TASKS) -> Work:
    """Weekly sheets of so many people with so many tasks, then the chairman's summary (the peers are spared that)."""
    made = Made()
    imprint = made.imprint()
    each = [tasks // people + (n < tasks % people) for n in range(people)]
    sheets = [
        _with_own_words(made.sheet(max(0, count - 4), min(4, count), made.person(n)), n)
        for n, count in enumerate(each, 1)
    ]

    def ours() -> bytes:
        return weekly_sheets(imprint, sheets, summary_pages(imprint, Summary(made.week, sheets)))

    page = sheets_html(imprint, sheets)
    peers = {LIBREOFFICE: _libreoffice(page.encode(), ".html"), WEASYPRINT: _weasyprint(page)}
    return Work(f"weekly sheets, {people:,} people, {tasks:,} tasks", ours, lambda: _floor(ours()), peers)


def register_work(count: int = LETTERS) -> Work:
    """The register of so many letters."""
    made = Made()
    imprint = made.imprint()
    letters = [made.letter(n, subject=_own_words(n), issuer=_ISSUERS[n % len(_ISSUERS)]) for n in range(1, count + 1)]
    volume = Volume(letters, date(2026, 1, 1), date(2026, 11, 21))

    def ours() -> bytes:
        return register(imprint, volume)

    workbook = register_workbook(imprint, volume) if shutil.which("soffice") else b""
    peers = {LIBREOFFICE: _libreoffice(workbook, ".xlsx"), WEASYPRINT: _weasyprint(register_html(letters))}
    return Work(f"register of {count:,} letters", ours, lambda: _floor(ours()), peers)


_WORDS = (  # noqa: SIM905
    "tăng cường kiểm tra rà soát báo cáo phòng cháy rừng mùa khô giảm nghèo chuyển đổi số nông thôn mới đất đai hộ tịch"
    " quốc phòng an ninh ngân sách đầu tư công y tế học đường thiên tai cứu trợ hòa giải chợ dân sinh thủy lợi"
).split()
_ISSUERS = (
    "Ủy ban nhân dân tỉnh Quảng Bình",
    "Sở Nông nghiệp và Môi trường",
    "Tỉnh ủy Quảng Bình",
    "Sở Nội vụ",
    "Bộ Y tế",
)


def _own_words(n: int, count: int = 14) -> str:
    """A subject or title of its own for each: nothing can be remembered of one for the next but its words."""
    rng = random.Random(n)
    return " ".join(rng.choice(_WORDS) for _ in range(count)) + f" năm {2020 + n % 9}"


def _with_own_words(sheet: Any, n: int) -> Any:
    def own(tasks: Any, part: int) -> tuple[Any, ...]:
        return tuple(
            replace(task, title=_own_words(n * 1000 + part + i, 8 if i % 6 != 2 else 60))
            for i, task in enumerate(tasks)
        )

    return replace(sheet, results=own(sheet.results, 0), plan=own(sheet.plan, 500))


# --- the peers' pages

_STYLE = (
    "@page{size:A4;margin:2cm 1.5cm 2cm 3cm}@page wide{size:A4 landscape;margin:2cm 1.5cm 2cm 2.5cm}"
    "body{font:11pt Tinos,'Times New Roman',serif}table{border-collapse:collapse;width:100%}td,th{border:1px solid;"
    "padding:2pt 3pt;vertical-align:top}thead{display:table-header-group}h1{font-size:14pt;text-align:center;margin:0}"
    ".head td{border:0;text-align:center;font-weight:bold}.sheet{page-break-after:always}.dots{border-bottom:1px dotted;"
    "height:7mm}.wide{page:wide;font-size:10.5pt}img{float:right;width:30mm}"
)


def sheets_html(imprint: Any, sheets: Sequence[Any]) -> str:
    """Return the weekly sheets as HTML: head, code, both tables with boxes and lines to write on, places to sign."""
    return f"<style>{_STYLE}</style>{''.join(_sheet_html(imprint, sheet) for sheet in sheets)}"


def _sheet_html(imprint: Any, sheet: Any) -> str:
    code = segno.make_qr(f"{imprint.office.uid}:{sheet.person.uid}:{sheet.week}" * 3, error="m", boost_error=False)
    parts = [
        "<div class=sheet><table class=head><tr><td>ỦY BAN NHÂN DÂN<br>XÃ AN BÌNH<td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
        f"<br>Độc lập - Tự do - Hạnh phúc</table><img src='{code.png_data_uri(scale=3)}'>",
        f"<h1>PHIẾU GIAO VIỆC TUẦN {sheet.week.number}</h1><p><b>Họ và tên: {sheet.person.name}</b><br>Chức vụ: "
        f"{sheet.person.title}<br>Đơn vị: {sheet.person.unit}</p>",
        f"<p><b>I. Kết quả tuần {sheet.week.number}</b></p>{_table_html(RESULTS, map(_task_cells, sheet.results))}",
        f"<p><b>II. Kế hoạch tuần</b></p>{_table_html(PLAN, map(_task_cells, sheet.plan))}",
        "<p><b>III. Khó khăn, kiến nghị</b></p>" + "<div class=dots></div>" * 3,
        f"<table class=head><tr><td>NGƯỜI GIAO VIỆC<td>NGƯỜI BÁO CÁO<br><br><br>{sheet.person.name}</table></div>",
    ]
    return "".join(parts)


def _task_cells(task: Any) -> list[str]:
    rest = ". ".join(x for x in (labels.short_letter(task.letter), labels.joined(task.partners), task.product) if x)
    done = task.status in labels.DONE
    boxes = labels.STATUS[task.status] if done else "☐ Xong<br>☐ Đang làm<br>☐ Vướng"
    room = html.escape(task.last_note or task.reply) + ("" if done else "<div class=dots></div>" * 2)
    what = f"{html.escape(task.title)}<br><i>{html.escape(rest)}</i>"
    return ["", what, f"{labels.due_text(task)}<br><b>{labels.late_text(task)}</b>", room, boxes]


def register_html(letters: Sequence[Any]) -> str:
    """Return the register's ten columns as HTML."""
    rows = ([html.escape(show(value)) for value in _values(letter)] for letter in letters)
    return f"<style>{_STYLE}</style><div class=wide>{_table_html(COLUMNS, rows)}</div>"


def _table_html(columns: Sequence[Any], rows: Any) -> str:
    head = "".join(f"<th style='width:{column.width}mm'>{column.title}" for column in columns)
    body = "".join("<tr>" + "".join(f"<td>{cell}" for cell in cells) for cells in rows)
    return f"<table><thead><tr>{head}</thead>{body}</table>"


def _libreoffice(data: bytes, ending: str) -> Make | None:
    """Let LibreOffice turn a file into PDF, without a window and with a profile of its own."""
    if not shutil.which("soffice"):
        return None

    def make() -> bytes:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / f"form{ending}"
            file.write_bytes(data)
            command = ["soffice", f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}", "--headless"]
            if ending == ".html":
                command += ["--infilter=HTML (StarWriter)", "--convert-to", "pdf:writer_pdf_Export"]
            else:
                command += ["--convert-to", "pdf"]
            run_peer([*command, "--outdir", folder, str(file)])
            return file.with_suffix(".pdf").read_bytes()

    return make


def _weasyprint(page: str) -> Make | None:
    """Let WeasyPrint set HTML in a process of its own: its command, else the module of this Python."""
    command = [found] if (found := shutil.which("weasyprint")) else [sys.executable, "-m", "weasyprint"]
    if found is None and importlib.util.find_spec("weasyprint") is None:
        return None

    def make() -> bytes:
        with tempfile.TemporaryDirectory() as folder:
            source, target = Path(folder) / "form.html", Path(folder) / "form.pdf"
            source.write_text(page, encoding="utf-8")
            run_peer([*command, "--quiet", "--encoding", "utf-8", str(source), str(target)])
            return target.read_bytes()

    return make


# --- the floor


def _floor(data: bytes) -> Make:
    texts = _texts(data)
    return lambda: floor(texts)


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


def _texts(data: bytes) -> list[str]:
    document = pdfium.PdfDocument(data)
    try:
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()


def pages_of(data: bytes) -> int:
    """Return how many pages a PDF has."""
    document = pdfium.PdfDocument(data)
    try:
        return len(document)
    finally:
        document.close()


def _timed(name: str, make: Make) -> float:
    start = time.perf_counter()
    data = make()
    seconds = time.perf_counter() - start
    print(f"{name:50} {seconds:8.2f} s  {len(data) / 1e6:6.1f} MB  {pages_of(data):5d} pages", flush=True)
    return seconds


def main(share: int = 1) -> None:
    """Print our times, the floor's and the peers'; ``share`` 10 takes a tenth of the people and letters."""
    for work in (sheets_work(PEOPLE // share, TASKS // share), register_work(LETTERS // share)):
        ours = _timed(work.name, work.ours)
        _timed("  floor: the same words on a bare canvas", work.floor())
        for name, peer in work.peers.items():
            if peer is None:
                print(f"  {name}: not installed")
                continue
            try:
                print(f"  {name}: {_timed(f'  {name}', peer) / ours:.1f} × as long")
            except TooMuch as stopped:
                print(f"  {name}: {stopped}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1)
