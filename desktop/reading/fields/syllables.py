"""Is a word a well-formed Vietnamese syllable? Onset, rime and tone; what OCR garbles is mostly none."""

from __future__ import annotations

import unicodedata
from functools import cache

_ONSETS = (
    "ngh", "ng", "nh", "ch", "gh", "gi", "kh", "ph", "qu", "th", "tr",
    "b", "c", "d", "đ", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "x", "",
)  # fmt: skip
_RIME_TEXT = (
    "a ac ach ai am an ang anh ao ap at au ay ă ăc ăm ăn ăng ăp ăt â âc âm ân âng âp ât âu ây e ec em en eng eo "
    "ep et ê êch êm ên ênh êp êt êu "
    "i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu o oa oac oach oai oam oan oang oanh oao oap oat oay "
    "oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong op ot "
    "ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uân uâng uât uây uc uê uêch uên uênh uêt ui um un ung uôc uôi "
    "uôm uôn uông uôp uôt uơ up ut uy uya uych uyên uyêt uyn uynh uyt uyu "
    "ư ưa ưc ưi ưm ưng ươc ươi ươm ươn ương ươp ươt ưt ưu y yêm yên yêng yêt yêu ym yn ynh yt ưn ưp uyp uăng iêng "
    "uan uang uanh uach uai uao uat uay uăc uăn uăt ue uen ueo uet uôt"
)  # fmt: skip
_RIMES = frozenset(_RIME_TEXT.split())
_TONES = {"\u0300", "\u0309", "\u0303", "\u0301", "\u0323"}
_STOPS = ("c", "ch", "p", "t")
_CHECKED_TONES = {"\u0301", "\u0323"}


@cache
def is_syllable(word: str) -> bool:
    """Tell whether a word is one Vietnamese syllable, tone mark where it may be (no stop final without sắc or "
    "nặng)."""
    base, tones = _split(word.casefold())
    if not base or len(tones) > 1:
        return False
    for onset in _ONSETS:
        rime = base[len(onset) :]
        if base.startswith(onset) and _fits(onset, rime):
            stopped = rime.endswith(_STOPS)
            return not stopped or (bool(tones) and tones[0] in _CHECKED_TONES)
    return False


def _fits(onset: str, rime: str) -> bool:
    if rime in _RIMES:
        return True
    return onset == "gi" and ("i" + rime in _RIMES or rime == "")


def _split(word: str) -> tuple[str, list[str]]:
    tones: list[str] = []
    kept = ""
    for char in unicodedata.normalize("NFD", word):
        if char in _TONES:
            tones.append(char)
        else:
            kept += char
    return unicodedata.normalize("NFC", kept), tones
