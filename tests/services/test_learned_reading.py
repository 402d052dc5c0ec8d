"""What the clerk typed once is read right the next time, through the real processes; what she let stand teaches nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from desktop.reports.letter_form import LetterText, render_letter
from desktop.reports.scan_look import Wear, as_image, scan_pages
from desktop.services import catalogues, inbox, register
from desktop.services.office import Office
from desktop.services.read import read_pending
from desktop.services.take_in import take_in_files

NAME, PARENT = "BAN QUẢN LÝ HỒ ĐẬP KHE TRẮM", "ỦY BAN NHÂN DÂN XÃ TỊNH THIỆN"


def worn_letter(folder: Path, number: str) -> Path:
    """A letter whose head has lost marks on the way to this paper."""
    letter = LetterText(
        parent=("ỦY BAN NHÂN DÂN", "XÃ TỊNH THIÊN"),
        issuer=("BAN QUẢN LÝ HÔ ĐẬP", "KHE TRÂM"),
        number=number,
        symbol="BQL-KT",
        place="Tịnh Thiện",
        issued_on=date(2026, 11, 12),
        subject="kiểm tra hồ chứa nước trước mùa mưa bão",
        addressees=("Ủy ban nhân dân các xã",),
        body=("Ban Quản lý đề nghị các xã kiểm tra hồ chứa nước.",),
        signing=("TRƯỞNG BAN",),
        signer="Đỗ Minh Khuê",
        recipients=("Như trên", "Lưu: VT"),
    )
    pdf, places = render_letter(letter)
    file = folder / f"scan-{number}.png"
    file.write_bytes(as_image(scan_pages(pdf, letter, places, Wear(seed=int(number)))[0], "PNG"))
    return file


def read_next(office: Office, folder: Path, number: str) -> tuple[int, dict[str, str]]:
    (scan,) = take_in_files(office, [worn_letter(folder, number)])
    read_pending(office, processes=1)
    fields = inbox.draft(office, scan.id).fields
    return scan.id, {name: str(fields[name].value) for name in ("issuer", "parent_issuer")}


def test_a_correction_teaches_the_next_reading(office: Office, tmp_path: Path) -> None:
    first, seen = read_next(office, tmp_path, "11")
    assert seen["issuer"] != NAME
    register.register(office, first)
    assert catalogues.learned(office) == [], "what was not typed is not learned"
    second, seen = read_next(office, tmp_path, "12")
    assert seen["issuer"] != NAME
    register.register(office, second, values={"issuer": NAME, "parent_issuer": PARENT})
    assert catalogues.learned(office) == [(NAME, PARENT)]
    _, seen = read_next(office, tmp_path, "13")
    assert seen == {"issuer": NAME, "parent_issuer": PARENT}


def test_the_last_typed_spelling_counts(office: Office, kit: type) -> None:
    letter = register.register_by_hand(office, {"issuer": "SỞ NÔI VỤ", "subject": "a"})
    register.correct(office, letter.id, {"issuer": "SỞ NỘI VỤ"})
    assert [issuer.name for issuer in catalogues.issuers(office)] == ["SỞ NỘI VỤ"]


@pytest.fixture(autouse=True)
def needs_engine() -> None:
    from desktop.core.errors import StorageError
    from desktop.reading import engine

    try:
        engine.model_folder()
    except StorageError:
        pytest.skip("no model vie on this machine")


def test_the_office_s_own_kind_tells_what_concerns_it(office: Office, tmp_path: Path) -> None:
    letter = LetterText(
        issuer=("ỦY BAN NHÂN DÂN", "TỈNH ĐÔNG SƠN"),
        number="214",
        symbol="UBND-NC",
        place="Đông Sơn",
        issued_on=date(2026, 11, 12),
        subject="rà soát hộ nghèo",
        addressees=("Ủy ban nhân dân các xã, phường",),
        body=(
            "Thực hiện Kế hoạch số 5/KH-UBND ngày 02/9/2026, Chủ tịch UBND tỉnh yêu cầu các địa phương như sau:",
            "1. UBND các phường rà soát hộ nghèo, báo cáo kết quả trước ngày 25/11/2026.",
            "2. UBND các xã rà soát hộ cận nghèo, báo cáo kết quả trước ngày 25/11/2026./.",
        ),
        signing=("CHỦ TỊCH",),
        signer="Đỗ Minh Khuê",
        recipients=("Như trên", "Lưu: VT"),
    )
    file = tmp_path / "letter.pdf"
    file.write_bytes(render_letter(letter)[0])
    (scan,) = take_in_files(office, [file])
    read_pending(office, processes=1)
    reading = inbox.reading(office, scan.id)
    assert reading is not None
    told = {d.path: d.concerns_commune for d in reading.letters[0].directives}
    assert office.info.kind == "xã"
    assert (told["1"], told["2"]) == ("no", "yes")
