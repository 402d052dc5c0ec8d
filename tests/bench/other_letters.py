"""Made-up letters of bodies and layouts that neither the shared letters nor ``made_letters`` hold: unions, wards, special
zones, courts, banks, schools; plans, programmes, guides, proposals; the head set in many ways. No name is real."""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from made_letters import Truth
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from desktop.reports.fonts import BOLD, BOLD_ITALIC, FIRST, ITALIC, REGULAR, register_fonts
from desktop.reports.letter_form import InkPlaces

WIDTH, HEIGHT = A4
Draw = random.Random
Row = tuple[str, bool]

_PLACES = ("Trà Khê", "Lâm Viên", "Thuận Hải", "Bắc Hòa", "Cao Sơn", "Tây Giang", "Hà Xuyên", "Đông Phú", "Yên Thủy")
_COMMUNES = ("Mường Chà", "Tân Lập", "Vĩnh Lộc", "Đại Đồng", "Krông Búk", "Hải Yến", "Nậm Cắn", "Ya Xiêr", "Phú Nghĩa")
_ZONES = ("Cô Sơn", "Hòn Ngọc", "Thổ Vân")
_NAMES = (
    "Lò Văn Pành", "Hoàng Thị Bích Thủy", "Ngô Gia Khánh", "A Lăng Nhơn", "Rơ Châm H'Yéo", "Châu Ngọc Sang", "Lý A Sử",
    "Tạ Quang Đông", "Trịnh Thị Mai", "Phan Thế Vinh", "Dương Hoài Nam", "Cao Xuân Lễ", "Mai Thị Thu Hằng", "Kiều Oanh",
    "Thạch Sa Rinh", "Quách Đình Trung", "Nông Văn Dền", "Lương Thị Kim Chi",
)  # fmt: skip
_SUBJECTS = (
    "tham gia ý kiến đối với dự thảo Quy chế phối hợp trong quản lý trật tự xây dựng trên địa bàn",
    "cử cán bộ tham gia lớp bồi dưỡng nghiệp vụ năm {y}",
    "thông báo lịch ngừng, giảm cung cấp điện từ ngày 05/10/{y} đến ngày 12/10/{y}",
    "cung cấp thông tin, tài liệu liên quan đến việc giải quyết vụ án dân sự",
    "báo cáo kết quả thực hiện Nghị quyết số 28-NQ/TW ngày 23/5/2018 và phương hướng, nhiệm vụ đến năm 2030",
    "tăng cường thu hồi nợ quá hạn, lãi tồn đọng",
    "phối hợp tuyển sinh vào lớp 6 năm học {y}-{z}",
    "đăng ký danh hiệu thi đua năm {y}",
    "hướng dẫn sinh hoạt chuyên đề quý IV",
    "phòng, chống bệnh Dịch tả lợn Châu Phi",
    "mời dự Đại hội đại biểu lần thứ XVI, nhiệm kỳ {y} - {w}",
    "rà soát, thống kê người có công đang được quản lý, chi trả trợ cấp ưu đãi hằng tháng trên địa bàn các xã, phường, "
    "đặc khu phục vụ công tác chi trả không dùng tiền mặt quý IV năm {y}",
)
_TITLED = (
    "Triển khai Tháng cao điểm vệ sinh môi trường và ra quân phát quang hành lang tuyến",
    "Thực hiện Đề án sắp xếp, tổ chức lại thôn, tổ dân phố giai đoạn {y} - {w}",
    "Tổ chức Ngày hội Đại đoàn kết toàn dân tộc năm {y}",
    "Công tác kiểm tra, giám sát và thi hành kỷ luật đảng năm {z}",
    "Về việc đề nghị hỗ trợ kinh phí khắc phục thiệt hại do mưa lũ gây ra trên địa bàn",
    "Kết quả thực hiện nhiệm vụ phát triển kinh tế - xã hội tháng 9 và nhiệm vụ trọng tâm tháng 10 năm {y}",
)
_BODY = (
    "Thực hiện Kế hoạch số 214/KH-UBND ngày 08/8/2025 của Ủy ban nhân dân tỉnh về nâng cao chất lượng phục vụ người dân "
    "và doanh nghiệp, cơ quan trân trọng đề nghị các đơn vị, địa phương quan tâm triển khai các nội dung sau:",
    "1. Quán triệt đến toàn thể cán bộ, công chức, viên chức và người lao động thuộc phạm vi quản lý; phân công người "
    "theo dõi, chịu trách nhiệm từng nội dung.",
    "2. Gửi kết quả bằng văn bản trước ngày 20/10/2026 để tổng hợp, báo cáo cấp có thẩm quyền theo quy định.",
    "Rất mong nhận được sự quan tâm, phối hợp của quý cơ quan, đơn vị./.",
)
_GROUNDS = (
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;",
    "Xét đề nghị của Trưởng phòng Kinh tế tại Tờ trình số 31/TTr-PKT ngày 02 tháng 9 năm 2025,",
)


@dataclass(frozen=True)
class Other:
    """A letter and how it is set."""

    left: Sequence[Row]  # parent rows, then the issuer's own
    own: int  # at which row of ``left`` the issuer's own name begins
    number: str
    symbol: str
    place: str
    issued_on: date
    subject: str
    body: Sequence[str]
    signing: Sequence[str]
    signer: str
    recipients: Sequence[str]
    addressees: Sequence[str] = ()
    type: str = ""
    system: str = "state"
    motto: str = "state"  # state, party, youth, none
    urgency: str = ""
    by_hand: Sequence[str] = ()
    star: bool = False
    look: dict[str, Any] = field(default_factory=dict)

    @property
    def issuer(self) -> list[str]:
        """All rows of the head's left half: what stands around the seal."""
        return [text for text, _ in self.left]


def truth_of(letter: Other) -> Truth:
    """Return what must be read of a letter, and what is written by hand."""
    rows = [text for text, _ in letter.left]
    fields = {
        "system": letter.system,
        "parent_issuer": " ".join(rows[: letter.own]) or None,
        "issuer": " ".join(rows[letter.own :]),
        "number": letter.number,
        "symbol": letter.symbol,
        "issued_on": letter.issued_on.isoformat(),
        "place": letter.place,
        "type": letter.type.capitalize() if letter.type else "Công văn",
        "subject": letter.subject,
        "addressees": list(letter.addressees),
        "signing_authority": " ".join(letter.signing[:-1]) or None,
        "signer_title": letter.signing[-1],
        "signer": letter.signer,
        "recipients": list(letter.recipients),
        "urgency": letter.urgency or None,
        "secrecy": None,
    }
    return {"fields": fields, "handwritten": list(letter.by_hand)}


# ---- what is said


def _common(draw: Draw, **given: Any) -> dict[str, Any]:
    day = date(2025, 7, 1) + timedelta(days=draw.randrange(480))
    years = {"y": day.year, "z": day.year + 1, "w": day.year + 5}
    subject = draw.choice(_TITLED if given.get("type") else _SUBJECTS).format(**years)
    return {
        "number": str(draw.choice((draw.randrange(1, 99), draw.randrange(100, 9999)))).zfill(2),
        "issued_on": day,
        "subject": subject,
        "body": _BODY,
        "signer": draw.choice(_NAMES),
        "look": {
            "size": draw.choice((12, 12.5, 13)),
            "left": draw.uniform(58, 68),
            "right": draw.uniform(138, 146),
            "date": draw.choice(("number", "number", "above", "below")),
            "gap": draw.uniform(14, 18),
            "wide": draw.choice((50, 56, 62, 66)),
            "italic": draw.random() < 0.2,
            "face": draw.choice(("times", "times", "times", "times", "sans", "serif")),
            "list": draw.choice(("under", "beside")),
            "semi": draw.choice((";", ";", ",")),
            "head": draw.choice((0, 0, 0, 1)),
        },
    } | given


def _two(draw: Draw) -> tuple[str, str]:
    return draw.choice(_PLACES), draw.choice(_COMMUNES)


def ward(draw: Draw) -> Other:
    """A ward or a special zone of the two-tier order."""
    place, commune = _two(draw)
    name = draw.choice((f"PHƯỜNG {commune.upper()}", f"XÃ {commune.upper()}", f"ĐẶC KHU {draw.choice(_ZONES).upper()}"))
    where = name.split(" ", 2 if name.startswith("ĐẶC") else 1)[-1].title()
    signing = draw.choice(
        (("CHỦ TỊCH",), ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"))
    )
    return Other(
        left=(("ỦY BAN NHÂN DÂN", True), (name, True)),
        own=0,
        symbol=draw.choice(("UBND-KT", "UBND-VHXH", "UBND")),
        place=where,
        signing=signing,
        addressees=draw.choice(
            (("Các phòng chuyên môn, đơn vị sự nghiệp",), (f"Sở Nội vụ tỉnh {place}", "Công an tỉnh"))
        ),
        recipients=("Như trên", "TT Đảng ủy, TT HĐND", "CT, các PCT UBND", "Lưu: VT, KT"),
        **_common(draw),
    )


def room(draw: Draw) -> Other:
    """A room of a commune, a branch of a department, a school, a centre."""
    place, commune = _two(draw)
    parent, issuer, symbol, chief = draw.choice(
        (
            (f"UBND XÃ {commune.upper()}", "PHÒNG KINH TẾ", "PKT", "TRƯỞNG PHÒNG"),
            (f"UBND PHƯỜNG {commune.upper()}", "PHÒNG VĂN HÓA - XÃ HỘI", "VHXH", "TRƯỞNG PHÒNG"),
            ("SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", "CHI CỤC KIỂM LÂM", "CCKL-QLBVR", "CHI CỤC TRƯỞNG"),
            ("SỞ Y TẾ", "TRUNG TÂM KIỂM SOÁT BỆNH TẬT", "TTKSBT-PCBTN", "GIÁM ĐỐC"),
            (f"UBND XÃ {commune.upper()}", "TRƯỜNG TIỂU HỌC LÊ LỢI", "TH", "HIỆU TRƯỞNG"),
            ("SỞ GIÁO DỤC VÀ ĐÀO TẠO", f"TRƯỜNG THPT {commune.upper()}", "THPT", "HIỆU TRƯỞNG"),
            (f"UBND TỈNH {place.upper()}", "BAN QUẢN LÝ KHU KINH TẾ", "BQLKKT-QLDN", "TRƯỞNG BAN"),
            ("VĂN PHÒNG HĐND VÀ UBND", "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG", "TTPVHCC", "GIÁM ĐỐC"),
        )
    )
    return Other(
        left=((parent, False), (issuer, True)),
        own=1,
        symbol=symbol,
        place=draw.choice((place, commune)),
        signing=draw.choice(((chief,), (f"KT. {chief}", f"PHÓ {chief}"))),
        addressees=draw.choice(
            (("Ủy ban nhân dân các xã, phường",), ("Các đơn vị trực thuộc", "Trưởng các thôn, bản"))
        ),
        recipients=("Như trên", "Lãnh đạo đơn vị", "Lưu: VT"),
        **_common(draw),
    )


def company(draw: Draw) -> Other:
    """Electricity, a bank, insurance, the treasury, the tax office."""
    place, commune = _two(draw)
    left, own, symbol, chief = draw.choice(
        (
            (
                ((f"CÔNG TY ĐIỆN LỰC {place.upper()}", False), (f"ĐIỆN LỰC {commune.upper()}", True)),
                1,
                "ĐL-KD",
                "GIÁM ĐỐC",
            ),
            (
                (("NGÂN HÀNG CHÍNH SÁCH XÃ HỘI", False), (f"CHI NHÁNH TỈNH {place.upper()}", True)),
                1,
                "NHCS-KHNV",
                "GIÁM ĐỐC",
            ),
            (
                (("BẢO HIỂM XÃ HỘI VIỆT NAM", False), (f"BẢO HIỂM XÃ HỘI TỈNH {place.upper()}", True)),
                1,
                "BHXH-QLT",
                "GIÁM ĐỐC",
            ),
            ((("CỤC THUẾ", False), (f"THUẾ TỈNH {place.upper()}", True)), 1, "TTH-NVDTPC", "TRƯỞNG THUẾ"),
            (
                ((f"VNPT {place.upper()}", False), (f"TRUNG TÂM VIỄN THÔNG {commune.upper()}", True)),
                1,
                "TTVT-KT",
                "GIÁM ĐỐC",
            ),
        )
    )
    return Other(
        left=left,
        own=own,
        symbol=symbol,
        place=place,
        signing=draw.choice(((chief,), (f"KT. {chief}", f"PHÓ {chief}"))),
        addressees=(f"Ủy ban nhân dân xã {commune}",),
        recipients=("Như trên", "Ban Giám đốc", "Lưu: VT, KH"),
        **_common(draw),
    )


def court(draw: Draw) -> Other:
    """Court, procuracy, enforcement, police, army."""
    place, commune = _two(draw)
    left, own, symbol, signing = draw.choice(
        (
            ((("TÒA ÁN NHÂN DÂN", True), ("KHU VỰC 3", True)), 0, "TAND", ("CHÁNH ÁN",)),
            (
                (("VIỆN KIỂM SÁT NHÂN DÂN", True), ("KHU VỰC 2", True)),
                0,
                "VKS-DS",
                ("KT. VIỆN TRƯỞNG", "PHÓ VIỆN TRƯỞNG"),
            ),
            (
                (("CÔNG AN TỈNH " + place.upper(), False), (f"CÔNG AN XÃ {commune.upper()}", True)),
                1,
                "CAX-TH",
                ("TRƯỞNG CÔNG AN XÃ",),
            ),
            (
                (("BỘ CHỈ HUY QUÂN SỰ", False), (f"TỈNH {place.upper()}", False), ("PHÒNG THAM MƯU", True)),
                2,
                "PTM-QL",
                ("THAM MƯU TRƯỞNG",),
            ),
            (
                (("THI HÀNH ÁN DÂN SỰ", False), (f"TỈNH {place.upper()}", False), ("PHÒNG THADS KHU VỰC 5", True)),
                2,
                "THADS",
                ("TRƯỞNG PHÒNG",),
            ),
        )
    )
    return Other(
        left=left,
        own=own,
        symbol=symbol,
        place=place,
        signing=signing,
        addressees=(f"Ủy ban nhân dân xã {commune}",),
        recipients=("Như trên", "Lưu: HS, VT"),
        **_common(draw),
    )


def union(draw: Draw) -> Other:
    """Youth, farmers, veterans, women, labour."""
    place, commune = _two(draw)
    youth = draw.random() < 0.4
    if youth:
        left, own = (("BCH ĐOÀN TỈNH " + place.upper(), False), (f"BCH ĐOÀN XÃ {commune.upper()}", True)), 1
        symbol, signing = "CV/ĐTN", ("TM. BAN THƯỜNG VỤ", "BÍ THƯ")
    else:
        left, symbol, signing = draw.choice(
            (
                (((f"ỦY BAN MTTQ VIỆT NAM TỈNH {place.upper()}", False), ("HỘI NÔNG DÂN", True)), "CV/HNDT", None),
                (
                    ((f"ỦY BAN MTTQ VIỆT NAM XÃ {commune.upper()}", False), ("HỘI CỰU CHIẾN BINH", True)),
                    "KH/HCCB",
                    None,
                ),
                (
                    ((f"ỦY BAN MTTQ VIỆT NAM XÃ {commune.upper()}", False), ("HỘI LIÊN HIỆP PHỤ NỮ", True)),
                    "TB/HPN",
                    None,
                ),
            )
        )
        own, signing = 1, ("TM. BAN THƯỜNG VỤ", draw.choice(("CHỦ TỊCH", "PHÓ CHỦ TỊCH")))
    kind = {"KH/HCCB": "KẾ HOẠCH", "TB/HPN": "THÔNG BÁO"}.get(symbol, "")
    return _union(left, own, symbol, kind, signing, commune, youth, draw)


def _union(left: Any, own: int, symbol: str, kind: str, signing: Any, place: str, youth: bool, draw: Draw) -> Other:
    common = _common(draw, type=kind)
    return Other(
        left=left,
        own=own,
        symbol=symbol,
        place=place,
        system="front",
        motto="youth" if youth else "state",
        star=youth,
        signing=signing,
        addressees=() if kind else ("Các chi hội, chi đoàn trực thuộc",),
        recipients=("Như trên", "Thường trực Đảng ủy", "Lưu: VP"),
        **common,
    )


def party(draw: Draw) -> Other:
    """A Party committee of a commune, a board of a province's committee, its office."""
    place, commune = _two(draw)
    left, own, symbol, signing, luu = draw.choice(
        (
            (
                ((f"ĐẢNG BỘ TỈNH {place.upper()}", False), (f"ĐẢNG ỦY XÃ {commune.upper()}", True)),
                1,
                "CV/ĐU",
                ("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ THƯỜNG TRỰC"),
                "Lưu VPĐU",
            ),
            (
                ((f"TỈNH ỦY {place.upper()}", False), ("BAN TỔ CHỨC", True)),
                1,
                "CV/BTCTU",
                ("K/T TRƯỞNG BAN", "PHÓ TRƯỞNG BAN"),
                "Lưu",
            ),
            (
                ((f"TỈNH ỦY {place.upper()}", False), ("VĂN PHÒNG", True)),
                1,
                "CV/VPTU",
                ("CHÁNH VĂN PHÒNG",),
                "Lưu VPTU",
            ),
            (
                (("ĐẢNG ỦY XÃ " + commune.upper(), False), ("ỦY BAN KIỂM TRA", True)),
                1,
                "CV/UBKTĐU",
                ("T/M ỦY BAN KIỂM TRA", "CHỦ NHIỆM"),
                "Lưu UBKT",
            ),
            (
                (("ĐẢNG ỦY XÃ " + commune.upper(), False), ("BAN XÂY DỰNG ĐẢNG", True)),
                1,
                "HD/BXDĐ",
                ("TRƯỞNG BAN",),
                "Lưu BXDĐ",
            ),
        )
    )
    kind = "HƯỚNG DẪN" if symbol.startswith("HD") else ""
    return Other(
        left=left,
        own=own,
        symbol=symbol,
        place=place if "TỈNH ỦY" in left[0][0] else commune,
        system="party",
        motto="party",
        star=True,
        signing=signing,
        addressees=() if kind else ("Các chi, đảng bộ trực thuộc",),
        recipients=("Như trên", "Các đồng chí Ủy viên Ban Thường vụ", luu),
        **_common(draw, type=kind),
    )


def council(draw: Draw) -> Other:
    """A people's council of a commune, and its bodies."""
    place, commune = _two(draw)
    left, own, symbol, signing, kind = draw.choice(
        (
            (
                (("HỘI ĐỒNG NHÂN DÂN", True), (f"XÃ {commune.upper()}", True)),
                0,
                "KH-HĐND",
                ("TM. THƯỜNG TRỰC HĐND", "PHÓ CHỦ TỊCH"),
                "KẾ HOẠCH",
            ),
            (
                (("HỘI ĐỒNG NHÂN DÂN", False), (f"TỈNH {place.upper()}", False), ("BAN KINH TẾ - NGÂN SÁCH", True)),
                2,
                "BC-BKTNS",
                ("TM. BAN KINH TẾ - NGÂN SÁCH", "TRƯỞNG BAN"),
                "BÁO CÁO",
            ),
            (
                (("HỘI ĐỒNG NHÂN DÂN", True), (f"PHƯỜNG {commune.upper()}", True)),
                0,
                "NQ-HĐND",
                ("CHỦ TỊCH",),
                "NGHỊ QUYẾT",
            ),
        )
    )
    return Other(
        left=left,
        own=own,
        symbol=symbol,
        place=commune if own == 0 else place,
        system="council",
        signing=signing,
        recipients=("UBND xã", "Đại biểu HĐND", "Lưu: VT"),
        **_common(draw, type=kind) | ({"body": (*_GROUNDS, *_BODY[1:])} if kind == "NGHỊ QUYẾT" else {}),
    )


def titled(draw: Draw) -> Other:
    """Plans, programmes, guides, proposals, reports, decisions, directives of a state body."""
    place, commune = _two(draw)
    kind, code = draw.choice(
        (
            ("KẾ HOẠCH", "KH"), ("CHƯƠNG TRÌNH", "CTr"), ("HƯỚNG DẪN", "HD"), ("TỜ TRÌNH", "TTr"), ("BÁO CÁO", "BC"),
            ("QUYẾT ĐỊNH", "QĐ"), ("CHỈ THỊ", "CT"), ("THÔNG BÁO", "TB"), ("PHƯƠNG ÁN", "PA"), ("GIẤY MỜI", "GM"),
        )
    )  # fmt: skip
    province = draw.random() < 0.5
    name = f"TỈNH {place.upper()}" if province else f"XÃ {commune.upper()}"
    signing = draw.choice(
        (
            ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
            ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
            ("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"),
            ("TL. CHỦ TỊCH", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"),
        )
    )
    extra = {"body": (*_GROUNDS, "QUYẾT ĐỊNH:", "Điều 1. Phê duyệt nội dung kèm theo.", *_BODY[1:3])}
    return Other(
        left=(("ỦY BAN NHÂN DÂN", True), (name, True)),
        own=0,
        symbol=f"{code}-UBND",
        place=place if province else commune,
        signing=signing,
        recipients=("TT Tỉnh ủy; TT HĐND tỉnh (b/c)", "Các sở, ban, ngành", "UBND các xã, phường", "Lưu: VT, TH"),
        **_common(draw, type=kind) | (extra if kind == "QUYẾT ĐỊNH" else {}),
    )


def ministry(draw: Draw) -> Other:
    """A ministry or a general office: one row for the issuer; a long subject."""
    name, code = draw.choice(
        (("BỘ NỘI VỤ", "BNV-CCVC"), ("BỘ TÀI CHÍNH", "BTC-NSNN"), ("THANH TRA CHÍNH PHỦ", "TTCP-C.III"))
    )
    chief = "TỔNG THANH TRA" if name.startswith("THANH") else "BỘ TRƯỞNG"
    deputy = "PHÓ TỔNG THANH TRA" if name.startswith("THANH") else "THỨ TRƯỞNG"
    return Other(
        left=((name, True),),
        own=0,
        symbol=code,
        place="Hà Nội",
        signing=draw.choice(((f"KT. {chief}", deputy),)),
        addressees=("Các Bộ, cơ quan ngang Bộ, cơ quan thuộc Chính phủ", "Ủy ban nhân dân các tỉnh, thành phố"),
        recipients=("Như trên", "Thủ tướng Chính phủ (để b/c)", f"{chief.capitalize()} (để b/c)", "Lưu: VT, CCVC"),
        **_common(draw),
    )


KINDS: tuple[Callable[[Draw], Other], ...] = (
    ward, room, company, court, union, party, council, titled, ministry, titled,
)  # fmt: skip


def other(seed: int) -> tuple[str, Other]:
    """Return the name of a kind and a letter of it: the kinds in turn, all else by ``seed``."""
    kind = KINDS[seed % len(KINDS)]
    return kind.__name__, kind(random.Random(seed * 7919 + 13))


# ---- how it is set

_FACES = {
    "sans": ("Arimo-Regular.ttf", "Arimo-Bold.ttf", "Arimo-Italic.ttf", "Arimo-BoldItalic.ttf"),
    "serif": ("DejaVuSerif.ttf", "DejaVuSerif-Bold.ttf", "DejaVuSerif-Italic.ttf", "DejaVuSerif-BoldItalic.ttf"),
}


def _faces(name: str) -> tuple[str, str, str, str]:
    """Return regular, bold, italic and bold italic of a face; Times where the other is not installed."""
    register_fonts()
    if name not in _FACES:
        return REGULAR, BOLD, ITALIC, BOLD_ITALIC
    try:
        for file in _FACES[name]:
            if file not in pdfmetrics.getRegisteredFontNames():
                folder = "croscore/" if name == "sans" else "dejavu/"
                pdfmetrics.registerFont(TTFont(file, f"/usr/share/fonts/truetype/{folder}{file}"))
    except TTFError:
        return REGULAR, BOLD, ITALIC, BOLD_ITALIC
    return _FACES[name]  # type: ignore[return-value]


class Setter:
    """Sets one letter on A4."""

    def __init__(self, letter: Other) -> None:
        self.letter, self.look = letter, letter.look
        self.faces = _faces(self.look["face"])
        self.small = 0.88 if self.look["face"] != "times" else 1.0
        self.out = io.BytesIO()
        self.canvas = Canvas(self.out, pagesize=A4, invariant=1, initialFontName=FIRST)
        self.places = InkPlaces()
        self.page = 1
        self.left, self.right = self.look["left"] * mm, self.look["right"] * mm
        self.margin, self.edge = 30 * mm, WIDTH - 15 * mm

    def centre(self, text: str, axis: float, y: float, face: int, size: float, room: float = 0.0) -> float:
        """Draw a centred row, made to fit ``room``; return its left end."""
        size *= self.small
        width = self.canvas.stringWidth(text, self.faces[face], size)
        if room and width > room:
            size *= room / width
        self.canvas.setFont(self.faces[face], size)
        self.canvas.drawCentredString(axis, HEIGHT - y, text)
        return axis - self.canvas.stringWidth(text, self.faces[face], size) / 2

    def rule(self, axis: float, y: float, width: float) -> None:
        self.canvas.setLineWidth(0.7)
        self.canvas.line(axis - width / 2, HEIGHT - y, axis + width / 2, HEIGHT - y)

    def render(self) -> tuple[bytes, InkPlaces]:
        top = 20 * mm + 10
        if self.look["head"]:
            top += 14
        left = self._issuer(top)
        left = self._number(left + self.look["gap"])
        right = self._motto(top, left)
        if not self.letter.type:
            left = self._subject(left)
        if self.letter.urgency:
            self.places.urgency = (self.page, self.left, left + 12)
            left += 34
        self.y = max(left, right) + 16
        self._opening()
        for text in self.letter.body:
            self._flow(text)
        self._foot()
        self.canvas.save()
        return self.out.getvalue(), self.places

    def _issuer(self, y: float) -> float:
        for text, bold in self.letter.left:
            room = 2 * (self.right - 45 * mm - self.left)  # never into the right half
            self.centre(text, self.left, y, 1 if bold else 0, self.look["size"], room)
            y += 15
        if self.letter.star:
            self.centre("*" if self.letter.system == "party" else "***", self.left, y, 0, 13)
            return y
        self.rule(self.left, y - 11, 22 * mm)
        return y - 8

    def _number(self, y: float) -> float:
        letter = self.letter
        dash = letter.motto in ("party", "youth") or "/" in letter.symbol
        lead = "Số " if letter.motto == "party" else "Số: "
        number = " " * 12 if "number" in letter.by_hand else letter.number
        text = f"{lead}{number}{'-' if dash else '/'}{letter.symbol}"
        start = self.centre(text, self.left, y, 0, 13)
        if "number" in letter.by_hand:
            self.places.number = (self.page, start + self.canvas.stringWidth(lead, self.faces[0], 13) + 2, y)
        self.number_y = y
        return y

    def _motto(self, y: float, number_y: float) -> float:
        letter = self.letter
        room = 92 * mm
        if letter.motto == "party":
            self.centre("ĐẢNG CỘNG SẢN VIỆT NAM", self.right, y, 1, 14, room)
            self.rule(self.right, y + 4, 60 * mm)
            y += 22
        elif letter.motto == "youth":
            self.centre("ĐOÀN TNCS HỒ CHÍ MINH", self.right, y, 1, 14, room)
            self.rule(self.right, y + 4, 56 * mm)
            y += 22
        else:
            self.centre("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", self.right, y, 1, 12, 84 * mm)
            self.centre("Độc lập - Tự do - Hạnh phúc", self.right, y + 15, 1, 13)
            self.rule(self.right, y + 19, 52 * mm)
            y += 36
        at = {"number": max(y, number_y), "above": y, "below": max(y, number_y) + 8}[self.look["date"]]
        return self._date(at)

    def _date(self, y: float) -> float:
        letter, day = self.letter, self.letter.issued_on
        before = f"{letter.place}, ngày "
        shown = " " * 7 if "day" in letter.by_hand else f"{day.day:02d}"
        month = f"{day.month:02d}" if day.month < 3 else str(day.month)
        start = self.centre(f"{before}{shown} tháng {month} năm {day.year}", self.right, y, 2, 13)
        if "day" in letter.by_hand:
            self.places.day = (
                self.page,
                start + self.canvas.stringWidth(before, self.faces[2], 13 * self.small) + 2,
                y,
            )
        return y

    def _subject(self, y: float) -> float:
        mark = "" if self.letter.motto == "party" else "V/v "
        style = ParagraphStyle(
            "s",
            fontName=self.faces[2 if self.look["italic"] else 0],
            fontSize=12 * self.small,
            leading=14.5,
            alignment=TA_CENTER,
        )
        paragraph = Paragraph(mark + self.letter.subject, style)
        width = min(
            self.look["wide"] * mm, 2 * (self.right - 46 * mm - self.left)
        )  # a blank upright between the halves
        _, height = paragraph.wrap(width, HEIGHT)
        paragraph.drawOn(self.canvas, self.left - width / 2, HEIGHT - y - 5 - height)
        return y + 5 + height

    def _opening(self) -> None:
        letter, middle = self.letter, WIDTH / 2 + 7 * mm
        if letter.type:
            self.y += 10
            self.centre(letter.type, middle, self.y, 1, 14)
            self.y += 5
            style = ParagraphStyle(
                "t", fontName=self.faces[1], fontSize=13.5 * self.small, leading=17, alignment=TA_CENTER
            )
            paragraph = Paragraph(letter.subject, style)
            width = self.look["wide"] * 1.7 * mm
            _, height = paragraph.wrap(width, HEIGHT)
            paragraph.drawOn(self.canvas, middle - width / 2, HEIGHT - self.y - height)
            self.y += height
            self.rule(middle, self.y + 5, 36 * mm)
            self.y += 18
        if letter.addressees:
            self._addressees(middle)

    def _addressees(self, middle: float) -> None:
        names, canvas = self.letter.addressees, self.canvas
        self.y += 10
        if len(names) == 1:
            self.centre(f"Kính gửi: {names[0]}", middle, self.y, 0, 14)
        else:
            canvas.setFont(self.faces[0], 14 * self.small)
            x = self.margin + 28 * mm
            canvas.drawString(x, HEIGHT - self.y, "Kính gửi:")
            step = (
                canvas.stringWidth("Kính gửi:  ", self.faces[0], 14 * self.small)
                if self.look["list"] == "beside"
                else 16 * mm
            )
            self.y -= 17 if self.look["list"] == "beside" else 0
            for n, name in enumerate(names, 1):
                self.y += 17
                self.canvas.drawString(
                    x + step, HEIGHT - self.y, f"- {name}{'.' if n == len(names) else self.look['semi']}"
                )
        self.y += 14

    def _flow(self, text: str) -> None:
        style = ParagraphStyle(
            "b",
            fontName=self.faces[0],
            fontSize=13.5 * self.small,
            leading=18,
            firstLineIndent=10 * mm,
            alignment=TA_JUSTIFY,
        )
        paragraph = Paragraph(text, style)
        _, height = paragraph.wrap(self.edge - self.margin, HEIGHT)
        if self.y + height > HEIGHT - 22 * mm:
            self._new_page()
        paragraph.drawOn(self.canvas, self.margin, HEIGHT - self.y - height)
        self.y += height + 5

    def _new_page(self) -> None:
        self.canvas.showPage()
        self.page += 1
        self.centre(str(self.page), WIDTH / 2, 13 * mm, 0, 13)
        self.y = 22 * mm

    def _foot(self) -> None:
        letter, canvas = self.letter, self.canvas
        if HEIGHT - 20 * mm - self.y < max(16 * len(letter.recipients) + 30, 16 * len(letter.signing) + 110):
            self._new_page()
        y = self.y + 12
        axis = WIDTH - 15 * mm - 42 * mm
        canvas.setFont(self.faces[3 if letter.motto != "party" else 0], 12 * self.small)
        canvas.drawString(self.margin, HEIGHT - y, "Nơi nhận:")
        canvas.setFont(self.faces[0], 11 * self.small)
        for n, name in enumerate(letter.recipients, 1):
            mark = "." if n == len(letter.recipients) else self.look["semi"]
            canvas.drawString(self.margin, HEIGHT - y - 13.5 * n, f"- {name}{mark}")
        for n, row in enumerate(letter.signing):
            self.centre(row, axis, y + 16 * n, 1, 13.5)
        signed = y + 16 * (len(letter.signing) - 1)
        self.places.signature = (self.page, axis, signed + 44)
        self.centre(letter.signer, axis, signed + 92, 1, 14)


def render(letter: Other) -> tuple[bytes, InkPlaces]:
    """Return the letter as PDF bytes and the places for ink."""
    return Setter(letter).render()
