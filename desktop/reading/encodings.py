"""Vietnamese text in an old encoding (TCVN3 of the «.Vn» fonts, VNI) → Unicode NFC."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

from desktop.core.text import nfc

Encoding = Literal["unicode", "tcvn3", "tcvn3-capitals", "vni"]

_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT = "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"
_CIRCUMFLEX, _BREVE = "\u0302", "\u0306"


def _tcvn3() -> dict[int, str]:
    runs = {
        0xA1: "ĂÂÊÔƠƯĐăâêôơưđ",
        0xB5: "àảãáạ",
        0xBB: "ằẳẵắ",
        0xC6: "ặầẩẫấậè",
        0xCE: "ẻẽéẹềểễếệìỉ",
        0xDC: "ĩíịò",
        0xE1: "ỏõóọồổỗốộờởỡớợù",
        0xF1: "ủũúụừửữứựỳỷỹýỵ",
    }
    return {start + step: letter for start, letters in runs.items() for step, letter in enumerate(letters)}


def _vni() -> dict[str, str]:
    tones = {"ø": _GRAVE, "ù": _ACUTE, "û": _HOOK, "õ": _TILDE, "ï": _DOT}
    hats = {"â": "", "à": _GRAVE, "á": _ACUTE, "å": _HOOK, "ã": _TILDE, "ä": _DOT}
    bowls = {"ê": "", "è": _GRAVE, "é": _ACUTE, "ú": _HOOK, "ü": _TILDE, "ë": _DOT}
    pairs = {base + mark: base + tone for base in "aeouy" for mark, tone in tones.items()}
    pairs |= {base + mark: base + _CIRCUMFLEX + tone for base in "aeo" for mark, tone in hats.items()}
    pairs |= {"a" + mark: "a" + _BREVE + tone for mark, tone in bowls.items()}
    pairs |= {base + mark: horn + tone for base, horn in (("ô", "ơ"), ("ö", "ư")) for mark, tone in tones.items()}
    pairs |= {"ô": "ơ", "ö": "ư", "ñ": "đ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
    small = {old: unicodedata.normalize("NFC", new) for old, new in pairs.items()}
    capital = {old.upper(): new.upper() for old, new in small.items()}
    mixed = {old[0].upper() + old[1]: new.upper() for old, new in small.items() if len(old) == 2}
    return small | capital | mixed


_TCVN3 = _tcvn3()
_TCVN3_CAPITALS = {code: letter.upper() for code, letter in _TCVN3.items()}
_VNI = _vni()
_VNI_PATTERN = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))
_TCVN3_ONLY = re.compile("[µ¸¶·¹¨»¾¼½©®ª«¬\xad]")
_VNI_ONLY = re.compile("[aeouyôö][øùûïåä]|[ñöæ]", re.IGNORECASE)
_TRUE_LETTER = re.compile("[ăđĩũơưẠ-ỹĂĐĨŨƠƯ]")


def of_font(name: str) -> Encoding:
    """Return the encoding that a font's name tells: «.VnTime», «.VnTimeH» (capitals), «VNI-Times»."""
    bare = name.split("+", 1)[-1].lstrip("/").lower()
    if bare.startswith((".vn", "_vn", "vntime", "vnarial")):
        return "tcvn3-capitals" if re.match(r"[._]?vn[a-z]*h($|[^a-z])", bare) else "tcvn3"
    return "vni" if bare.startswith("vni") else "unicode"


def of_text(text: str) -> Encoding:
    """Return the encoding that a page's letters betray when the fonts' names do not; 'unicode' in doubt."""
    letters = sum(c.isalpha() for c in text)
    if letters < 40 or len(_TRUE_LETTER.findall(text)) > letters * 0.02:
        return "unicode"
    if len(_TCVN3_ONLY.findall(text)) > letters * 0.06:
        return "tcvn3"
    return "vni" if len(_VNI_ONLY.findall(text)) > letters * 0.06 else "unicode"


def to_unicode(text: str, encoding: Encoding) -> str:
    """Return ``text`` in Unicode NFC."""
    if encoding == "tcvn3":
        return nfc(text.translate(_TCVN3))
    if encoding == "tcvn3-capitals":
        return nfc(text.translate(_TCVN3_CAPITALS).upper())
    if encoding == "vni":
        return nfc(_VNI_PATTERN.sub(lambda m: _VNI[m.group()], nfc(text)))
    return nfc(text)
