"""Vietnamese syllables: is a word one, and how much of a text is made of them (a bad OCR layer's is not)."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_ONSETS = "ngh|ng|nh|ch|gh|gi|kh|ph|th|tr|qu|b|c|d|đ|g|h|k|l|m|n|p|r|s|t|v|x|"
_RHYMES = (
    "a|ac|ach|ai|am|an|ang|anh|ao|ap|at|au|ay|ăc|ăm|ăn|ăng|ăp|ăt|âc|âm|ân|âng|âp|ât|âu|ây|"
    "e|ec|em|en|eng|eo|ep|et|ê|êch|êm|ên|ênh|êp|êt|êu|êng|"
    "i|ia|ich|im|in|inh|ip|it|iu|iêc|iêm|iên|iêng|iêp|iêt|iêu|yêm|yên|yêng|yêt|yêu|y|yt|ynh|ych|yn|"
    "o|oc|oi|om|on|ong|oong|op|ot|oa|oac|oach|oai|oam|oan|oang|oanh|oao|oap|oat|oay|oăc|oăm|oăn|oăng|oăt|oe|oen|oeo|oet|"
    "ô|ôc|ôi|ôm|ôn|ông|ôp|ôt|ơ|ơi|ơm|ơn|ơp|ơt|"
    "u|ua|uc|ui|um|un|ung|up|ut|uâ|uân|uâng|uât|uây|uê|uêch|uên|uênh|uôc|uôi|uôm|uôn|uông|uôt|uơ|uy|uya|uych|uyn|uynh|uyt|"
    "uyu|uyên|uyêt|ue|uen|ueo|uet|uan|uang|uat|uai|uay|uanh|uac|uach|"
    "ooc|uao|uyp|uêt|uôp|uăc|uăn|uăng|uăt|ym|â|ă|ưn|ưp|"
    "ư|ưa|ưc|ưi|ưm|ưng|ưt|ưu|ươc|ươi|ươm|ươn|ương|ươp|ươt|ươu"
)
_SYLLABLE = re.compile(f"(?:{_ONSETS})(?:{_RHYMES})")
_TONES = {0x300, 0x301, 0x303, 0x309, 0x323}
_STOPS = ("c", "ch", "p", "t")
_CHECKED = {0x301, 0x323}
_WORD = re.compile(r"[^\W\d_]{2,}")


@cache
def is_syllable(word: str) -> bool:
    """Tell whether ``word`` could be a Vietnamese syllable: an onset, a rhyme and at most one tone."""
    bare, tones = _parted(word)
    return len(tones) <= 1 and _SYLLABLE.fullmatch(bare) is not None


@cache
def is_spelled(word: str) -> bool:
    """Tell whether ``word`` is a syllable that bears the tone it must: one that ends in a stop has sắc or nặng. What OCR
    garbles is mostly none."""
    bare, tones = _parted(word)
    return is_syllable(word) and (not bare.endswith(_STOPS) or (len(tones) == 1 and tones[0] in _CHECKED))


def _parted(word: str) -> tuple[str, list[int]]:
    """Return a word without its tones, in small letters, and the tones."""
    parts = unicodedata.normalize("NFD", word.casefold())
    tones = [ord(c) for c in parts if ord(c) in _TONES]
    return unicodedata.normalize("NFC", "".join(c for c in parts if ord(c) not in _TONES)), tones


def share(text: str) -> float:
    """Return the share of words that are Vietnamese syllables, capitals-only short words (abbreviations) aside."""
    words = [w for w in _WORD.findall(unicodedata.normalize("NFC", text)) if not (w.isupper() and len(w) < 6)]
    return sum(map(is_syllable, words)) / len(words) if words else 0.0


def marked_share(text: str) -> float:
    """Return the share of letters that bear a Vietnamese mark (đ, ă, tones …): 0.2-0.35 in true Vietnamese."""
    letters = [c for c in unicodedata.normalize("NFC", text) if c.isalpha()]
    return sum(ord(c) > 0x7F for c in letters) / len(letters) if letters else 0.0


def is_good_text(text: str) -> bool:
    """Tell whether a text layer is worth more than reading the image again."""
    return len(_WORD.findall(text)) >= 30 and share(text) >= 0.97 and marked_share(text) >= 0.12
