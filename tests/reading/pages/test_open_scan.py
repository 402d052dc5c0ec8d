"""What cannot be read is told before anything large is decoded, and never by a crash."""

from __future__ import annotations

import struct
import zlib
from contextlib import closing
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from desktop.core.errors import UnreadableScan
from desktop.reading import open_file as opening
from desktop.reading.open_file import open_file, sha256


def refused(path: Path) -> str:
    with pytest.raises(UnreadableScan) as caught, closing(open_file(path)) as file:
        file.render(1, 72)
    assert str(caught.value), "there is a sentence for the person"
    return caught.value.code


def test_an_empty_file(tmp_path: Path) -> None:
    (tmp_path / "scan.pdf").write_bytes(b"")
    assert refused(tmp_path / "scan.pdf") == "empty"


def test_a_file_of_no_known_kind(tmp_path: Path) -> None:
    (tmp_path / "scan.pdf").write_bytes(b"PK\x03\x04 not a scan")
    assert refused(tmp_path / "scan.pdf") == "unknown-kind"


def test_a_missing_file(tmp_path: Path) -> None:
    assert refused(tmp_path / "scan.pdf") == "no-access"


def test_a_truncated_pdf(tmp_path: Path) -> None:
    (tmp_path / "scan.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog")
    assert refused(tmp_path / "scan.pdf") == "damaged"


def test_an_encrypted_pdf(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "scan.pdf"), encrypt="a password")
    canvas.drawString(72, 72, "hidden")
    canvas.save()
    assert refused(tmp_path / "scan.pdf") == "encrypted"


def test_too_many_pages(tmp_path: Path) -> None:
    document = pdfium.PdfDocument.new()
    for _ in range(opening.MOST_PAGES + 1):
        document.new_page(200, 200)
    document.save(tmp_path / "scan.pdf")
    document.close()
    assert refused(tmp_path / "scan.pdf") == "too-many-pages"


def png_header(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    shape = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", shape) + chunk(b"IDAT", zlib.compress(b"\0" * 64)) + chunk(b"IEND", b"")
    )


def test_a_giant_image_is_refused_by_its_header(tmp_path: Path) -> None:
    (tmp_path / "scan.png").write_bytes(png_header(30_000, 30_000))
    assert refused(tmp_path / "scan.png") == "too-large"


def test_an_image_without_its_data(tmp_path: Path) -> None:
    (tmp_path / "scan.png").write_bytes(png_header(400, 600))
    assert refused(tmp_path / "scan.png") == "damaged"


def test_a_cut_off_jpeg(tmp_path: Path) -> None:
    Image.effect_noise((800, 1100), 60).save(tmp_path / "whole.jpg")
    (tmp_path / "scan.jpg").write_bytes((tmp_path / "whole.jpg").read_bytes()[:20_000])
    assert refused(tmp_path / "scan.jpg") == "damaged"


def test_a_tiff_of_three_pages(tmp_path: Path) -> None:
    pages = [Image.new("1", (1654, 2339), 1) for _ in range(3)]
    pages[0].save(tmp_path / "scan.tiff", save_all=True, append_images=pages[1:], dpi=(200, 200), compression="group4")
    file = open_file(tmp_path / "scan.tiff")
    assert file.pages == 3
    assert file.size(3) == pytest.approx((595.4, 842.0), abs=0.5)
    assert file.render(3, 100).shape == (1170, 827, 3)
    file.close()


def test_a_photo_turned_by_its_tag(tmp_path: Path) -> None:
    tags = Image.Exif()
    tags[0x0112] = 6
    Image.new("RGB", (800, 600), "white").save(tmp_path / "photo.jpg", exif=tags)
    file = open_file(tmp_path / "photo.jpg")
    height, width, _ = file.render(1, 72).shape
    assert height > width
    file.close()


def test_transparent_paper_is_white(tmp_path: Path) -> None:
    Image.new("RGBA", (600, 850), (0, 0, 0, 0)).save(tmp_path / "scan.png")
    file = open_file(tmp_path / "scan.png")
    assert file.render(1, 72).min() == 255
    file.close()


def test_the_hash_is_of_the_bytes(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"abc")
    assert sha256(tmp_path / "a") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
