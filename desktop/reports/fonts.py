"""The printed face: Times New Roman or Tinos (the same widths), found on this machine and checked, never assumed.

A text is cleaned before it is drawn, and one that holds a character without a glyph is refused: a form that is signed
and bound must not show boxes in place of letters.
"""

from __future__ import annotations

import os
import re
import sys
import threading
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

import resources
from desktop.core.errors import OfficeError, StorageError
from desktop.core.words import tr

Face = Literal["regular", "bold", "italic", "bold_italic"]
REGULAR, BOLD, ITALIC, BOLD_ITALIC = "VanThu", "VanThu-Bold", "VanThu-Italic", "VanThu-BoldItalic"
#: What a canvas begins with, so that no face stands in a file without being embedded; reportlab's stub asks for a number.
FIRST: Any = REGULAR
_NAMES: dict[Face, str] = {"regular": REGULAR, "bold": BOLD, "italic": ITALIC, "bold_italic": BOLD_ITALIC}

#: File names of a family's four faces, in lower case, the better family first.
FAMILIES: tuple[dict[Face, str], ...] = (
    {"regular": "times.ttf", "bold": "timesbd.ttf", "italic": "timesi.ttf", "bold_italic": "timesbi.ttf"},
    {
        "regular": "times new roman.ttf",
        "bold": "times new roman bold.ttf",
        "italic": "times new roman italic.ttf",
        "bold_italic": "times new roman bold italic.ttf",
    },
    {
        "regular": "tinos-regular.ttf",
        "bold": "tinos-bold.ttf",
        "italic": "tinos-italic.ttf",
        "bold_italic": "tinos-bolditalic.ttf",
    },
)

_VOWELS = "aăâeêioôơuưy"
_TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
#: Every letter of Vietnamese and the marks that the forms themselves use.
NEEDED = frozenset(
    unicodedata.normalize("NFC", letter + tone)
    for small in _VOWELS
    for letter in (small, small.upper())
    for tone in _TONES
) | frozenset("đĐ–—…“”‘’«»·•/%")

_WIDE_BLANKS = str.maketrans(
    dict.fromkeys("\xa0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000\t", " ")
)
# Dashes that faces often lack, and the Symbol-font bullets Word leaves in a PDF's text.
_PLAINER = str.maketrans(
    {"\u2010": "-", "\u2011": "-", "\u2043": "-", "\uf0b7": "•", "\uf02d": "-", "\uf0a7": "•", "\uf0d8": "•"}
)
_DROPPED = frozenset({"Cc", "Cf", "Cs"})
#: Letters that ``clean`` may change or take away; most texts hold none, and telling that is quick.
_ODD = re.compile(r"[^\w !-~\u2013\u2014\u2018\u2019\u201c\u201d\u2026\u00b7\u2022]")
_lock = threading.Lock()


def font_folders() -> list[Path]:
    """Return where fonts may lie, the program's own folder first."""
    home = Path.home()
    if sys.platform == "win32":
        local = Path(os.environ.get("LOCALAPPDATA", home / "AppData" / "Local"))
        system = [Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts", local / "Microsoft" / "Windows" / "Fonts"]
    elif sys.platform == "darwin":
        system = [Path("/System/Library/Fonts/Supplemental"), Path("/Library/Fonts"), home / "Library" / "Fonts"]
    else:
        shared = Path("/usr/share/fonts")
        system = [shared / "truetype" / "croscore", shared, Path("/usr/local/share/fonts"), home / ".local/share/fonts"]
        system.append(home / ".fonts")
    return [resources.path("fonts"), *system]


def find_family(folders: Iterable[Path]) -> dict[Face, Path] | None:
    """Return the four files of the first family that is whole and has every Vietnamese letter, None without one."""
    for folder in folders:
        files = {file.name.lower(): file for file in _font_files(folder)}
        for family in FAMILIES:
            if all(name in files for name in family.values()):
                found = {face: files[name] for face, name in family.items()}
                if all(_speaks_vietnamese(file) for file in found.values()):
                    return found
    return None


def _font_files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(
        Path(top) / name for top, _, names in os.walk(folder) for name in names if name.lower().endswith(".ttf")
    )


def _speaks_vietnamese(file: Path) -> bool:
    try:
        known = TTFont("probe", str(file)).face.charToGlyph
    except (TTFError, OSError):
        return False
    return all(ord(letter) in known for letter in NEEDED)


@cache
def _family() -> dict[Face, Path]:
    found = find_family(font_folders())
    if found is None:
        raise StorageError(
            "no-font",
            tr("Máy này không có phông chữ Times New Roman hay Tinos đủ chữ tiếng Việt."),
            tr("Hãy cài gói fonts-croscore (Debian) hoặc Times New Roman rồi in lại."),
        )
    return found


def font_file(face: Face) -> Path:
    """Return the file of a face of the family in use; StorageError when no fitting font is installed."""
    return _family()[face]


def register_fonts() -> None:
    """Make the four faces known to reportlab under the names of this module; StorageError without a fitting font."""
    with _lock:
        if BOLD_ITALIC in pdfmetrics.getRegisteredFontNames():
            return
        for face, name in _NAMES.items():
            pdfmetrics.registerFont(TTFont(name, str(font_file(face))))
        pdfmetrics.registerFontFamily(REGULAR, REGULAR, BOLD, ITALIC, BOLD_ITALIC)


def clean(text: str) -> str:
    """Return ``text`` as it can be set: NFC, every blank a plain one, no control or invisible characters; line ends stay."""
    if (text.isascii() and text.isprintable()) or (
        _ODD.search(text) is None and unicodedata.is_normalized("NFC", text)
    ):
        return text
    tidy = unicodedata.normalize("NFC", text).translate(_WIDE_BLANKS).translate(_PLAINER)
    return "".join(c for c in tidy if c == "\n" or unicodedata.category(c) not in _DROPPED)


def check_glyphs(text: str, font: str = REGULAR) -> None:
    """Raise OfficeError, naming the character, when the face lacks a glyph that ``text`` needs."""
    known = _known(font)
    if known.issuperset(text):
        return
    for char in text:
        if char not in known and char != "\n":
            raise OfficeError(
                "no-glyph",
                tr(
                    "Không in được ký tự «{char}» (U+{code}) trong «{text}».",
                    char=char,
                    code=f"{ord(char):04X}",
                    text=text[:60],
                ),
                tr("Hãy sửa nội dung đó trong sổ hoặc trong nhiệm vụ rồi in lại."),
                tr("Chưa ghi tệp nào."),
            )


def drawable(text: str, font: str = REGULAR) -> str:
    """Return what of ``text`` the face can draw: for words that a machine read, of which none may hold up the rest."""
    known = _known(font)
    return "".join(char for char in clean(text) if char in known)


@cache
def _known(font: str) -> frozenset[str]:
    return frozenset(map(chr, _face(font).charToGlyph))


@cache
def _char_widths(font: str) -> tuple[Mapping[int, float], float]:
    face = _face(font)
    return face.charWidths, face.defaultWidth


def _face(font: str) -> Any:
    register_fonts()
    found: Any = pdfmetrics.getFont(font)
    return found.face


@lru_cache(maxsize=65536)
def width_of(text: str, font: str) -> float:
    """Return how wide ``text`` runs at size 1, in points."""
    widths, default = _char_widths(font)
    return sum(widths.get(ord(char), default) for char in text) * 0.001
