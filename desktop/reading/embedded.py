"""The text a PDF carries: words with their boxes, bold and italic from the font, in the page's own order."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pypdfium2 import raw

from desktop.core.readings import Box
from desktop.reading import encodings
from desktop.reading.layout import Marked
from desktop.reading.pages import Word, hull
from desktop.reading.pdf_file import PdfFile, page_box

_BOLD_WEIGHT = 600
_ITALIC_FLAG = 1 << 6
_INVISIBLE = 3


@dataclass(frozen=True)
class Font:
    """What the PDF says of a letter's font."""

    name: str
    bold: bool
    italic: bool


@dataclass(frozen=True)
class Glyph:
    """One letter on the page. ``hidden``: drawn invisible, as OCR layers are."""

    text: str
    box: Box
    font: Font
    hidden: bool


def glyphs(file: PdfFile, page: int) -> list[Glyph]:
    """Return the letters of a page in the file's order, blanks as ' '."""
    text_page = file.text_page(page)
    try:
        return list(_glyphs(text_page))
    finally:
        text_page.close()


def words(letters: list[Glyph]) -> list[Marked]:
    """Return the words: letters between blanks, in one font's encoding, in Unicode NFC."""
    encoding = encodings.of_text("".join(g.text for g in letters))
    found: list[Marked] = []
    run: list[Glyph] = []
    for glyph in letters:
        if run and (not glyph.text.strip() or _apart(run[-1], glyph)):
            found.append(_word(run, encoding))
            run = []
        if glyph.text.strip():
            run.append(glyph)
    return [*found, _word(run, encoding)] if run else found


#: ư is the soft hyphen's code in TCVN3: at a line's end pdfium takes it for a hyphen («Luật s-», Luật sư)
_SOFT = re.compile(r"(?<=[bcdghklmnrstvx®])-$")


def _apart(a: Glyph, b: Glyph) -> bool:
    height = max(a.box.y1 - a.box.y0, b.box.y1 - b.box.y0)
    return b.box.x0 - a.box.x1 > 0.5 * height or b.box.x1 < a.box.x0 or abs(b.box.y1 - a.box.y1) > 0.8 * height


def _word(run: list[Glyph], encoding: encodings.Encoding) -> Marked:
    told = encodings.of_font(run[0].font.name)
    told = encoding if told == "unicode" else told
    plain = "".join(g.text for g in run)
    if told.startswith("tcvn3"):
        plain = _SOFT.sub("\xad", plain)
    text = encodings.to_unicode(plain, told)
    bold = sum(g.font.bold for g in run) * 2 > len(run)
    italic = sum(g.font.italic for g in run) * 2 > len(run)
    return Marked(Word(text, hull([g.box for g in run])), bold, italic)


def _glyphs(text_page: Any) -> Iterator[Glyph]:
    page = text_page.parent
    fonts: dict[str, Font] = {}
    for index in range(raw.FPDFText_CountChars(text_page)):
        code = raw.FPDFText_GetUnicode(text_page, index)
        text = _letter(text_page, index, code)
        if not text:
            continue
        yield Glyph(
            text,
            _char_box(text_page, index, page),
            _font(text_page, index, fonts),
            _hidden(text_page, index),
        )


def _letter(text_page: Any, index: int, code: int) -> str:
    """Return the letter; '-' for a hyphen at a line's end, which pdfium hides; '' for what is no letter."""
    if code in (2, 0xFFFE) or (code != 0xAD and raw.FPDFText_IsHyphen(text_page, index) == 1):
        return "-"
    if code in (0, 0xFFFF) or code >= 0x110000:
        return ""
    return " " if code in (9, 10, 13, 0xA0) else chr(code)


def _char_box(text_page: Any, index: int, page: Any) -> Box:
    rect = raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(text_page, index, ctypes.byref(rect))
    return page_box(rect, page)


def _font(text_page: Any, index: int, fonts: dict[str, Font]) -> Font:
    buffer = ctypes.create_string_buffer(128)
    flags = ctypes.c_int()
    raw.FPDFText_GetFontInfo(text_page, index, buffer, 128, ctypes.byref(flags))
    name = buffer.value.decode("utf-8", "replace")
    if name not in fonts:
        low = name.lower()
        weight = raw.FPDFText_GetFontWeight(text_page, index)
        bold = "bold" in low or "black" in low or weight >= _BOLD_WEIGHT
        fonts[name] = Font(name, bold, "italic" in low or "oblique" in low or bool(flags.value & _ITALIC_FLAG))
    return fonts[name]


def _hidden(text_page: Any, index: int) -> bool:
    found = raw.FPDFText_GetTextObject(text_page, index)
    return bool(found) and raw.FPDFTextObj_GetTextRenderMode(found) == _INVISIBLE
