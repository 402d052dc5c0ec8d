"""The two-layer copy of a letter: made in a limited process, in the background or when asked for, gone with its scan."""

from __future__ import annotations

import re
import threading
from datetime import date
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from desktop.core.errors import NotFound, StorageError
from desktop.core.names import letter_file_name
from desktop.core.records import Scan
from desktop.intake.settling import Pace
from desktop.reports.letter_form import LetterText, render_letter
from desktop.reports.scan_look import Wear, as_tiff, scan_pages
from desktop.services import check, derived, inbox, page_text, register, two_layer
from desktop.services.office import Office
from desktop.services.read import read_pending
from desktop.services.take_in import take_in_files
from desktop.services.watch import watch

LETTER = LetterText(
    issuer=("SỞ NỘI VỤ",),
    parent=("ỦY BAN NHÂN DÂN", "TỈNH ĐÔNG SƠN"),
    number="415",
    symbol="SNV-VTLT",
    place="Đông Sơn",
    issued_on=date(2026, 11, 12),
    subject="số hóa tài liệu lưu trữ",
    addressees=("Ủy ban nhân dân các xã",),
    body=("Sở Nội vụ đề nghị các xã số hóa hồ sơ trước ngày 25/12/2026.",),
    signing=("GIÁM ĐỐC",),
    signer="Đỗ Minh Khuê",
    recipients=("Như trên", "Lưu: VT"),
)


@pytest.fixture(autouse=True)
def needs_engine() -> None:
    from desktop.reading import engine

    try:
        engine.model_folder()
    except StorageError:
        pytest.skip("no model vie on this machine")


def letter_tiff() -> bytes:
    pdf, places = render_letter(LETTER)
    return as_tiff(scan_pages(pdf, LETTER, places, Wear(look="tiff", skew=0.6)))


def text_of(file: Path) -> str:
    document = pdfium.PdfDocument(file)
    try:
        return " ".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def read_one(office: Office, file: Path, data: bytes) -> Scan:
    file.write_bytes(data)
    (scan,) = take_in_files(office, [file])
    read_pending(office, processes=1)
    return inbox.scan(office, scan.id)


def test_an_archive_copy_is_made_when_it_is_asked_for(office: Office, tmp_path: Path) -> None:
    scan = read_one(office, tmp_path / "a.tif", letter_tiff())
    before = inbox.scan_file(office, scan.id).read_bytes()
    letter = register.register(office, scan.id)
    copy = two_layer.archive_copy(office, letter.id)
    assert copy == derived.two_layer_file(office, scan.sha256)
    assert "số hóa tài liệu" in text_of(copy)
    assert b"CCITTFaxDecode" in copy.read_bytes()
    assert inbox.scan_file(office, scan.id).read_bytes() == before, "the original is untouched"
    saved = two_layer.save_archive_copy(office, letter.id, tmp_path / letter_file_name(letter))
    assert saved.name == "0001_415-SNV-VTLT.pdf"
    assert saved.read_bytes() == copy.read_bytes()
    made = copy.stat().st_mtime_ns
    assert two_layer.archive_copy(office, letter.id).stat().st_mtime_ns == made
    assert check.check(office).ok
    shown = page_text.of_file(office, inbox.scan_file(office, scan.id))
    assert "SNV-VTLT" in " ".join(word.text for line in shown.pages[1] for word in line)
    assert page_text.of_file(office, tmp_path / "a.tif").pages == {}, "only the store's own files are known"


def test_a_pdf_with_its_own_text_is_its_own_copy(office: Office, tmp_path: Path) -> None:
    pdf, _ = render_letter(LETTER)
    letter = register.register(office, read_one(office, tmp_path / "a.pdf", pdf).id)
    assert two_layer.archive_copy(office, letter.id).read_bytes() == pdf
    assert not (office.store / derived.FOLDER).exists()


def test_a_copy_goes_with_what_was_read(office: Office, tmp_path: Path) -> None:
    scan = read_one(office, tmp_path / "a.tif", letter_tiff())
    letter = register.register(office, scan.id)
    copy = two_layer.archive_copy(office, letter.id)
    register.void(office, letter.id, "nhầm")
    inbox.reread(office, scan.id)
    assert not copy.exists()
    assert inbox.page_words(office, scan.id) == {}


def test_a_letter_without_scan_has_none(office: Office) -> None:
    letter = register.register_by_hand(office, {"subject": "giấy"})
    with pytest.raises(NotFound):
        two_layer.archive_copy(office, letter.id)


def test_a_copy_without_original_is_told_and_removed(office: Office) -> None:
    stray = derived.two_layer_file(office, "ab" * 32)
    stray.parent.mkdir()
    stray.write_bytes(b"%PDF-")
    assert [stray.name in str(problem) for problem in check.check(office).problems] == [True]
    assert check.repair(office)
    assert not stray.exists()
    assert check.check(office).ok


def test_watching_makes_it_in_the_background(office: Office) -> None:
    (office.scan_folder / "a.tif").write_bytes(letter_tiff())
    stop = threading.Event()
    ready: list[Scan] = []
    threading.Timer(60, stop.set).start()

    def changed(scan: Scan) -> None:
        if scan.state == "ready":
            ready.append(scan)

    def look() -> None:
        while not stop.is_set():
            if any((office.store / derived.FOLDER).glob("*.pdf")):
                stop.set()
            stop.wait(0.05)

    seen = threading.Thread(target=look)
    seen.start()
    watch(office, changed, stop, processes=1, pace=Pace(look=0.02, rescan=0.5))
    seen.join()
    assert "số hóa" in text_of(derived.two_layer_file(office, ready[0].sha256))
    assert re.fullmatch(r"[0-9a-f]{64}\.pdf", next((office.store / derived.FOLDER).iterdir()).name)
