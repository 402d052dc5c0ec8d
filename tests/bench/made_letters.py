"""Made-up letters of many kinds, with everything on them known: for measuring the reading of fields. No name is real."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from desktop.reports.letter_form import LetterText

Truth = dict[str, Any]
Draw = random.Random

_PLACES = ("Hòa Dương", "Sơn Khê", "Phú Lâm", "An Thịnh", "Trường Xuân", "Đắk Hà", "Quảng Phúc")
_COMMUNES = ("Thạnh Sơn", "Bình An", "Đức Hòa", "Ea Tar", "Vĩnh Thuận", "Nghĩa Lộ")
_NAMES = (
    "Vi Văn Thuận", "Lê Thị Ngọc Ánh", "Nguyễn Hữu Phước", "Trần Đức Quyền", "Y Thông Niê", "Đặng Kim Oanh",
    "Hồ Xuân Trường", "Bùi Quang Vĩnh", "Tô Hải", "Phạm Thị Mỹ Duyên", "Đinh Bá Lộc", "Võ Thành Nhân",
)  # fmt: skip
_SUBJECTS = (
    "tăng cường công tác phòng cháy, chữa cháy rừng mùa khô",
    "rà soát, thống kê hộ nghèo, hộ cận nghèo năm {y}",
    "triển khai Tháng hành động vì trẻ em",
    "báo cáo tình hình thực hiện Chương trình mục tiêu quốc gia xây dựng nông thôn mới",
    "chấn chỉnh kỷ luật, kỷ cương hành chính",
    "góp ý dự thảo Đề án phát triển kinh tế tập thể giai đoạn 2026 - 2030",
    "đẩy nhanh tiến độ cấp giấy chứng nhận quyền sử dụng đất",
)
_BODY = (
    "Thực hiện Công văn số 318/UBND-NC ngày 12/3/2025 của Ủy ban nhân dân tỉnh về tăng cường công tác quản lý nhà nước "
    "trên địa bàn, cơ quan đề nghị các đơn vị, địa phương triển khai một số nội dung sau:",
    "1. Tổ chức quán triệt, tuyên truyền sâu rộng đến cán bộ, công chức, viên chức và Nhân dân trên địa bàn bằng nhiều "
    "hình thức phù hợp; kịp thời biểu dương những cách làm hay.",
    "2. Rà soát, tổng hợp số liệu, báo cáo kết quả thực hiện trước ngày 25 hằng tháng để theo dõi, chỉ đạo.",
    "Trong quá trình thực hiện, nếu có khó khăn, vướng mắc đề nghị phản ánh kịp thời để được hướng dẫn, giải quyết./.",
)
_GROUNDS = (
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;",
    "Theo đề nghị của Chánh Văn phòng tại Tờ trình số 45/TTr-VP ngày 03 tháng 9 năm 2025,",
)


def _common(draw: Draw, **given: Any) -> dict[str, Any]:
    day = date(2025, 1, 6) + timedelta(days=draw.randrange(500))
    base: dict[str, Any] = {
        "number": str(draw.choice((draw.randrange(1, 99), draw.randrange(100, 4999)))).zfill(2),
        "issued_on": day,
        "place": draw.choice(_PLACES),
        "subject": draw.choice(_SUBJECTS).format(y=day.year),
        "body": _BODY,
        "signer": draw.choice(_NAMES),
    }
    return base | given


def department(draw: Draw) -> LetterText:
    """A plain letter of a department under a province."""
    body, code, room = draw.choice(
        (("SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", "SNNMT", "CCKL"), ("SỞ Y TẾ", "SYT", "NVY"), ("SỞ TƯ PHÁP", "STP", "VP"))
    )
    place = draw.choice(_PLACES)
    return LetterText(
        **_common(draw, place=place),
        parent=(f"UBND TỈNH {place.upper()}",),
        issuer=(body,),
        symbol=f"{code}-{room}",
        signing=draw.choice((("GIÁM ĐỐC",), ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"))),
        addressees=("Ủy ban nhân dân các xã, phường",),
        recipients=("Như trên", "Giám đốc, các PGĐ Sở", f"Lưu: VT, {room}"),
        urgency=draw.choice(("", "", "KHẨN", "HỎA TỐC", "THƯỢNG KHẨN")),
    )


def province(draw: Draw) -> LetterText:
    """A plain letter of a province to several addressees, signed for the chairman by the chief of the office."""
    place = draw.choice(_PLACES)
    return LetterText(
        **_common(draw, place=place),
        issuer=("ỦY BAN NHÂN DÂN", f"TỈNH {place.upper()}"),
        symbol=draw.choice(("UBND-NC", "UBND-KTN", "UBND-VX")),
        signing=draw.choice(
            (("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"))
        ),
        addressees=("Các sở, ban, ngành tỉnh", "Ủy ban nhân dân các xã, phường", "Công an tỉnh"),
        recipients=("Như trên", "CT, các PCT UBND tỉnh", "C, PCVP, CV (NC)", "Lưu: VT, NC"),
    )


def telegram(draw: Draw) -> LetterText:
    """A công điện: title and bold subject, then at once the body's first paragraph, no addressees' line."""
    place = draw.choice(_PLACES)
    return LetterText(
        **_common(draw, place=place, subject="Về việc chủ động ứng phó mưa lũ sau bão số 13")
        | {"body": ("Chủ tịch Ủy ban nhân dân tỉnh điện:", *_BODY) if draw.random() < 0.5 else _BODY},
        issuer=("ỦY BAN NHÂN DÂN", f"TỈNH {place.upper()}"),
        symbol="CĐ-UBND",
        type="CÔNG ĐIỆN",
        signing=("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        recipients=("Thường trực Tỉnh ủy", "Các sở, ban, ngành", "UBND các xã, phường", "Lưu: VT, KTN"),
        urgency=draw.choice(("", "HỎA TỐC", "KHẨN")),
    )


def invitation(draw: Draw) -> LetterText:
    """A giấy mời of a commune."""
    commune = draw.choice(_COMMUNES)
    return LetterText(
        **_common(draw, place=commune, subject=draw.choice(("Dự hội nghị tổng kết năm 2025", "Họp giao ban tháng 9"))),
        issuer=("ỦY BAN NHÂN DÂN", f"XÃ {commune.upper()}"),
        symbol="GM-UBND",
        type="GIẤY MỜI",
        signing=("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"),
        addressees=draw.choice((("Các ban, ngành, đoàn thể xã",), ("Bí thư chi bộ các thôn", "Trưởng thôn các thôn"))),
        recipients=("Như trên", "CT, PCT UBND xã", "Lưu: VT"),
    )


def decision(draw: Draw) -> LetterText:
    """A quyết định: grounds first, the articles after."""
    place = draw.choice(_PLACES)
    return LetterText(
        **_common(draw, place=place, subject="Về việc thành lập Tổ công tác triển khai Đề án 06 trên địa bàn tỉnh")
        | {"body": (*_GROUNDS, "Điều 1. Thành lập Tổ công tác gồm các thành viên có tên sau đây.", *_BODY[1:3])},
        issuer=("ỦY BAN NHÂN DÂN", f"TỈNH {place.upper()}"),
        symbol="QĐ-UBND",
        type="QUYẾT ĐỊNH",
        signing=("CHỦ TỊCH",),
        recipients=("Như Điều 3", "Bộ Nội vụ", "Lưu: VT, NC"),
    )


def conclusion(draw: Draw) -> LetterText:
    """A thông báo with a conclusion, of the office of a province's committee."""
    place = draw.choice(_PLACES)
    return LetterText(
        **_common(
            draw, place=place, subject="Kết luận của Phó Chủ tịch UBND tỉnh tại cuộc họp về giải ngân vốn đầu tư công"
        ),
        parent=(f"UBND TỈNH {place.upper()}",),
        issuer=("VĂN PHÒNG",),
        symbol="TB-VP",
        type="THÔNG BÁO",
        signing=("KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"),
        recipients=("Chủ tịch, các PCT UBND tỉnh", "Các sở, ban, ngành", "Lưu: VT, TH"),
    )


def resolution(draw: Draw) -> LetterText:
    """A nghị quyết of a people's council."""
    place = draw.choice(_PLACES)
    return LetterText(
        **_common(draw, place=place, subject="Về nhiệm vụ phát triển kinh tế - xã hội năm 2026")
        | {"body": (*_GROUNDS, *_BODY[1:])},
        issuer=("HỘI ĐỒNG NHÂN DÂN", f"TỈNH {place.upper()}"),
        symbol="NQ-HĐND",
        type="NGHỊ QUYẾT",
        system="council",
        signing=("CHỦ TỊCH",),
        recipients=("Ủy ban Thường vụ Quốc hội", "Đại biểu HĐND tỉnh", "Lưu: VT"),
    )


def front(draw: Draw) -> LetterText:
    """A plain letter of the Fatherland Front."""
    place = draw.choice(_PLACES)
    return LetterText(
        **_common(draw, place=place),
        issuer=("ỦY BAN MTTQ VIỆT NAM", f"TỈNH {place.upper()}"),
        symbol="MTTQ-BTT",
        system="front",
        signing=("TM. BAN THƯỜNG TRỰC", "PHÓ CHỦ TỊCH"),
        addressees=("Ủy ban MTTQ Việt Nam các xã, phường",),
        recipients=("Như trên", "Thường trực Tỉnh ủy", "Lưu: VP"),
    )


def party_letter(draw: Draw) -> LetterText:
    """A plain letter of a Party committee."""
    place = draw.choice(_PLACES)
    return LetterText(
        **_common(draw, place=place),
        parent=(f"ĐẢNG BỘ TỈNH {place.upper()}",),
        issuer=(f"TỈNH ỦY {place.upper()}",),
        symbol="CV/TU",
        system="party",
        signing=("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ"),
        addressees=("Các đảng ủy trực thuộc",),
        recipients=("Như trên", "Các đồng chí Tỉnh ủy viên", "Lưu VPTU"),
    )


def party_plan(draw: Draw) -> LetterText:
    """A kế hoạch of a commune's Party committee."""
    commune = draw.choice(_COMMUNES)
    return LetterText(
        **_common(draw, place=commune, subject="Kiểm tra, giám sát năm 2026 của Đảng ủy"),
        parent=(f"ĐẢNG BỘ TỈNH {draw.choice(_PLACES).upper()}",),
        issuer=(f"ĐẢNG ỦY XÃ {commune.upper()}",),
        symbol="KH/ĐU",
        type="KẾ HOẠCH",
        system="party",
        signing=("T/M ĐẢNG ỦY", "BÍ THƯ"),
        recipients=("Ban Thường vụ Tỉnh ủy", "Các chi bộ trực thuộc", "Lưu VPĐU"),
    )


KINDS: tuple[Callable[[Draw], LetterText], ...] = (
    department, province, telegram, invitation, decision, conclusion, resolution, front, party_letter, party_plan,
)  # fmt: skip


def made(seed: int) -> tuple[str, LetterText]:
    """Return the name of a kind and a letter of it: the kinds in turn, all else by ``seed``."""
    kind = KINDS[seed % len(KINDS)]
    return kind.__name__, kind(random.Random(seed))


def truth_of(letter: LetterText) -> Truth:
    """Return what must be read of a letter, and what is written by hand."""
    signing = list(letter.signing)
    fields = {
        "system": letter.system,
        "parent_issuer": " ".join(letter.parent) or None,
        "issuer": " ".join(letter.issuer),
        "number": letter.number,
        "symbol": letter.symbol,
        "issued_on": letter.issued_on.isoformat(),
        "place": letter.place,
        "type": letter.type.capitalize() if letter.type else "Công văn",
        "subject": letter.subject,
        "addressees": list(letter.addressees),
        "signing_authority": " ".join(signing[:-1]) or None,
        "signer_title": signing[-1],
        "signer": letter.signer,
        "recipients": list(letter.recipients),
        "urgency": letter.urgency or None,
        "secrecy": None,
    }
    return {"fields": fields, "handwritten": list(letter.by_hand)}
