"""Phiếu khôi phục quyền quản trị: the administrators' recovery code on paper, for the safe."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.units import mm

from desktop.reports.furniture import Imprint, Signer, feet, signatures
from desktop.reports.output import pdf_bytes
from desktop.reports.page import Page
from desktop.reports.recovery_sheet import begin_for_the_safe, put_warnings
from desktop.reports.typeset import BODY_BOLD, Style

TITLE_TEXT = "PHIẾU KHÔI PHỤC QUYỀN QUẢN TRỊ"
_CODE = Style(BODY_BOLD.font, 18, 26, "center")
_STEPS = (
    "1. Mở chương trình Văn Thư trên máy của cơ quan; ở màn hình đăng nhập bấm «Quên mật khẩu…».",
    "2. Chọn tên người quản trị, gõ mã dưới đây (không cần gõ dấu gạch) và mật khẩu mới.",
    "3. Đăng nhập được rồi, vào «Người dùng và đăng nhập…» lập phiếu mới: mỗi phiếu chỉ dùng một lần.",
)
_WARNINGS = (
    "Ai có tờ này và ngồi vào máy thì thành người quản trị. Cất trong két, không chụp ảnh, không gửi qua mạng.",
    "Lập phiếu mới thì phiếu này hết giá trị. Mỗi lần lập và mỗi lần dùng phiếu đều được ghi vào nhật ký.",
    "Phiếu này không mở được bản sao lưu đã mã hóa: việc đó cần mật khẩu sao lưu hoặc phiếu khôi phục bản sao lưu.",
)


def administrator_sheet(imprint: Imprint, code: str) -> bytes:
    """Return the sheet as PDF; ``code`` as ``recovery.make_code`` gave it. OfficeError for a missing glyph in the name."""
    return pdf_bytes([_pages(imprint, code)], TITLE_TEXT.capitalize(), imprint.office.name)


def _pages(imprint: Imprint, code: str) -> Sequence[Page]:
    flow = begin_for_the_safe(imprint, TITLE_TEXT, _STEPS)
    flow.gap(4 * mm)
    flow.centred(code, _CODE)
    flow.gap(6 * mm)
    put_warnings(flow, _WARNINGS)
    signatures(flow, (Signer("NGƯỜI LẬP"), Signer("NGƯỜI GIỮ PHIẾU")))
    return feet(flow.pages, imprint, TITLE_TEXT.capitalize())
