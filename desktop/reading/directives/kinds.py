"""What sort of paragraph it is: an order (dated, recurring, urgent, standing, target), a note, grounds, the closing call."""

from __future__ import annotations

import re

from desktop.core.readings import Deadline, Kind, Recurrence
from desktop.reading.directives.addressees import speaks
from desktop.reading.directives.bodies import names_at, starts_with_action, starts_with_verb
from desktop.reading.directives.folded import folded

_OPENS_ITEMS = re.compile(r"(?::|(?<!\w)(?:sau|sau day|trong do|cu the|bao gom|gom))\W*$")
_URGENT = re.compile(r"khan truong|hoa toc|khan cap trien khai|ngay lap tuc|lap tuc")
_AT_ONCE = re.compile(
    r"(?:thuc hien|trien khai|bao cao|xu ly|giai quyet|kiem tra|ra soat|khac phuc|chan chinh|to chuc|tham muu|de xuat"
    r"|bo sung|don doc|dung|chi dao|huy dong|thong bao|cap nhat|hoan thanh|tien hanh|"
    r"dieu chinh|ban hanh|thu hoi|phai|can)(?: \w+){0,2} (?P<at>ngay)(?!\w)(?! (?:(?:tu|trong|sau|khi|ca|tai|cang)(?!\w)"
    r"|\d))"
)
_NOTE = re.compile(r"[\W\d_]{0,5}(?:l[uy]\w?\s?y|l\w{1,3} y(?=\s*:)|ghi\s?chu|chu\s?y)\b")
_STATEMENT = re.compile(
    r"\W*(?:(?:thanh phan|dia diem|doi tuong (?:tham du|trieu tap|tham gia)|le phi|trang phuc|so luong dai bieu)\b"
    r"|(?:thoi gian(?! (?:qua|toi|den|gan|hoan thanh|gui|nop))|doi tuong|kinh phi|hinh thuc|noi dung hop"
    r"|noi dung lam viec|so luong"
    r"|chu tri(?: hoi nghi| cuoc hop)?|dia chi|dau moi|bieu mau|thong tin lien he|giay to|chuong trinh|lich|danh sach"
    r"|dien thoai|email"
    r"|moi thong tin|moi chi tiet|thong tin chi tiet|moi vuong mac|muc chi|ket qua)\b(?: [\w,/-]+){0,6}\s*"
    r"(?::|\d|kem theo|gui kem|theo lich|tai |ke tu|tu ))"
)
_PARTICIPANTS = re.compile(r"\W*(?:thanh phan|doi tuong (?:tham du|trieu tap|tham gia))\b")
_MAY = re.compile(r"(?:^|[.;,]\s)[^.;]{0,90}(?<!\w)(?:co the)(?!\w)(?! (?:gay|xay|dan|lam|anh))")
_ATTACHED = re.compile(r"\W*\(?(?:co |gui |dinh )?(?:kem theo|dinh kem|gui kem|tai lieu kem)\b")
_STRIVE = re.compile(
    r"phan dau(?! (?:ve dich|hoan thanh tot))[^.;]{0,160}?(?:\d+(?:[.,]\d+)?\s?%|toi thieu|it nhat|tro len"
    r"|dat (?:tu )?\d|tren \d|hoan thanh)"
)
_APPRAISAL = re.compile(
    r"\W*(?:ve )?(?:danh gia|ket qua|nhan xet|tinh hinh|uu diem|ton tai|han che|khuyet diem|nguyen nhan|thuan loi"
    r"|kho khan|su can thiet|muc dich|quan diem|can cu|co so|boi canh|pham vi|thuc trang|ghi nhan"
    r"|mot so ket qua|nhung ket qua|cong tac chi dao|dac diem|ve ket qua|ve tinh hinh|bai hoc|ten goi|giai thich"
    r"|doi tuong ap dung|thoi gian qua|trong thoi gian qua)\b"
)
_PRAISE = re.compile(
    r"\W*(?:(?:ve )?(?:danh gia (?:cao|chung)|ghi nhan|bieu duong|ket qua dat duoc|ve ket qua|ve tinh hinh"
    r"|tinh hinh chung|ton tai|han che|uu diem|nguyen nhan|thoi gian qua|trong thoi gian qua)|"
    r"(?:ubnd|chu tich|uy ban|ban|so) [^,;.]{0,60}(?:ghi nhan|danh gia cao|bieu duong|hoan nghenh))\b"
)
_TASKS = re.compile(
    r"(?:nhiem vu|giai phap|chi dao|thoi gian toi|thoi gian den|to chuc thuc hien|trong tam|yeu cau|phan cong"
    r"|trach nhiem|ket luan|noi dung thuc hien|cong viec|ke hoach)"
)
_ORDERS = re.compile(
    r"(?<!\w)(?:de nghi|yeu cau|giao|phai|can|co trach nhiem|chiu trach nhiem|chu tri|phoi hop|tham muu|bao cao"
    r"|ra soat|kien toan|don doc|thuc hien|trien khai|to chuc|gui|tang cuong|tiep tuc|khan truong|chu dong"
    r"|tap trung|xay dung|hoan thanh|kiem tra|quan triet|huong dan|cu can bo|cu \w|lap|dang ky|cung cap|tuyen truyen"
    r"|day manh|bo tri|nop|tham du|tham gia|cap nhat|thong ke|nghien cuu|chuan bi|chi dao|xem xet|gop y|tra loi|"
    r"hoan tat|thong bao|theo doi|nghiem tuc|cham nhat|truoc ngay|nghiem cam|khong duoc|photo|sap xep|ban hanh"
    r"|niem yet|de xuat|xu ly|giai quyet)(?!\w)"
)
_GROUNDS = re.compile(
    r"\W*(?:can cu|thuc hien|theo|xet|tiep theo|trien khai|de |nham |qua |sau khi|hien nay|trong thoi gian qua"
    r"|thoi gian qua|vua qua|tuy nhiên|ngay \d|phuc dap|tren co so|lien quan|duoc su|hoa thuan|nhan dip|tuy nhien"
    r"|uu diem)"
)
_ASKS = re.compile(
    r"(?<!\w)(?<!duoc )(?<!ke hoach )(?<!nhu )(?:de nghi|yeu cau|giao|chi dao|kinh moi|tran trong moi|phan cong)\s+"
    r"(?!cua|nay|xay|bo sung|tai|thanh|duc|thong|dich|luu|ban|\d|theo quy|o |trong|den thoi)\w"
)
_DAY_TO_KEEP = re.compile(
    r"(?:truoc|cham nhat|den het|han cuoi|hoan thanh|muon nhat)[^.;]{0,30}?\d{1,2}\s?[/.\-]\s?\d|trong thoi han"
    r"|truoc ngay \d"
    r"|truoc \d|(?:truoc|cham nhat|hoan thanh)[^.;]{0,30}?\d{1,2} thang \d|hoan thanh trong (?:thang|quy)"
)
_GENERIC_CALL = re.compile(
    r"(?:trien khai|thuc hien|chap hanh|phoi hop|quan tam|chi dao|biet|hop tac|tham du"
    r"|luu y)(?:[ ,]+[\w\"/()-]+){0,14}\W*$"
)
_SPECIFIC = re.compile(
    r"(?<!\w)(?:gui|cu can bo|cu dai bieu|lap (?:danh sach|ke hoach)|nop|chuan bi|dang ky|cung cap|ra soat|kien toan"
    r"|xay dung|thong ke"
    r"|bao cao (?:ve|ket qua|ubnd|so|cho))(?!\w)"
)
_CONTACT = re.compile(r"[^.;]{0,60}(?:vuong mac|kho khan|thong tin|chi tiet)[^.;]{0,60}lien he")
_FORMULA = re.compile(
    r"\W*(?:nay,? (?:\w+ ){0,6}?(?:thong bao|bao cao|de nghi)|tren day la|tran trong|rat mong|kinh mong|thua lenh"
    r"|(?:vay,? )?kinh de nghi"
    r"|[^.;]{0,90}thong bao (?:de|den|toi|cho)[^.]{0,200}?(?:biet|thuc hien)|trong qua trinh|qua trinh (?:trien khai"
    r"|thuc hien)"
    r"|moi (?:vuong mac|thong tin)|neu co (?:kho khan|vuong mac|phat sinh))"
)


def opens_items(text: str) -> bool:
    """Whether ``text`` introduces the items under it: ends in ":", "sau", "trong đó"."""
    return _OPENS_ITEMS.search(folded(text).rstrip()) is not None


def is_urgent(text: str) -> bool:
    """ "khẩn trương", or "ngay" said of the action ordered; "kịp thời" alone is not."""
    flat = folded(text)
    if _URGENT.search(flat):
        return True
    return any(text[m.start("at") : m.end("at")].lower() == "ngay" for m in _AT_ONCE.finditer(flat))


def is_note_mark(text: str) -> bool:
    """Whether a paragraph opens with "Lưu ý"."""
    return _NOTE.match(folded(text)) is not None


def is_permission(text: str) -> bool:
    """ "Thống nhất chủ trương cho UBND xã …": allowed, and nobody's task."""
    return re.match(
        r"\W*(?:co ban )?(?:thong nhat|dong y|chap thuan|cho phep)\b", folded(text)
    ) is not None and not asks(text)


def is_statement(text: str) -> bool:
    """Something nobody has to carry out: place, time, participants, an attachment, a permission."""
    flat = folded(text)
    if _ATTACHED.match(flat) and not _ASKS.search(flat):
        return True
    if _PARTICIPANTS.match(flat) or is_permission(text):
        return True
    if _STATEMENT.match(flat):
        return (
            not _ASKS.search(flat)
            and re.search(r"(?:truoc|cham nhat|hoan thanh|den het) (?:ngay|trong|thang)", flat) is None
        ) or "ke tu ngay" in flat
    return _MAY.search(flat) is not None and not _ASKS.search(flat) and len(_ORDERS.findall(flat)) < 3


def is_appraisal(heading: str) -> bool:
    """Whether a heading opens an account of what was, with no tasks in it."""
    flat = folded(heading)
    if re.match(r"\W*(?:muc dich|muc tieu|quan diem|can cu|pham vi)\b", flat):
        return True
    return _APPRAISAL.match(flat) is not None and _TASKS.search(flat.split(":")[0]) is None


def praises(text: str) -> bool:
    """Whether an item tells how things stand, and orders nothing by that."""
    return _PRAISE.match(folded(text)) is not None


def asks(text: str) -> bool:
    """Whether somebody is asked for something in so many words: giao, yêu cầu, đề nghị."""
    return _ASKS.search(folded(text)) is not None


def directs(text: str) -> bool:
    """Whether an unmarked paragraph asks somebody for something: in so many words, by a day, or by naming who does what."""
    flat = folded(text)
    if _CONTACT.match(flat):
        return False
    if _ASKS.search(flat):
        return True
    if _GROUNDS.match(flat):
        return False
    return has_day_to_keep(text) or _acts(text, flat)


def _acts(text: str, flat: str) -> bool:
    """Whether it names somebody and what they do, or opens with an action; the sender's own doings are none."""
    if (
        ": " in text
        and (named := names_at(text, text.index(": ") + 2)) is not None
        and _goes_on_to_act(text, flat, named.end)
    ):
        return True
    names = names_at(text, 0)
    if names is None:
        return starts_with_action(text) and _ORDERS.match(flat) is not None
    return _goes_on_to_act(text, flat, names.end) and not speaks(flat, names.end)


def _goes_on_to_act(text: str, flat: str, end: int) -> bool:
    at = end + len(flat[end:]) - len(flat[end:].lstrip(" ,:"))
    return starts_with_verb(text, at) or _ORDERS.search(flat[end : end + 40]) is not None


def is_grounds(text: str) -> bool:
    """Whether a paragraph only says on what the letter rests."""
    flat = folded(text)
    return _GROUNDS.match(flat) is not None and _ASKS.search(flat) is None


def is_closing(text: str) -> bool:
    """Whether a last paragraph is the generic call to carry the letter out, without a day or a task of its own."""
    flat = folded(text)
    if has_day_to_keep(text):
        return False
    if _FORMULA.match(flat):
        return True
    return any(_is_generic(sentence) for sentence in re.split(r"\.\s+", flat)[:2])


def _is_generic(sentence: str) -> bool:
    return _GENERIC_CALL.search(sentence) is not None and _SPECIFIC.search(sentence) is None


def has_day_to_keep(text: str) -> bool:
    """Whether a day, or a span of days, is set somewhere in ``text``."""
    return _DAY_TO_KEEP.search(folded(text)) is not None


def strives(text: str) -> bool:
    """Whether it sets a figure to reach: "phấn đấu đến hết quý II các chỉ tiêu phải đạt tối thiểu 50 %"."""
    return _STRIVE.search(folded(text)) is not None


def order_kind(
    text: str, deadlines: tuple[Deadline, ...], recurrence: Recurrence | None, *, urgent_above: bool
) -> Kind:
    """Return the kind of an order: its own day before its own period, before urgency."""
    if deadlines:
        return "target" if _deadline_strives(text, deadlines[0]) else "dated"
    if recurrence:
        return "recurring"
    if is_urgent(text) or urgent_above:
        return "urgent"
    return "standing"


def _deadline_strives(text: str, deadline: Deadline) -> bool:
    """Whether the day stands in the clause that sets the figure."""
    at = text.find(deadline.expression)
    clause_start = max(text.rfind(";", 0, at), text.rfind(". ", 0, at)) + 1
    clause = re.split(r"[;]|\.\s", text[clause_start:].lstrip())[0]
    return strives(clause)
