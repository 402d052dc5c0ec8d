"""The sample scans: made for any day, each file what it says it is."""

from __future__ import annotations

import itertools
from datetime import date
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image

from desktop.core.calendar import WorkCalendar
from desktop.services.sample_letters import table, write_scans

TODAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def scans(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("samples") / "quét"
    write_scans(folder, TODAY, WorkCalendar())
    return folder


def test_the_set_has_every_kind(scans: Path) -> None:
    names = sorted(p.name for p in scans.iterdir())
    endings = ["pdf", "pdf", "jpg", "pdf", "tif", "png", "pdf", "pdf", "pdf", "pdf", "pdf"]
    assert names == [f"scan_{n:04d}.{ending}" for n, ending in enumerate(endings, 1)]
    assert len(table()["person"]) >= 12


def test_the_duplicate_has_the_same_bytes(scans: Path) -> None:
    assert (scans / "scan_0010.pdf").read_bytes() == (scans / "scan_0001.pdf").read_bytes()


def test_the_damaged_one_does_not_end(scans: Path) -> None:
    assert b"%%EOF" not in (scans / "scan_0011.pdf").read_bytes()[-1024:]


def test_born_digital_letters_have_text_with_days_around_today(scans: Path) -> None:
    document = pdfium.PdfDocument(scans / "scan_0001.pdf")
    text = document[0].get_textpage().get_text_bounded()
    document.close()
    assert "Số: 1846/SNV-CCHC" in text
    assert "ngày 16 tháng 11 năm 2026" in text
    assert "trước ngày 30/11/2026" in text  # nine days on is a Sunday, moved to Monday


def test_the_batch_holds_two_letters_and_the_tiff_opens(scans: Path) -> None:
    document = pdfium.PdfDocument(scans / "scan_0008.pdf")
    assert len(document) == 2
    document.close()
    with Image.open(scans / "scan_0005.tif") as image:
        assert image.mode == "1"
        assert image.n_frames >= 1


def test_the_scans_are_the_same_each_time(scans: Path, tmp_path: Path) -> None:
    again = write_scans(tmp_path, TODAY, WorkCalendar())
    assert [p.read_bytes() for p in again[:1]] == [(scans / again[0].name).read_bytes()]


def test_no_gap_is_left_unfilled(scans: Path) -> None:
    for number, name in itertools.product((1, 9), ("pdf",)):
        document = pdfium.PdfDocument(scans / f"scan_{number:04d}.{name}")
        assert "{" not in "".join(page.get_textpage().get_text_bounded() for page in document)
        document.close()
