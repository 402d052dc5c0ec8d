"""Word files of the forms that people edit before they sign: the same head, face and margins as on the printed ones."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from PIL.Image import Image as Picture

from desktop.reports.fonts import clean
from desktop.reports.furniture import MOTTO, NATION, Imprint, Signer, long_date, office_lines
from desktop.reports.grid import Value
from desktop.reports.table import Column
from desktop.reports.task_tables import show

FACE = "Times New Roman"
_SIDES = {"left": WD_ALIGN_PARAGRAPH.LEFT, "center": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT}


class Document:
    """A Word file being written, from the top."""

    def __init__(self, imprint: Imprint, title: str, *, landscape: bool = False) -> None:
        self._imprint = imprint
        self._docx: Any = docx.Document()
        self._paper(landscape)
        self._properties(title)
        style = self._docx.styles["Normal"]
        style.font.name = FACE
        style.font.size = Pt(13)
        style.element.rPr.rFonts.set(qn("w:eastAsia"), FACE)
        style.paragraph_format.space_after = Pt(3)
        self._page_numbers()

    def _paper(self, landscape: bool) -> None:
        section = self._docx.sections[0]
        short, long = Mm(210), Mm(297)
        section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = (long, short) if landscape else (short, long)
        section.left_margin = Mm(25) if landscape else Mm(30)
        section.right_margin = Mm(15)
        section.top_margin = section.bottom_margin = Mm(20)
        self._inner = 257 if landscape else 165

    def _properties(self, title: str) -> None:
        core = self._docx.core_properties
        core.title, core.author, core.comments = clean(title), clean(self._imprint.office.name), ""
        core.created = core.modified = datetime.combine(self._imprint.printed_on, datetime.min.time())

    def head(self, *, dated: bool = True, number: str = "") -> None:
        """Set the two halves of the head: office (and a letter's number) on the left, nation and motto on the right."""
        office = self._imprint.office
        right = 96
        table = self._docx.add_table(1, 2)
        _set_widths(table, (self._inner - right, right))
        left_cell, right_cell = table.rows[0].cells
        lines = [(office.superior.upper(), False)] if office.superior else []
        lines += [(line, True) for line in office_lines(office.name.upper())]
        for n, (line, bold) in enumerate(lines):
            self._line(left_cell, line, n, size=12, bold=bold)
        self._rule(left_cell)
        if number:
            self._line(left_cell, number, len(lines) + 1, size=13)
        self._line(right_cell, NATION, 0, size=12, bold=True)
        self._line(right_cell, MOTTO, 1, size=13, bold=True).runs[0].underline = True
        if dated:
            place = f"{office.place}, " if office.place else ""
            self._line(right_cell, place + long_date(self._imprint.printed_on), 2, size=13, italic=True)
        self._docx.add_paragraph()

    def _line(
        self,
        cell: Any,
        text: str,
        n: int,
        *,
        size: float,
        bold: bool = False,
        italic: bool = False,
        side: str = "center",
    ) -> Any:
        paragraph = cell.paragraphs[0] if n == 0 else cell.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(0)
        return self._write(paragraph, text, side, size=size, bold=bold, italic=italic)

    def _write(
        self,
        paragraph: Any,
        text: str,
        side: str = "left",
        *,
        size: float = 13,
        bold: bool = False,
        italic: bool = False,
    ) -> Any:
        run = paragraph.add_run(clean(text))
        run.font.size, run.bold, run.italic = Pt(size), bold, italic
        paragraph.alignment = _SIDES[side]
        return paragraph

    def title(self, text: str, subtitle: str = "", *, ruled: bool = False) -> None:
        """Set the form's title; ``ruled`` draws a short line under it, as under a letter's subject."""
        self._write(self._docx.add_paragraph(), text, "center", size=14, bold=True)
        if subtitle:
            self._write(self._docx.add_paragraph(), subtitle, "center", italic=True)
        if ruled:
            self._rule(self._docx)

    def _rule(self, place: Any) -> None:
        """Set a short centred line, by a row of joined dashes: it stays with the text when that is edited."""
        paragraph = place.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(0)
        paragraph.paragraph_format.line_spacing = Pt(6)
        self._write(paragraph, "\u2014" * 6, "center", size=7, bold=True)

    def letter_end(self, recipients: Sequence[str], roles: Sequence[str]) -> None:
        """Set a letter's end: recipients on the left, who signs on the right."""
        table = self._docx.add_table(1, 2)
        left, right = table.rows[0].cells
        self._line(left, "Nơi nhận:", 0, size=12, bold=True, italic=True, side="left")
        for n, text in enumerate(recipients, 1):
            self._line(left, text, n, size=11, side="left")
        for n, text in enumerate(roles):
            self._line(right, text, n, size=13, bold=True)
        for n in range(len(roles), len(roles) + 4):
            self._line(right, "", n, size=13)

    def heading(self, text: str) -> None:
        """Set the heading of a part, kept with what follows."""
        paragraph = self._write(self._docx.add_paragraph(), text, bold=True)
        paragraph.paragraph_format.keep_with_next = True
        paragraph.paragraph_format.space_before = Pt(8)

    def para(self, text: str, side: str = "left", *, italic: bool = False, size: float = 13) -> None:
        """Set a paragraph."""
        self._write(self._docx.add_paragraph(), text, side, italic=italic, size=size)

    def picture(self, picture: Picture, width: float) -> None:
        """Set a picture ``width`` millimetres wide."""
        out = io.BytesIO()
        picture.save(out, "PNG")
        out.seek(0)
        self._docx.add_picture(out, width=Mm(width))

    def labelled(self, label: str, value: str) -> None:
        """Set a label with its value, or with dots to write on."""
        if value:
            self.para(f"{label}: {value}")
        else:
            self._dotted(f"{label}: ")

    def new_page(self) -> None:
        """Go on at the top of a new page."""
        self._docx.add_page_break()

    def writing_lines(self, count: int) -> None:
        """Leave dotted lines to write on."""
        for _ in range(count):
            self._dotted("")

    def _dotted(self, text: str) -> None:
        """Set a text followed by dots up to the right margin: a tab with a leader, which stays one line when edited."""
        paragraph = self._write(self._docx.add_paragraph(), text)
        paragraph.add_run().add_tab()
        paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(self._inner), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
        paragraph.paragraph_format.line_spacing = 1.3

    def table(self, columns: Sequence[Column], rows: Sequence[Sequence[Value]]) -> None:
        """Set a ruled table whose head repeats on each page; a last row "Tổng cộng" is bold. Rows stay whole."""
        table = self._docx.add_table(1, len(columns))
        table.style = "Table Grid"
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        for cell, column in zip(table.rows[0].cells, columns, strict=True):
            self._cell(cell, column.title, "center", bold=True)
            cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
            _shade(cell)
        _mark(table.rows[0], "w:tblHeader")
        for values in rows:
            cells = table.add_row().cells
            for cell, column, value in zip(cells, columns, values, strict=True):
                self._cell(cell, show(value), column.align, bold="Tổng cộng" in values[:2])
        for row in table.rows:
            _mark(row, "w:cantSplit")
        _set_widths(table, [column.width for column in columns])
        _narrow_margins(table)
        self._docx.add_paragraph()

    def _cell(self, cell: Any, text: str, side: str, *, bold: bool = False) -> None:
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(0)
        self._write(paragraph, text, side, size=11, bold=bold)

    def signatures(self, signers: Sequence[Signer]) -> None:
        """Set the places to sign side by side."""
        table = self._docx.add_table(1, len(signers))
        for cell, signer in zip(table.rows[0].cells, signers, strict=True):
            self._line(cell, signer.role, 0, size=13, bold=True)
            self._line(cell, signer.hint, 1, size=11, italic=True)
            for n in range(3):
                self._line(cell, "", 2 + n, size=13)
            self._line(cell, signer.name, 5, size=13, bold=True)

    def _page_numbers(self) -> None:
        paragraph = self._docx.sections[0].footer.paragraphs[0]
        self._write(
            paragraph,
            f"{self._imprint.office.name} · In ngày {show(self._imprint.printed_on)} · Trang ",
            size=9,
            italic=True,
        )
        _field(paragraph, "PAGE")
        self._write(paragraph, "/", size=9, italic=True)
        _field(paragraph, "NUMPAGES")

    def bytes(self) -> bytes:
        """Return the file."""
        out = io.BytesIO()
        self._docx.save(out)
        return out.getvalue()


def _set_widths(table: Any, widths: Sequence[float]) -> None:
    """Give columns their widths (millimetres), in the table's grid and in each cell: programs read one or the other."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)


def _narrow_margins(table: Any) -> None:
    """Leave a little more than a millimetre beside the text of a cell, as on the printed forms."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "70")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.append(margins)


def _shade(cell: Any) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", "EBEBEB")):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)


def _mark(row: Any, name: str) -> None:
    """Set a property of a row: its head repeats (``w:tblHeader``), it is not parted (``w:cantSplit``)."""
    mark = OxmlElement(name)
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def _field(paragraph: Any, name: str) -> None:
    """A field that Word fills in; python-docx has no call for one."""
    for kind, text in (("begin", None), (None, name), ("end", None)):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        run = paragraph.add_run()
        run.font.size, run.italic = Pt(9), True
        run._r.append(element)
