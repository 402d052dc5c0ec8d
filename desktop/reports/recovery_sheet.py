"""Phiếu khôi phục bản sao lưu: the secret key of sealed backups on paper, for the safe, in writing and as a QR code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import segno
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from desktop.reports.flow import Flow
from desktop.reports.furniture import Imprint, Signer, feet, office_head, signatures
from desktop.reports.output import pdf_bytes
from desktop.reports.page import PORTRAIT, Page
from desktop.reports.typeset import BODY, BODY_BOLD, SUBTITLE, TITLE, Style

TITLE_TEXT = "PHIẾU KHÔI PHỤC BẢN SAO LƯU"
_CODE = Style(BODY_BOLD.font, 15, 22, "center")
_CODE_SIZE = 34 * mm
_TEXT = Style(BODY.font, 12, 15)
_GROUP = 6
_GROUPS_A_LINE = 5
_PREFIX = "AGE-SECRET-KEY-1"
_STEPS = (
    "1. Cài chương trình Văn Thư trên máy mới, chọn «Khôi phục từ bản sao lưu…» ở màn hình đầu tiên.",
    "2. Chọn tệp .vanthu trên USB hoặc ổ đĩa sao lưu (cả thư mục «kho» phải nằm cạnh tệp đó).",
    "3. Khi được hỏi mật khẩu, gõ mật khẩu sao lưu, hoặc gõ mã dưới đây (không cần gõ khoảng trắng).",
)
_WARNINGS = (
    "Ai có tờ này và bản sao lưu thì đọc được toàn bộ sổ và bản quét. Cất trong két, không chụp ảnh, không gửi qua mạng.",
    "Mất cả mật khẩu và tờ này thì không ai mở lại được bản sao lưu, kể cả người làm ra chương trình.",
    "Bản sao lưu ghi theo định dạng age (age-encryption.org) trong tệp ZIP: chương trình age cũng mở được bằng mã này.",
)


@dataclass(frozen=True)
class Recovery:
    """``words``: the secret key; ``key``: the open one, by which a backup tells that it fits."""

    words: str
    key: str


def recovery_sheet(imprint: Imprint, recovery: Recovery) -> bytes:
    """Return the sheet as PDF. OfficeError for a missing glyph in the office's name."""
    return pdf_bytes([_pages(imprint, recovery)], TITLE_TEXT.capitalize(), imprint.office.name)


def groups(words: str) -> list[str]:
    """Part a secret key into lines of short groups that can be typed from paper."""
    body = words.removeprefix(_PREFIX)
    parts = [body[n : n + _GROUP] for n in range(0, len(body), _GROUP)]
    rows = [parts[n : n + _GROUPS_A_LINE] for n in range(0, len(parts), _GROUPS_A_LINE)]
    return [_PREFIX, *("   ".join(row) for row in rows)]


def begin_for_the_safe(imprint: Imprint, title: str, steps: Sequence[str]) -> Flow:
    """Begin a sheet that is kept in the safe: its head, what to do with it, and the line before its code."""
    flow = Flow(PORTRAIT)
    office_head(flow, imprint)
    flow.centred(title, TITLE)
    flow.centred("(Tài liệu nội bộ, cất trong két của cơ quan)", SUBTITLE)
    flow.gap(3 * mm)
    for step in steps:
        flow.para(step, _TEXT)
        flow.gap(1.5 * mm)
    flow.gap(2 * mm)
    flow.para("Mã khôi phục:", BODY_BOLD)
    return flow


def put_warnings(flow: Flow, warnings: Sequence[str]) -> None:
    """Say what the sheet opens and what it does not."""
    for warning in warnings:
        flow.para(f"- {warning}", _TEXT)
        flow.gap(1 * mm)


def _pages(imprint: Imprint, recovery: Recovery) -> Sequence[Page]:
    flow = begin_for_the_safe(imprint, TITLE_TEXT, _STEPS)
    flow.gap(2 * mm)
    for line in groups(recovery.words):
        flow.centred(line, _CODE)
    flow.gap(3 * mm)
    _put_code(flow, recovery.words)
    flow.gap(3 * mm)
    flow.centred(f"Khóa công khai: {recovery.key}", Style(size=10, leading=12, align="center"))
    flow.gap(3 * mm)
    put_warnings(flow, _WARNINGS)
    flow.labelled_dots("Mật khẩu sao lưu (nếu muốn ghi lại):", BODY)
    signatures(flow, (Signer("NGƯỜI LẬP"), Signer("NGƯỜI GIỮ PHIẾU")))
    return feet(flow.pages, imprint, TITLE_TEXT.capitalize())


def _put_code(flow: Flow, words: str) -> None:
    matrix = segno.make_qr(words, error="m").matrix
    unit = _CODE_SIZE / len(matrix)
    left = flow.left + (flow.frame.inner - _CODE_SIZE) / 2
    upper = flow.frame.height - flow.y

    def draw(canvas: Canvas) -> None:
        for n, line in enumerate(matrix):
            for m, dark in enumerate(line):
                if dark:
                    canvas.rect(left + m * unit, upper - (n + 1) * unit, unit, unit, stroke=0, fill=1)

    flow.page.drawings.append(draw)
    flow.y += _CODE_SIZE
