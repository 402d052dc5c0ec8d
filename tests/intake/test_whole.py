from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest

from desktop.core.errors import UnreadableScan
from desktop.intake.whole import check_whole

Make = Callable[..., Path]


def refused(path: Path) -> str:
    with pytest.raises(UnreadableScan) as told:
        check_whole(path)
    assert str(told.value.happened)
    return told.value.code


def png_of(width: int, height: int) -> bytes:
    """A PNG that only claims its size: what a decoder would have to fill is 100 MB and more."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def test_whole_files_tell_kind_and_pages(tmp_path: Path, pdf: Make, picture: Make) -> None:
    assert check_whole(pdf(tmp_path / "a.pdf", pages=3)) == {"media": "application/pdf", "pages": 3}
    assert check_whole(picture(tmp_path / "a.tif", pages=2)) == {"media": "image/tiff", "pages": 2}
    assert check_whole(picture(tmp_path / "a.jpg")) == {"media": "image/jpeg", "pages": 1}
    assert check_whole(picture(tmp_path / "a.png")) == {"media": "image/png", "pages": 1}


def test_the_name_is_not_trusted(tmp_path: Path, pdf: Make) -> None:
    path = pdf(tmp_path / "a.pdf").rename(tmp_path / "scan.jpg")
    assert check_whole(path)["media"] == "application/pdf"


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9, 0.98])
@pytest.mark.parametrize("ending", ["pdf", "tif", "jpg", "png"])
def test_a_file_that_was_cut_off_is_told(tmp_path: Path, pdf: Make, picture: Make, ending: str, share: float) -> None:
    whole = pdf(tmp_path / "a.pdf", pages=4) if ending == "pdf" else picture(tmp_path / f"a.{ending}")
    data = whole.read_bytes()
    whole.write_bytes(data[: int(len(data) * share)])
    assert refused(whole) in ("damaged", "cut-off", "empty")


def test_a_pdf_without_its_end_is_cut_off_also_when_a_viewer_would_show_it(tmp_path: Path, pdf: Make) -> None:
    path = pdf(tmp_path / "a.pdf")
    path.write_bytes(path.read_bytes().replace(b"%%EOF", b""))
    assert refused(path) in ("cut-off", "damaged")


def test_a_pdf_padded_with_zeros_is_whole(tmp_path: Path, pdf: Make) -> None:
    path = pdf(tmp_path / "a.pdf")
    path.write_bytes(path.read_bytes() + b"\0" * 9000)
    assert check_whole(path)["pages"] == 1


def test_an_empty_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").touch()
    assert refused(tmp_path / "a.pdf") == "empty"


def test_an_encrypted_pdf_is_told(tmp_path: Path, pdf: Make) -> None:
    assert refused(pdf(tmp_path / "a.pdf", password="khóa")) == "encrypted"


def test_an_image_that_would_fill_the_memory_is_told(tmp_path: Path) -> None:
    (tmp_path / "bomb.png").write_bytes(png_of(30_000, 30_000))
    assert refused(tmp_path / "bomb.png") == "too-large"


def test_a_pdf_of_ten_thousand_pages_is_told(tmp_path: Path) -> None:
    document = pypdfium2.PdfDocument.new()
    for _ in range(10_000):
        document.new_page(595, 842).close()
    document.save(tmp_path / "a.pdf")
    document.close()
    assert refused(tmp_path / "a.pdf") == "too-many-pages"


def test_what_is_no_document_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Kính gửi", encoding="utf-8")
    assert refused(tmp_path / "a.txt") == "unknown-kind"
