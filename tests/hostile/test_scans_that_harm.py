"""Files made to harm, opened by the real reading processes: each is told with its reason, and everything else goes on."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from desktop.core.calendar import WorkCalendar
from desktop.core.records import OfficeInfo
from desktop.intake.settling import Pace
from desktop.reading.process import Done, Event, HeadKnown, Job, Limits, Pool, Progressed
from desktop.reading.process_child import read_letter
from desktop.reports.letter_form import InkPlaces, LetterText, render_letter
from desktop.reports.scan_look import Wear, as_pdf, scan_pages
from desktop.services import inbox, sample_letters
from desktop.services.new import create_office
from desktop.services.office import Office
from desktop.services.read import read_pending
from desktop.services.take_in import take_in_folder

DAY = date(2026, 11, 21)
FAST = Pace(look=0.02, quiet=0.03, quiet_pages=0.03, rescan=0.2, grace=0.0)
LIMITS = Limits(memory_mb=1000, step_seconds=30.0)
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>>>>>"


def pdf_of(objects: list[bytes]) -> bytes:
    """Return a PDF of these objects, the first of which is the catalogue."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(out))
    return bytes(out) + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + end


def stream(head: bytes, data: bytes) -> bytes:
    return b"<<%b/Length %d>>\nstream\n%b\nendstream" % (head, len(data), data)


def many_pages(count: int) -> bytes:
    kids = b" ".join(b"%d 0 R" % number for number in range(3, 3 + count))
    pages = [b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"] * count
    return pdf_of([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count %d/Kids[%b]>>" % (count, kids), *pages])


def exploding(depth: int = 24) -> bytes:
    """Forms that draw the next one eight times each: six kilobytes that are 8 to the power of ``depth`` rectangles."""
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]"
    forms = [
        stream(form + b"/Resources<</XObject<</F %d 0 R>>>>" % (6 + level), b"q /F Do Q " * 8) for level in range(depth)
    ]
    leaf = stream(form, b"0 0 595 842 re f")
    pages = b"<</Type/Pages/Count 1/Kids[3 0 R]>>"
    return pdf_of([b"<</Type/Catalog/Pages 2 0 R>>", pages, PAGE, stream(b"", b"/F Do"), *forms, leaf])


def giant_image(side: int) -> bytes:
    """A black-and-white PNG of ``side`` pixels each way."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    packer, rows = zlib.compressobj(1), bytes(1 + side // 8) * 100
    pixels = b"".join(packer.compress(rows) for _ in range(side // 100)) + packer.flush()
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def drawn(look: str) -> tuple[LetterText, bytes, InkPlaces]:
    """Return a letter of the sample office, printed."""
    entry = next(entry for entry in sample_letters.table()["letter"] if entry["look"] == look)
    letter = sample_letters._letter(entry, DAY, WorkCalendar({}, frozenset(), frozenset()))
    return (letter, *render_letter(letter))


def scan_of(pages: int) -> bytes:
    """Return a scan of so many full pages, the first of which is a letter's."""
    letter, pdf, places = drawn("scan")
    pictures = scan_pages(pdf, letter, places, Wear("scan", 0.4, True, 3))
    return as_pdf([pictures[number % len(pictures)] for number in range(pages)])


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    info = OfficeInfo("ỦY BAN NHÂN DÂN XÃ AN BÌNH", "xã", "An Bình", "ỦY BAN NHÂN DÂN TỈNH AN GIANG")
    with create_office(tmp_path / "office", info, clock=lambda: datetime(2026, 11, 21, 8), actor="Văn thư") as opened:
        yield opened


def test_each_harmful_file_is_told_with_its_reason_and_the_letters_beside_it_are_read(office: Office) -> None:
    _, letter, _ = drawn("digital")
    files = {
        "1.pdf": letter,
        "2 nhiều trang.pdf": many_pages(10_000),
        "3 ảnh lớn.png": giant_image(30_000),
        "4 nổ.pdf": exploding(),
        "5 cụt.pdf": letter[: len(letter) // 2],
        "6 rỗng.pdf": b"",
        "7.pdf": letter + b"\n% the same letter, scanned again\n",
    }
    for name, content in files.items():
        (office.scan_folder / name).write_bytes(content)
    take_in_folder(office, pace=FAST)
    read_pending(office, processes=2, limits=LIMITS)
    told = {scan.file: scan for scan in inbox.waiting(office)}
    assert {name: told[name].state for name in files} == {
        name: "ready" if name in ("1.pdf", "7.pdf") else "unreadable" for name in files
    }
    assert "10000 trang" in told["2 nhiều trang.pdf"].reason
    assert "30000 × 30000" in told["3 ảnh lớn.png"].reason
    assert "dừng" in told["4 nổ.pdf"].reason or "bộ nhớ" in told["4 nổ.pdf"].reason
    assert all(told[name].reason for name in files if told[name].state == "unreadable")
    for name in ("1.pdf", "7.pdf"):
        assert inbox.draft(office, told[name].id).fields["symbol"].value


@pytest.mark.long
def test_an_annex_of_sixty_pages_does_not_hold_up_the_next_letter(tmp_path: Path) -> None:
    annex, letter = tmp_path / "annex.pdf", tmp_path / "letter.pdf"
    annex.write_bytes(scan_of(60))
    letter.write_bytes(scan_of(2))
    with Pool(2) as pool:
        pool.submit(Job(1, read_letter, annex, annex.name, 60))
        events: list[Event] = []
        while not any(isinstance(event, Progressed) for event in events):
            events += pool.pump(1.0)
        pool.submit(Job(2, read_letter, letter, letter.name, 2))
        since: list[Event] = []
        while not any(isinstance(event, HeadKnown) and event.key == 2 for event in since):
            since += pool.pump(1.0)
    read_meanwhile = [event for event in since if isinstance(event, Progressed) and event.key == 1]
    assert not any(isinstance(event, Done) for event in since)
    assert len(read_meanwhile) <= 6  # a process's start and one head, not fifty pages
