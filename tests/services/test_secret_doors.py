"""A letter stamped secret at every door: it is refused where it lies, and not one byte of it is copied."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFont

from desktop.core.errors import SecretLetter, StorageError
from desktop.intake import store
from desktop.intake.folder import REFUSED
from desktop.intake.settling import Pace
from desktop.reading import glance
from desktop.reports.fonts import font_file
from desktop.services import evidence, inbox, register, secret_look
from desktop.services.office import Office
from desktop.services.take_in import Places, TakeIn, take_in_files, take_in_folder

PACE = Pace(look=0.02, quiet=0.04, quiet_pages=0.08, rescan=0.5)
RED, BLACK = (210, 31, 43), (0, 0, 0)
Draw = Callable[..., Path]


@pytest.fixture(autouse=True)
def needs_engine() -> None:
    from desktop.reading import engine

    try:
        engine.model_folder()
    except StorageError:
        pytest.skip("no model vie on this machine")


def face(size: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(font_file("bold" if bold else "regular")), size)


def page(stamp: str = "", ink: tuple[int, int, int] = RED, *, framed: bool = True) -> Image.Image:
    """A page at 200 dpi as a letter looks, with a degree of secrecy under its number, or none."""
    sheet = Image.new("RGB", (1654, 2339), "white")
    pen = ImageDraw.Draw(sheet)
    pen.text((430, 160), "BAN CHỈ HUY QUÂN SỰ", fill="black", font=face(36, bold=True), anchor="mm")
    pen.text((1180, 160), "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", fill="black", font=face(34, bold=True), anchor="mm")
    pen.text((430, 270), "Số: 77/KH-BCH", fill="black", font=face(36), anchor="mm")
    pen.text((1180, 270), "An Bình, ngày 12 tháng 11 năm 2026", fill="black", font=face(34), anchor="mm")
    for row in range(20):
        pen.text(
            (240, 700 + 60 * row), "Kế hoạch bảo vệ bí mật nhà nước và an toàn thông tin", fill="black", font=face(36)
        )
    if stamp:
        if framed:
            pen.rectangle((300, 360, 560, 450), outline=ink, width=5)
        pen.text((430, 405), stamp, fill=ink, font=face(44, bold=True), anchor="mm")
    return sheet


@pytest.fixture
def draw(tmp_path: Path) -> Draw:
    """Writes pages as one file, by default a PDF outside of the office."""

    def write(*pages: Image.Image, to: Path | None = None) -> Path:
        file = to or tmp_path / "outside" / "scan.pdf"
        file.parent.mkdir(exist_ok=True)
        kind = {".pdf": "PDF", ".tif": "TIFF", ".png": "PNG"}[file.suffix]
        more = {"save_all": True, "append_images": pages[1:]} if pages[1:] else {}
        pages[0].save(file, kind, resolution=200, **more)
        return file

    return write


@pytest.fixture
def no_copy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any copy into the store fails the test."""

    def copied(*_: object) -> store.Copy:
        raise AssertionError("bytes of a secret letter were copied")

    monkeypatch.setattr(store, "draw_in", copied)
    monkeypatch.setattr(store, "draw_bytes", copied)


def files_in(folder: Path) -> list[Path]:
    return [p for p in folder.rglob("*") if p.is_file()]


STAMPED = {
    "red frame": lambda: page("MẬT"),
    "black frame, as photocopied": lambda: page("TỐI MẬT", BLACK),
    "red, no frame": lambda: page("TUYỆT MẬT", framed=False),
    "typed alone": lambda: page("MẬT", BLACK, framed=False),
    "upside down": lambda: page("MẬT").rotate(180),
    "on its side": lambda: page("TỐI MẬT").rotate(90, expand=True),
    "slanted": lambda: page("MẬT").rotate(2.5, fillcolor="white"),
}


@pytest.mark.parametrize("how", STAMPED)
def test_a_stamp_is_seen_without_reading_the_letter(draw: Draw, how: str) -> None:
    with pytest.raises(SecretLetter, match="MẬT"):
        glance.look(draw(STAMPED[how]()))


def test_an_ordinary_letter_that_speaks_of_secrets_passes(draw: Draw) -> None:
    assert glance.look(draw(page(), page("KHẨN"), page("HỎA TỐC", BLACK))) == {"pages": 3, "next": None}


@pytest.mark.usefixtures("no_copy")
@pytest.mark.parametrize("name", ["a.pdf", "a.tif"])
def test_in_the_scan_folder_it_is_refused_before_anything_is_copied(office: Office, draw: Draw, name: str) -> None:
    """The stamp stands on the second letter of the file."""
    draw(page(), page("MẬT"), to=office.scan_folder / name)
    (scan,) = take_in_folder(office, pace=PACE)
    assert (scan.state, scan.path) == ("refused", None)
    scan = inbox.scan(office, scan.id)
    assert "sổ văn bản mật" in scan.reason
    assert str(office.scan_folder / REFUSED / name) in scan.reason
    assert files_in(office.store) == []
    assert files_in(office.scan_folder) == [office.scan_folder / REFUSED / name]
    assert inbox.accounting(office)["refused"] == 1
    action = office.db.value("SELECT action FROM audit ORDER BY id DESC LIMIT 1")
    assert action in ("take-in", "put-away")


@pytest.mark.usefixtures("no_copy")
def test_dropped_on_the_window_it_stays_where_it_is(office: Office, draw: Draw) -> None:
    file = draw(page("TỐI MẬT"))
    (scan,) = take_in_files(office, [file])
    assert scan.state == "refused"
    assert str(file) in scan.reason
    assert file.exists()
    assert files_in(office.store) == []


@pytest.mark.usefixtures("no_copy")
def test_it_is_not_attached(office: Office, draw: Draw, kit: type) -> None:
    letter = register.register_by_hand(office, {"subject": "Về tiến độ", "issuer": "UBND tỉnh"})
    with pytest.raises(SecretLetter, match="MẬT"):
        evidence.attach(office, "letter", letter.id, draw(page("MẬT")))
    assert evidence.attachments(office, "letter", letter.id) == []
    assert files_in(office.store) == []


def test_an_ordinary_file_is_attached(office: Office, draw: Draw) -> None:
    letter = register.register_by_hand(office, {"subject": "Về tiến độ", "issuer": "UBND tỉnh"})
    assert evidence.attach(office, "letter", letter.id, draw(page())).name == "scan.pdf"


def test_letters_go_before_what_is_left_of_a_long_file(
    office: Office, draw: Draw, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also a letter that comes while the long file is being looked at; and each of its pages is looked at once."""
    looked: list[tuple[str, int]] = []
    real = secret_look.look

    def look(pool: Any, path: Path, stop: Any, meanwhile: Any, first: int = 1) -> int | None:
        looked.append((path.name, first))
        if (path.name, first) == ("long.pdf", 3):
            os.utime(draw(page("KHẨN"), to=office.scan_folder / "late.pdf"), (1, 1))
        return real(pool, path, stop, meanwhile, first=first)

    monkeypatch.setattr(secret_look, "_SLICE", 2)
    monkeypatch.setattr(secret_look, "look", look)
    for age, (name, pages) in enumerate({"long.pdf": [page()] * 6 + [page("MẬT")], "short.pdf": [page()]}.items(), 1):
        os.utime(draw(*pages, to=office.scan_folder / name), (age, age))
    work = TakeIn(lambda operation: operation(office), Places.of(office), PACE)
    try:
        scans = [scan for _ in range(2) for scan in work.look(patient=False)]
    finally:
        work.close()
    assert next((scan.file, scan.state) for scan in scans) == ("short.pdf", "stored")
    assert {scan.file: scan.state for scan in scans}["long.pdf"] == "refused"
    assert looked[:3] == [("long.pdf", 1), ("short.pdf", 1), ("long.pdf", 3)]
    assert [first for name, first in looked if name == "long.pdf"] == [1, 3, 5, 7]


def test_a_table_of_degrees_is_no_stamp(draw: Draw) -> None:
    sheet = page()
    pen = ImageDraw.Draw(sheet)
    for column, text in enumerate(("MẬT", "TỐI MẬT", "TUYỆT MẬT", "MẬT ĐỘ")):
        for row in range(3):
            box = (240 + 290 * column, 440 + 66 * row, 530 + 290 * column, 506 + 66 * row)
            pen.rectangle(box, outline=BLACK, width=3)
            cell = text if row == 0 else str(12 * row)
            pen.text(((box[0] + box[2]) / 2, (box[1] + box[3]) / 2), cell, fill=BLACK, font=face(34), anchor="mm")
    assert glance.look(draw(sheet))["pages"] == 1


@pytest.mark.parametrize("ink", [(238, 172, 176), RED, (60, 60, 60)], ids=["faint", "red", "black"])
def test_a_slanted_stamp_over_text(draw: Draw, ink: tuple[int, int, int]) -> None:
    """A line of the text runs through its frame."""
    sheet = page()
    plate = Image.new("L", (300, 110), 0)
    pen = ImageDraw.Draw(plate)
    pen.rectangle((4, 4, 295, 105), outline=255, width=5)
    pen.text((150, 55), "TỐI MẬT", fill=255, font=face(48, bold=True), anchor="mm")
    turned = plate.rotate(9, expand=True, resample=Image.Resampling.BICUBIC)
    stamped = Image.new("RGB", sheet.size, "white")
    stamped.paste(ink, (600, 560), turned)
    with pytest.raises(SecretLetter, match="TỐI MẬT"):
        glance.look(draw(ImageChops.multiply(sheet, stamped)))


def test_the_terminal_reads_nothing_of_it(draw: Draw, capsys: pytest.CaptureFixture[str]) -> None:
    from desktop.cli.main import main

    class NoWindow:
        def open(self, *_: object) -> int:
            raise AssertionError

        picture = open

    file = draw(page("MẬT"))
    status = main(NoWindow(), ["read", str(file)])  # type: ignore[arg-type]
    told = capsys.readouterr()
    assert status == 1
    assert "MẬT" in told.out + told.err
    assert "BCH" not in told.out + told.err
    assert "Kế hoạch" not in told.out + told.err
    for line in told.out.splitlines():
        assert "fields" not in json.loads(line)
