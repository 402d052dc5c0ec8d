"""A page stamped secret, from the scan folder to its refusal through the real reading: what is left is the fact, and
the file at a place that the clerk is told."""

from __future__ import annotations

import io
import threading
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from desktop.core.errors import SecretLetter, StorageError
from desktop.core.words import tr
from desktop.intake.folder import RECEIVED, REFUSED
from desktop.intake.settling import Pace
from desktop.reports.fonts import font_file
from desktop.reports.letter_form import LetterText, render_letter
from desktop.reports.scan_look import Wear, scan_pages
from desktop.services import check, inbox, letters, register, search, secret, secret_look
from desktop.services.office import Office
from desktop.services.take_in import take_in_folder
from desktop.services.watch import watch

SUBJECT = "bố trí lực lượng diễn tập khu vực phòng thủ"
PACE = Pace(look=0.02, quiet=0.04, quiet_pages=0.08, rescan=0.5)


def scanned_letter(*, stamped_page: int, pages: int = 2) -> bytes:
    """A scan whose head says SUBJECT and whose page ``stamped_page`` bears a red frame with TỐI MẬT."""
    letter = LetterText(
        issuer=("BAN CHỈ HUY QUÂN SỰ",),
        number="77",
        symbol="KH-BCH",
        place="An Bình",
        issued_on=date(2026, 11, 12),
        subject=SUBJECT,
        body=(f"Kế hoạch {SUBJECT} năm 2026 gồm các nội dung sau đây.",),
        signing=("CHỈ HUY TRƯỞNG",),
        signer="Đỗ Minh Khuê",
        recipients=("Lưu: VT",),
    )
    pdf, places = render_letter(letter)
    first = Image.fromarray(scan_pages(pdf, letter, places, Wear())[0])
    sheets = [first, *(Image.new("RGB", first.size, "white") for _ in range(pages - 1))]
    for number, sheet in enumerate(sheets, 1):
        pen = ImageDraw.Draw(sheet)
        if number > 1:
            pen.text((300, 500), f"Phụ lục kèm theo Kế hoạch {SUBJECT}", fill="black", font=face(36))
        if number == stamped_page:
            pen.rectangle((1150, 250, 1430, 340), outline=(210, 31, 43), width=5)
            pen.text((1290, 295), "TỐI MẬT", fill=(210, 31, 43), font=face(40, bold=True), anchor="mm")
    out = io.BytesIO()
    sheets[0].save(out, "PDF", resolution=200, save_all=True, append_images=sheets[1:])
    return out.getvalue()


def face(size: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(font_file("bold" if bold else "regular")), size)


@pytest.fixture
def needs_engine() -> None:
    from desktop.reading import engine

    try:
        engine.model_folder()
    except StorageError:
        pytest.skip("no model vie on this machine")


def everything_in(folder: Path) -> list[Path]:
    return sorted(p for p in folder.rglob("*") if p.is_file())


@pytest.mark.usefixtures("needs_engine")
@pytest.mark.parametrize("stamped_page", [1, 2])
@pytest.mark.parametrize("seen_at_once", [True, False])
def test_nothing_stays_but_the_fact_and_the_place(
    office: Office, stamped_page: int, seen_at_once: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also a stamp that only the whole reading meets, after the look at the file where it lay had missed it."""
    if not seen_at_once:
        monkeypatch.setattr(secret_look, "look", lambda *_: None)
    data = scanned_letter(stamped_page=stamped_page)
    (office.scan_folder / "mật.pdf").write_bytes(data)
    stop = threading.Event()
    heads: list[str] = []
    threading.Timer(90, stop.set).start()

    def changed(scan: object) -> None:
        now = inbox.scan(office, scan.id)  # type: ignore[attr-defined]
        heads.append(now.title)
        if now.state in ("refused", "ready", "unreadable"):
            stop.set()

    watch(office, changed, stop, processes=1, pace=PACE)
    (scan,) = inbox.waiting(office)
    assert (scan.state, scan.path, scan.title) == ("refused", None, "")
    shown = stamped_page == 2 and not seen_at_once
    assert any(SUBJECT in head for head in heads) == shown, "a head is shown until the stamp is met"
    assert everything_in(office.store) == []
    moved = office.scan_folder / REFUSED / "mật.pdf"
    assert moved.read_bytes() == data
    assert everything_in(office.scan_folder) == [moved]
    assert str(moved) in scan.reason
    assert "TỐI MẬT" in scan.reason
    assert "sổ văn bản mật" in scan.reason
    assert "xóa hẳn khỏi máy này" in scan.reason
    assert inbox.reading(office, scan.id) is None
    assert inbox.page_words(office, scan.id) == {}
    assert search.search(office, "diễn tập") == []
    assert check.check(office).ok
    office.close()
    for file in everything_in(office.folder):
        if file != moved:
            content = file.read_bytes()
            assert SUBJECT.encode() not in content, f"in {file.name}, if only in its free pages"
            assert "diễn tập".encode() not in content


def refused(office: Office, scan_id: int) -> None:
    error = SecretLetter("secret-stamp", tr("Văn bản đóng dấu {degree}.", degree="MẬT"), tr("Vào sổ văn bản mật."))
    secret.refuse(office, scan_id, error)


def put(office: Office, name: str) -> Path:
    file = office.scan_folder / name
    picture = Image.fromarray(np.full((400, 300), 255, np.uint8))
    picture.save(file, "PNG")
    return file


def take(office: Office) -> None:
    take_in_folder(office, pace=PACE)


def test_the_same_file_again_is_refused_at_once_and_put_with_the_other(office: Office) -> None:
    put(office, "a.png")
    take(office)
    refused(office, 1)
    put(office, "b.png")
    take(office)
    again = inbox.scan(office, 2)
    assert again.state == "refused"
    assert str(office.scan_folder / REFUSED / "b.png") in again.reason
    assert again.reason.count("Tệp gốc nằm ở") == 1
    assert [p.name for p in everything_in(office.scan_folder)] == ["a.png", "b.png"]
    assert everything_in(office.store) == []


def test_a_duplicate_taken_meanwhile_is_refused_too(office: Office) -> None:
    for name in ("a.png", "b.png"):
        put(office, name)
        take(office)
    assert (office.scan_folder / RECEIVED / "b.png").exists()
    refused(office, 1)
    copy = inbox.scan(office, 2)
    assert (copy.state, copy.duplicate_of) == ("refused", None)
    assert str(office.scan_folder / REFUSED / "b.png") in copy.reason
    assert everything_in(office.scan_folder / RECEIVED) == []
    assert check.check(office).ok


def test_a_file_that_cannot_be_moved_is_told_where_it_lies(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    put(office, "a.png")
    take(office)

    def held(*_: object) -> Path:
        raise PermissionError("held")

    monkeypatch.setattr(secret.tidy, "move_into", held)
    refused(office, 1)
    scan = inbox.scan(office, 1)
    assert scan.state == "refused"
    assert str(office.scan_folder / RECEIVED / "a.png") in scan.reason


def test_what_was_registered_from_the_head_is_voided_and_emptied(office: Office, scanned, kit) -> None:
    scan = scanned(kit.make_letter(subject=SUBJECT), complete=False)
    letter = register.register(office, scan.id)
    refused(office, scan.id)
    left = letters.letter(office, letter.id)
    assert (left.state, left.arrival_number, left.subject, left.issuer, left.number) == ("void", 1, "", "", "")
    assert "mật" in left.void_reason
    assert letters.field_readings(office, letter.id) == {}
    assert search.search(office, "diễn tập") == []
    assert inbox.scan(office, scan.id).state == "refused"
    assert inbox.accounting(office)["refused"] == 1
