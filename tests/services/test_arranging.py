"""Pages turned, taken apart and put together: new scans, the originals untouched, nothing lost."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageDraw

from desktop.core.arranging import PagePart
from desktop.core.errors import RuleError, SecretLetter
from desktop.core.records import Scan
from desktop.core.words import tr
from desktop.services import arranging, inbox, register, secret
from desktop.services.check import check
from desktop.services.office import Office
from desktop.services.take_in import take_in_files


def pdf(folder: Path, name: str, sizes: list[tuple[int, int]]) -> Path:
    made = pdfium.PdfDocument.new()
    for width, height in sizes:
        made.new_page(width, height)
    folder.mkdir(exist_ok=True)
    made.save(folder / name)
    return folder / name


def take(office: Office, file: Path) -> Scan:
    (scan,) = take_in_files(office, [file])
    return scan


def sizes(office: Office, scan: Scan) -> list[tuple[int, int]]:
    document = pdfium.PdfDocument(inbox.scan_file(office, scan.id))
    found = [tuple(round(v) for v in page.get_size()) for page in document]
    document.close()
    return found  # type: ignore[return-value]


def hashes(office: Office) -> dict[Path, str]:
    return {f: hashlib.sha256(f.read_bytes()).hexdigest() for f in office.store.rglob("*") if f.is_file()}


def test_a_batch_is_taken_apart_and_its_original_stays(office: Office, tmp_path: Path) -> None:
    scan = take(office, pdf(tmp_path / "in", "batch.pdf", [(300, 400), (310, 410), (320, 420)]))
    before = hashes(office)
    first, second = arranging.arrange(
        office, [PagePart(scan.id, 1, first=True), PagePart(scan.id, 2), PagePart(scan.id, 3, first=True)]
    )
    assert (sizes(office, first), sizes(office, second)) == ([(300, 400), (310, 410)], [(320, 420)])
    assert [s.file for s in (first, second)] == ["batch-1.pdf", "batch-2.pdf"]
    assert [s.id for s in inbox.waiting(office)] == [first.id, second.id]
    assert [s.id for s in inbox.to_read(office)] == [first.id, second.id]
    assert before.items() <= hashes(office).items()
    assert check(office).ok


def test_two_scans_become_one_and_a_page_is_turned(office: Office, tmp_path: Path) -> None:
    one = take(office, pdf(tmp_path / "in", "one.pdf", [(300, 400)]))
    two = take(office, pdf(tmp_path / "in", "two.pdf", [(200, 500)]))
    (joined,) = arranging.arrange(office, [PagePart(two.id, 1, 90), PagePart(one.id, 1)])
    assert sizes(office, joined) == [(500, 200), (300, 400)]
    assert joined.file == "two.pdf"
    assert arranging.parts(office, joined.id) == [PagePart(two.id, 1, 90), PagePart(one.id, 1)]
    assert "sắp xếp lại" in inbox.scan(office, one.id).reason
    assert sum(inbox.accounting(office).values()) == 2 * inbox.accounting(office)["taken_in"]


def test_pictures_keep_their_pixels(office: Office, tmp_path: Path) -> None:
    picture = Image.new("RGB", (827, 1169), "white")
    ImageDraw.Draw(picture).rectangle((100, 200, 300, 260), fill=(10, 120, 200))
    (tmp_path / "in").mkdir()
    picture.save(tmp_path / "in" / "page.png", dpi=(100, 100))
    scan = take(office, tmp_path / "in" / "page.png")
    (turned,) = arranging.arrange(office, [PagePart(scan.id, 1, 180)])
    document = pdfium.PdfDocument(inbox.scan_file(office, turned.id))
    (image,) = document[0].get_objects()
    kept = image.get_bitmap(render=False).to_pil().convert("RGB")
    assert (kept.size, kept.tobytes()) == (picture.size, picture.tobytes())
    assert document[0].get_rotation() == 180
    assert round(document[0].get_width()) == round(827 * 72 / 100)
    document.close()


def test_a_jpeg_is_taken_over_byte_by_byte(office: Office, tmp_path: Path) -> None:
    made = io.BytesIO()
    Image.effect_noise((400, 600), 60).save(made, "JPEG")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "page.jpg").write_bytes(made.getvalue())
    scan = take(office, tmp_path / "in" / "page.jpg")
    (turned,) = arranging.arrange(office, [PagePart(scan.id, 1, 90)])
    assert made.getvalue() in inbox.scan_file(office, turned.id).read_bytes()


@pytest.mark.parametrize("lost", ["a page left out", "a page twice", "nothing changed"])
def test_nothing_scanned_is_lost_by_arranging(office: Office, tmp_path: Path, lost: str) -> None:
    scan = take(office, pdf(tmp_path / "in", "two.pdf", [(300, 400), (310, 410)]))
    first, second = PagePart(scan.id, 1), PagePart(scan.id, 2)
    wanted = {"a page left out": [first], "a page twice": [first, second, second], "nothing changed": [first, second]}
    with pytest.raises(RuleError):
        arranging.arrange(office, wanted[lost])
    assert [s.id for s in inbox.waiting(office)] == [scan.id]


def test_a_registered_scan_is_not_arranged_any_more(office: Office, tmp_path: Path) -> None:
    scan = take(office, pdf(tmp_path / "in", "two.pdf", [(300, 400), (310, 410)]))
    register.register(office, scan.id, values={"number": "12", "symbol": "UBND", "issuer": "UBND TỈNH ĐÔNG SƠN"})
    with pytest.raises(RuleError, match="đã vào sổ"):
        arranging.arrange(office, [PagePart(scan.id, 1, 90), PagePart(scan.id, 2)])


def test_what_a_secret_scan_was_put_together_from_goes_with_it(office: Office, tmp_path: Path) -> None:
    one = take(office, pdf(tmp_path / "in", "one.pdf", [(300, 400)]))
    two = take(office, pdf(tmp_path / "in", "two.pdf", [(200, 500)]))
    (joined,) = arranging.arrange(office, [PagePart(one.id, 1), PagePart(two.id, 1)])
    (turned,) = arranging.arrange(office, [PagePart(joined.id, 1, 90), PagePart(joined.id, 2)])
    secret.refuse(office, turned.id, SecretLetter("secret", tr("Văn bản mật.")))
    assert [f for f in office.store.rglob("*") if f.is_file()] == []
    assert {inbox.scan(office, i).state for i in (one.id, two.id, joined.id, turned.id)} == {"refused"}
