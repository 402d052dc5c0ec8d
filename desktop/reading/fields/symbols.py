"""Symbols of documents, mended part by part: ``TIr-UBND`` → ``TTr-UBND``, ``SYT- NVY`` → ``SYT-NVY``."""

from __future__ import annotations

import re

from desktop.core.text import fold
from desktop.reading.fields.catalogue import shipped

#: bodies and units that stand in symbols all over the country
_PARTS = (
    "UBND HĐND TU TW ĐU HU CP TTg VPCP VPQH CTN NQ QH UBTVQH MTTQ BTT UBMTTQ VP VPUB VPTU VPĐU VPHU UBKT BTC BTG "
    "BTGDV BDV BNC BCĐ BCH BXDĐ BTV "
    "SNV STC SYT STP SXD SCT SGDĐT SKHCN SNNMT SNNPTNT STNMT SKHĐT SGTVT STTTT SLĐTBXH SVHTTDL SVHTT SDL SNgV SDTTG "
    "BNV BTC BYT BTP BXD BCT BGDĐT BKHCN BNNMT BNNPTNT BTNMT BKHĐT BGTVT BTTTT BLĐTBXH BVHTTDL BNG BCA BQP TTCP "
    "CA CAT CAX CAP BCHQS BĐBP KBNN BHXH CCT CT TTg TCT CTK CCTK NHNN NHCSXH TAND VKS VKSND THA CTHADS CCTHADS "
    "BQL BQLDA KKT TTHC TTPVHCC TTYT "
    "NVY NVD TCCB TCKT KHTC KHNV TTr TTra VX KGVX NC NCKSTT TH KT KTTH KTN KTTC CNXD NNMT NN NNTN VHXH ĐT QLĐT "
    "TCKH NV TP GDĐT LĐTBXH VHTT YT TNMT KTHT "
    "KSTT HCQT HCTC QLN QLNS QLVB TCĐT QLCS GAVI PV KCB PC CV TCHC HC XDCB CCHC ĐKKD ĐTTĐ QLDN THQH GDTrH GDMN "
    "GDTH TL PTNT BVTV CNTY QLĐĐ ĐĐ BVMT "
    "LN KL TS XTTM DTTG TĐKT VTLT CNTT CĐS BCVT HTX CN TM XNK ATTP QLTT PCTT PCTTTKCN CHPCTT ND HND CCB HCCB LHPN "
    "HPN LĐLĐ CĐ ĐTN TĐ TĐTN ĐTNCS HKH HNCT HCTĐ LMHTX"
)  # fmt: skip
_LOOK_ALIKE = {"I": "T", "1": "T", "l": "T", "Ð": "Đ", "D": "Đ", "U": "Ư", "0": "O"}


def _known() -> dict[str, str]:
    parts = set(_PARTS.split())
    parts |= {code for kind in shipped().types for code in kind.codes}
    return {part: part for part in parts}


_KNOWN = _known()
_BY_FOLD: dict[str, set[str]] = {}
for _code in _KNOWN:
    _BY_FOLD.setdefault(fold(_code), set()).add(_code)


def mended(symbol: str, *, strict: bool = False) -> str | None:
    """Return a symbol with parts that OCR nearly read as the known ones; with ``strict`` None unless all are "
    "known."""
    parts = re.split(r"([-/&.])", symbol)
    fixed = [p if p in "-/&." else _part(p) for p in parts]
    if strict and any(p not in _KNOWN and p not in "-/&." for p in fixed):
        return None
    return "".join(fixed)


def _part(part: str) -> str:
    if part in _KNOWN or not part:
        return part
    part = re.sub(r"(?<=\d)O", "0", re.sub(r"(?<=\d)[Il]", "1", part))  # PV0I: a digit follows a digit
    twice = re.sub(r"ĐĐ", "Đ", part)
    if twice not in _KNOWN:
        twice = re.sub(r"([A-ZĐ])(\w)", lambda m: m[1] if m[2] == m[1].lower() else m[0], part, count=1).upper()
    if twice in _KNOWN:
        return twice
    folded = _BY_FOLD.get(fold(part), set())
    if len(folded) == 1 and len(part) > 1:
        return next(iter(folded))
    return next((swapped for swapped in _swaps(part) if swapped in _KNOWN), part)


def _swaps(part: str) -> list[str]:
    """Return the part with one look-alike letter put right."""
    return [part.replace("TT", "Tr", 1), part.replace("TI", "Tr", 1)] + [
        part[:at] + _LOOK_ALIKE[letter] + part[at + 1 :]
        for at, letter in enumerate(part)
        if letter in _LOOK_ALIKE
    ]  # fmt: skip
