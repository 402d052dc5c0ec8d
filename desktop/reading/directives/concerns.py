"""Whether an item charges the commune: yes (named), maybe (implied: a person decides), no."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from desktop.core.readings import Concern
from desktop.reading.directives.folded import folded

CommuneKind = Literal["xã", "phường", "đặc khu"]

_XA = r"(?<!van )(?<!thi )(?<!tac )(?<!chinh tri - )(?<!kinh te - )xa(?! hoi)"
_COMMUNE = re.compile(
    rf"(?<!\w)(?:{_XA}|(?<!dia )(?<!don )(?<!song )(?<!da )phuong(?! (?:an|tien|phap|huong|thuc|cham|dien))|thi tran"
    rf"|dac khu|cap co so)(?!\w)"
)
_XA_ONLY = re.compile(rf"(?<!\w){_XA}(?!\w)")
_PHUONG = re.compile(r"(?<!\w)(?:(?<!dia )phuong(?! (?:an|tien|phap|huong|thuc|cham|dien))|cap xa)(?!\w)")
_DAC_KHU = re.compile(r"(?<!\w)(?:dac khu|cap xa)(?!\w)")
_OFFICE = re.compile(
    r"(?:ubnd|uy ban nhan dan|chu tich|chinh quyen|he thong chinh tri|hdnd|hoi dong nhan dan|dang uy|cap uy|bi thu"
    r"|thu truong|lanh dao)"
)
_OTHER_BODY = re.compile(
    r"^(?:cac |to chuc |ban )?(?:cong an|ban chi huy|bch|tram y te|truong|hoi|doan|mat tran|uy ban mat tran|(?:uy ban )?mttq|ubmt"
    r"|quy tin dung|hop tac xa|can bo|cong chuc|trung tam|to |doi )"
)
_DISTRICT = re.compile(r"(?<!\w)(?:cac )?(?:cap )?(?:huyen|thi xa|thanh pho|quan)(?!\w)")
_DISTRICT_OFFICE = re.compile(
    r"(?:ubnd|uy ban nhan dan|chu tich|huyen uy|thanh uy|phong)\b.*(?<!\w)(?:huyen|thi xa|thanh pho|quan)(?!\w)"
)
_ALL_LEVELS = re.compile(r"(?<!\w)cac cap(?!\w)|dong (?:chan )?tren dia ban|(?<!\w)chu dau tu(?!\w)")
_BRANCHES = re.compile(
    r"(?:chi,? (?:va )?dang bo|dang uy|chi bo|to chuc dang|to chuc co so dang|cap uy)(?: \w+)* truc thuoc"
    r"|truc thuoc (?:thanh|huyen|tinh) uy"
)
_PLACES = re.compile(r"(?<!\w)dia phuong(?!\w)")
_GENERAL = re.compile(
    r"^(?:thu truong |nguoi dung dau |lanh dao )?(?:cac )?(?:co quan|don vi|co quan,? (?:va )?don vi|to chuc"
    r"|noi)(?:[, ]+(?:co quan|don vi|dia phuong|to chuc|doan the|va|ca nhan|lien quan|co lien quan|duoc giao"
    r"|duoc phan cong|neu tren|tren))*$"
)
_LEVEL = re.compile(r"(?<!\w)(?:tinh|trung uong|thanh pho|huyen|so|bo|nganh|truc thuoc|thuoc)(?!\w)")
_PASSES_DOWN = re.compile(
    rf"(?:chi dao|don doc|huong dan|yeu cau|giao|kiem tra|phan cong)(?:(?!lam viec"
    rf"|phoi hop)[^.;]){{0,140}}?(?:(?:ubnd|uy ban nhan dan|chinh quyen|chu tich)[^.;,]{{0,30}}?)(?:cap )?{_XA}(?!\w)"
)


@dataclass(frozen=True)
class Reach:
    """How far down a letter goes: to the communes, to the districts, or neither is named."""

    commune: bool
    district: bool
    since_two_tiers: bool = False

    @classmethod
    def of(cls, texts: Iterable[str], issued_on: str | None) -> Reach:
        """From the addressees, recipients and everybody charged in the letter."""
        flats = [folded(text) for text in texts]
        commune = any(_COMMUNE.search(flat) or _BRANCHES.search(flat) for flat in flats)
        return cls(commune, any(_DISTRICT.search(flat) for flat in flats), (issued_on or "") >= "2025-07")

    @property
    def places_mean_communes(self) -> bool:
        """Whether "địa phương" may mean a commune: not in a letter that stops at districts."""
        return self.commune or (self.since_two_tiers and not self.district)


def concern_of(addressees: Sequence[str], text: str, reach: Reach, kind: CommuneKind | None = None) -> Concern:
    """Return whether those ``addressees`` of ``text`` include the commune (of ``kind``, where it is known)."""
    found = {_one(name, reach, kind) for name in addressees}
    if "yes" in found:
        return "yes"
    if "maybe" in found:
        return "maybe"
    if any(_DISTRICT_OFFICE.search(folded(name)) for name in addressees) and _PASSES_DOWN.search(folded(text)):
        return "maybe"
    return "no"


def _one(name: str, reach: Reach, kind: CommuneKind | None) -> Concern:
    flat = folded(name)
    if _COMMUNE.search(flat):
        return _named(flat, kind)
    if _ALL_LEVELS.search(flat) or (_BRANCHES.search(flat) and reach.commune):
        return "maybe"
    if _PLACES.search(flat):
        return (
            "maybe"
            if reach.places_mean_communes and not re.search(r"dia phuong (?:cap )?(?:huyen|tinh)", flat)
            else "no"
        )
    if _GENERAL.match(flat) and not _LEVEL.search(flat):
        return "maybe" if reach.commune else "no"
    return "no"


def _named(flat: str, kind: CommuneKind | None) -> Concern:
    if kind == "phường" and not _PHUONG.search(flat):
        return "no"
    if kind == "đặc khu" and not _DAC_KHU.search(flat):
        return "no"
    if kind == "xã" and not _XA_ONLY.search(flat):
        return "no"
    if _OFFICE.search(flat) or re.match(r"(?:cac )?(?:xa|phuong|dac khu|thi tran|cap xa)", flat):
        return "yes"
    return (
        "maybe"
        if _OTHER_BODY.match(flat) or _GENERAL.match(flat)
        else "yes"
        if re.search(r"cac (?:xa|phuong)|cap xa", flat)
        else "maybe"
    )
