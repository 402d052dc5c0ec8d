"""Offices and officials as they are named in letters: where a name ends, and where a list of them is cut."""

from __future__ import annotations

import re
from dataclasses import dataclass

from desktop.reading.directives.folded import folded

_MANY = r"(?:tat ca |toan bo |mot so )?(?:cac |nhung )?(?:dong chi |ong |ba )?"
#: first words of a name that stands for itself, so that a list is cut before it
_STRONG = (
    r"so (?!lieu|luong|nguoi|tien|ho so)\w|ubnd|ub mttq|ubmttq|uy ban|hdnd|hoi dong|thuong truc|chu tich|pho chu tich"
    r"|thu truong|giam doc"
    r"|pho giam doc|van phong|chanh van phong|chanh thanh tra|cong an|bo truong|bo (?!tri|sung|phan|tieu chi|sau)\w"
    r"|bch|ban chi huy|ban \w"
    r"|phong (?!chong|ngua|trao|,|;)\w|don bien phong|bo doi|doan (?!ket|the|,)\w|tinh doan|huyen doan|thanh doan"
    r"|xa doan"
    r"|dai \w|bao (?!cao|dam|ve|gom|luc|lu|ton)\w|trung tam|benh vien|truong \w|hieu truong|cong ty|tong cong ty"
    r"|tap doan|toa an"
    r"|vien kiem sat|vien \w|cuc \w|chi cuc|tong cuc|kho bac|bao hiem xa hoi|bhxh|ngan hang|thanh tra|chinh quyen"
    r"|he thong chinh tri"
    r"|cap uy|dang uy|tinh uy|thanh uy|huyen uy|chi bo|dang bo|mat tran|lien doan|hiep hoi|lien minh|hoi \w"
    r"|chu dau tu|nha thau"
    r"|ban quan ly|bi thu|pho bi thu|khoi truong|to truong|pho truong|buu dien|hat kiem lam|dien luc|tram \w"
    r"|truong thon"
    r"|vkssnd|vksnd|tand|bqtt|cct|ubkt|ubmt|mttq|lanh dao (?:ubnd|so|cac|phong|don vi|huyen|tinh|uy ban|ban|van phong"
    r"|dang uy|cuc|vien)|can bo|cong chuc|dai bieu|thanh vien|van phong"
)
#: words that make a name only behind "các"
_PLURAL = (
    r"so|co quan|don vi|dia phuong|to chuc|phong|ban|nganh|doan the|hoi|xa|phuong|thi tran|dac khu|huyen|thanh pho"
    r"|thi xa|tinh|truong"
    r"|doanh nghiep|co so|chi|dang bo|chi bo|khoi|to|thon|bo|trung tam|benh vien|thanh vien|chu dau tu|cap|cong dong|ho"
)
_GENERIC = r"co quan|don vi|dia phuong|nguoi dung dau|nguoi dan|to chuc, ca nhan|chinh quyen dia phuong"
_HEAD = re.compile(rf"{_MANY}(?:{_STRONG}|{_GENERIC})|(?:cac|nhung) (?:dong chi )?(?:{_PLURAL})\b")
_CUT_HEAD = re.compile(
    rf"(?:cac |nhung )?(?:dong chi )(?:{_STRONG}|\w)|{_MANY}(?:{_STRONG})|(?:cac|nhung) (?:{_PLURAL})\b"
)
#: what may go on in small letters inside one name's list: "các sở, ban, ngành"
_LIST_WORD = re.compile(
    r"(?:ban|nganh|so|phong|don vi|co quan|dia phuong|doan the|hoi|to chuc|phuong|thi tran|thi xa|thanh pho|huyen|xa"
    r"|dac khu|tinh|khu|thon|to"
    r"|truong|cong ty|doanh nghiep|giup viec|hoi|dang bo|chi bo|chinh tri|ca nhan|linh vuc|khoi|hop tac xa"
    r"|ho kinh doanh|trung tam|benh vien"
    r"|cap|vung|quan|ban quan ly|nguoi|chua benh|kham benh)\b"
)
_COLON_LIST = re.compile(
    r"(?:\w+ )?(?:so|phong|ban|nganh|bo|xa|phuong|huyen|don vi|co quan|hoi|truong|cong ty"
    r"|truong cac phong)(?:, \w+)*\s*$"
)

#: verbs and set phrases at which a name ends; looked for in small letters only
_VERBS = (
    "theo chuc nang|theo nhiem vu|theo tham quyen|theo linh vuc|theo phan|theo quy dinh|theo doi|can cu|tren co so"
    "|trong pham vi|trong qua trinh|co trach nhiem"
    "|chiu trach nhiem|co ke hoach|voi trach nhiem|voi vai tro|voi chuc nang|tuy theo|ngoai viec|sau khi|tu nay"
    "|dinh ky|hang thang|hang quy|hang nam|hang tuan"
    "|hang ngay|chu tri|phoi hop|phoi, hop|khan truong|tiep tuc|thuc hien|tang cuong|nghien cuu|tham muu|thuong xuyen"
    "|tiep thu|nghiem tuc|trien khai|bao cao"
    "|ra soat|huong dan|kiem tra|don doc|giam sat|chi dao|day manh|tap trung|chu dong|kip thoi|quan triet|quan tam"
    "|to chuc|lap|gui|cu|bo tri|cung cap"
    "|tuyen truyen|xay dung|ban hanh|hoan thanh|hoan thien|kien toan|phan cong|cap nhat|thong ke|tong hop|de xuat"
    "|danh gia|xac dinh|giai quyet|xu ly"
    "|thong bao|duy tri|dam bao|bao dam|phat huy|neu cao|nang cao|dang ky|sap xep|tranh thu|truc tiep|uu tien"
    "|khac phuc|thao go|van dong|huy dong"
    "|thanh lap|trinh (?=ubnd|hdnd|uy ban|cap|chu tich|co quan|thuong truc|ban|hoi dong)|de nghi|yeu cau"
    "|giao(?! thong| duc| dich| luu| thuong| vien)|phan dau|quyet liet|tich cuc|luu y|xem xet|ho tro|thi hanh (?!an)"
    "|thu hoi|niem yet|cong bo|cong khai|cong nhan"
    "|lua chon|lien he|su dung|tra loi|y kien|tham gia|gop y|lap danh sach|chuan bi|chia nho|chia thanh|bam sat|nam bat|nhan dien"
    "|tham dinh|phe duyet|quyet dinh"
    "|biet|duoc biet|luc|lam ro|lam tot|lam viec|noi dung|ve viec|cham nhat|truoc ngay|trong thang|trong thoi"
    "|de (?=kip|tong"
    "|theo|xem|duoc|bao|trien|thuc|phuc|chi|biet)"
    "|khong (?=de|duoc|to|su|ban|thuc)|co lien quan de|nhanh chong|tu kiem tra|tu ra soat|tu to chuc|doi chieu"
    "|thanh tra, kiem tra|truy quet|cam ket|nop|thu nop|cap phat|phat dong|mo "
    "|hoc tap|lanh dao|dieu hanh|phan anh|phan cong|khai thac|quan ly chat|quan ly va|tiep nhan"
    "|dua (?=noi dung|viec|cac|ket qua|vao|tin)"
    "|don dep|ung pho|ung dung|trong viec|trong cong tac|rut kinh|nghiem thu|giu vung|cu can bo|chap hanh"
    "|tham du|du hop|chi tra|tra ket qua|dang tai|dang tin|lap ke hoach|len ke hoach|tuan tra|hoa giai|thong nhat"
    "|ky ket|phat hien|ngan chan|phong ngua|xu phat|thu gom|dieu tra|xac minh|lap bien ban|ban giao|cham soc|so tan"
    "|di doi|truc ban|canh bao|cai tao|nang cap|sua chua|nao vet|doi moi|cai thien|quyet toan|thanh toan|giai ngan"
    "|nhac nho|xep loai|khen thuong|ket noi|mo rong|thu hut|khuyen khich|khai bao|tiep don|don tiep|cap giay|xac nhan"
    "|tuyen chon|tuyen dung|rut ngan|kiem soat|chan chinh|dam nhan|dat duoc|phan bo|sap dat|phan loai|lap ho so"
    "|lap phuong an|lap du toan|lam dau moi|la dau moi"
    "|la co quan|nhan duoc|thuc thi|cu the hoa|hoan tat|hoan chinh|photo|sao gui|truyen thong|pho bien"
)
#: the blank before what must follow ("trinh (?=ubnd …)") belongs to what follows: the verb itself ends at its last letter
_FOLLOWED = re.sub(r" \(\?=([^()]*)\)", r"(?= (?:\1))", _VERBS)
_VERB = re.compile(rf"(?<![\w-])(?:{_FOLLOWED})(?![\w])".replace(" |", "|"))
_MARKED_VERB = re.compile(
    r"(?<![\w-])(?:cần|phải|nếu|thì|để|đã|sẽ|hãy|nên|vẫn|cùng|tự|cho|mỗi|có(?! liên quan| thẩm quyền| chức năng"
    r"| nhu cầu| đất| nhiệm vụ| rừng| tên)|khi|từ|do|là(?! thành viên)|qua|về việc"
    r"|về)(?!\w)"
)
#: a verb that belongs to the name because of the word before it
_ASIDE = re.compile(r"\([^()]*\)")
_NOT_AFTER = re.compile(r"(?:duoc|dang|lien quan den|nha|viec|dau tu|dien(?=\s+$))\s+$")
_IN_A_NAME = re.compile(
    r"(?:(?:dong chi|cac) lanh dao|(?<!dia )(?<!, )ban (?:chi dao|kiem tra|to chuc|giam sat|dieu hanh|xay dung"
    r"|tuyen truyen|tiep nhan)"
    r"|co quan (?:tham muu|kiem tra|thi hanh|dieu tra|giam sat|quan ly)|chuyen trach tham muu)(?!\w)"
)
_NOUN_ORG = re.compile(r"(?:cac|nhung|tung|moi|co quan,|don vi,|nganh,|doan the,|nganh va|va|co quan va|cua)\s+$")
_ORG_ACTS = re.compile(
    r"to chuc (?:thuc hien|trien khai|ra soat|quan triet|hoi|hop|lay|kiem|tuyen|hoc|tot|lam|cac|thuc|phat|le|giao|dau"
    r"|cuong|thu|nghiem|tap|don|truc|san|huong|boi|dieu|ky|ngay)"
)
_ORG_NAMED = re.compile(
    r"to chuc(?:$|[,;.)]| (?:chinh tri|doan the|co lien quan|lien quan|ca nhan|hoi\b|kinh te|tin dung|dang|xa hoi"
    r"|quan chung|phi|su nghiep"
    r"|va |co so|thanh vien|nha nuoc|can bo|cong doan|bo may|khac))"
)


def find_head(text: str, start: int = 0) -> bool:
    """Whether an office's name begins at ``start``."""
    flat = folded(text)
    found = _HEAD.match(flat, start)
    return found is not None and not re.match(
        r"(?:bao cao|phong chong|so lieu|ban hanh|bo sung|bo tri|doan ket|truong hop|hoi nghi)", flat[start:]
    )


def name_end(text: str, start: int = 0) -> int:
    """Return where the name or list of names that begins at ``start`` ends: before the first verb or set phrase.

    A heading without any verb is a name as a whole, whatever commas it holds.
    """
    text = _ASIDE.sub(lambda found: "(" + "_" * (len(found[0]) - 2) + ")", text)
    flat = folded(text)
    verb = _verb_at(text, flat, start)
    heading = verb == len(text) and len(text) - start < 160 and not re.search(r"[.;:]\s", flat[start:].rstrip(" :.;"))
    end = verb if heading else min(verb, _stop_at(text, flat, start))
    while end > start and text[end - 1] in " ,;:":
        end -= 1
    return end


def starts_with_verb(text: str, start: int = 0) -> bool:
    """Whether an action in small letters begins at ``start``."""
    return text[start : start + 1].islower() and _VERB.match(folded(text), start) is not None


def starts_with_action(text: str) -> bool:
    """Whether ``text`` opens with an action, as an order without a subject does."""
    return _VERB.match(folded(text)) is not None


def _verb_at(text: str, flat: str, start: int) -> int:
    places = [m.start() for m in _MARKED_VERB.finditer(text, start)][:1]
    for found in _VERB.finditer(flat, start):
        at = found.start()
        if at == start or not text[at].islower() or _NOT_AFTER.search(flat[start:at]):
            continue
        if any(named.start() < at < named.end() for named in _IN_A_NAME.finditer(flat, start)):
            continue
        if found[0].startswith("to chuc") and _is_noun(flat, at, start):
            continue
        if found[0] in ("lanh dao", "cu", "lap", "luc", "noi dung", "mo") and flat[at - 4 : at - 1] in ("cac", "ong,"):
            continue
        places.append(at)
        break
    return min(places, default=len(text))


def _is_noun(flat: str, at: int, start: int) -> bool:
    """ "các tổ chức" and "cơ quan, tổ chức" are bodies, "UBND các xã tổ chức …" is an action."""
    plural = _NOUN_ORG.search(flat[start:at]) is not None
    return (plural and _ORG_ACTS.match(flat, at) is None) or _ORG_NAMED.match(flat, at) is not None


def _stop_at(text: str, flat: str, start: int) -> int:
    """The first mark behind which no name goes on."""
    for found in re.finditer(r"[.;:,()]|\sva\s", flat[start:]):
        at = start + found.start()
        if found[0] == "(":
            continue
        if found[0] == ")":
            if text[start:at].count("(") <= text[start:at].count(")"):
                return at
            continue
        if text[start:at].count("(") > text[start:at].count(")"):
            continue
        if not _goes_on(text, flat, start, at, found[0]):
            return at
    return len(text)


def _goes_on(text: str, flat: str, start: int, at: int, mark: str) -> bool:
    rest = at + len(mark)
    rest += len(flat) - rest - len(flat[rest:].lstrip())
    if rest >= len(text):
        return False
    if mark == ".":
        return (flat[at - 2 : at] in ("tp", "tx", "tt", "q") and not text[rest : rest + 1].islower()) or text[
            at + 1 : at + 2
        ].isalnum()
    if mark == ":":
        return _COLON_LIST.match(flat[start:at]) is not None and text[rest].isupper() and find_place_free(text, rest)
    named = find_head(text, rest) or _LIST_WORD.match(flat, rest) is not None
    named = named or (flat.startswith("cac ", rest) and text[rest + 4 : rest + 5].isupper())
    return named if mark == ";" else named or text[rest].isupper() or text[rest].isdigit()


def find_place_free(text: str, at: int) -> bool:
    """Whether a list of names follows a colon, no order: several capitals set off by commas."""
    head = text[at : at + 80].split(".", maxsplit=1)[0]
    words = [part.strip() for part in head.split(",")]
    return (
        len(words) > 1
        and sum(word[:1].isupper() for word in words[:-1]) == len(words) - 1
        and not _VERB.match(folded(head))
    )


@dataclass(frozen=True)
class Names:
    """Names found in a text and where they stand in it."""

    items: tuple[str, ...]
    start: int
    end: int


def names_at(text: str, start: int = 0) -> Names | None:
    """Return the list of names that begins at ``start``, None when none does."""
    while start < len(text) and text[start] in " ,;:":
        start += 1
    if not find_head(text, start):
        return None
    end = name_end(text, start)
    return Names(tuple(split_names(text[start:end])), start, end) if end > start else None


def split_names(text: str) -> list[str]:
    """Cut a list of names at commas, semicolons and "và" between bodies, never inside "các sở, ban, ngành"."""
    flat = folded(text)
    cuts = [0]
    for found in re.finditer(r"\s*[;,]\s+(?:va\s+)?|\s+va\s+", flat):
        before, after = text[cuts[-1] : found.start()], found.end()
        if before.count("(") == before.count(")") and _cuts(flat, folded(before), found[0], after):
            cuts += [found.start(), after]
    cuts.append(len(text))
    parts = [text[a:b].strip(" ,;:.") for a, b in zip(cuts[::2], cuts[1::2], strict=True)]
    return [part for part in parts if part]


def _cuts(flat: str, before: str, mark: str, after: int) -> bool:
    if ";" in mark:
        return True
    if re.match(r"(?:cac )?van phong", before) and re.match(r"(?:ubnd|hdnd|uy ban nhan|hoi dong nhan)", flat[after:]):
        return False
    if re.search(r"(?:cac|nhung)(?: so| phong| ban| nganh| chi)?$", before):
        return False
    head = _CUT_HEAD.match(flat, after)
    if head is None:
        return False
    word = re.match(r"[\w-]+", flat[after:])
    alone = (
        word is not None
        and flat[after + word.end() : after + word.end() + 1] in (",", ";", "")
        and word[0] in ("ban", "phong", "so", "hoi")
    )
    return not alone
