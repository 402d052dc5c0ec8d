"""The register: the book's columns, paging, filters, sorting, the letter beside it, the keyboard."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from desktop.core.words import use_language
from desktop.services import letters, register
from desktop.ui import letter_panel
from desktop.ui.context import UiContext
from desktop.ui.dialogs import HandOverDialog, OpinionDialog, ReasonDialog
from desktop.ui.letter_form import LetterForm
from desktop.ui.pdf_preview import PreviewDialog
from desktop.ui.register_view import RegisterView

HEADS = [
    "Ngày đến",
    "Số đến",
    "Tác giả",
    "Số, ký hiệu",
    "Ngày văn bản",
    "Tên loại và trích yếu nội dung",
    "Đơn vị hoặc người nhận",
    "Ngày chuyển",
    "Ghi chú",
]


@pytest.fixture
def view(context: UiContext, qtbot: QtBot) -> RegisterView:
    screen = RegisterView(context)
    qtbot.addWidget(screen)
    screen.resize(1180, 640)
    screen.model_tester = QAbstractItemModelTester(  # type: ignore[attr-defined]
        screen.model, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    return screen


def show(view: RegisterView, qtbot: QtBot, count: int) -> None:
    view.show()
    view.context.actions.show_front(view)
    view.shown()
    wanted = view.table if count else view.beside.empty
    qtbot.waitUntil(lambda: view.model.rowCount() == count and view.beside.stack.currentWidget() is wanted)
    if count:
        qtbot.waitUntil(lambda: view.model.letter_at(0) is not None)


def cells(view: RegisterView, row: int) -> list[str]:
    return [str(view.model.index(row, c).data() or "") for c in range(view.model.columnCount())]


def dialog_of(view: RegisterView, kind: type, qtbot: QtBot) -> Any:
    qtbot.waitUntil(lambda: bool(view.findChildren(kind)))
    return view.findChildren(kind)[-1]


def test_columns_are_those_of_the_book(view: RegisterView, made: Any, qtbot: QtBot) -> None:
    made.paper(issuer="Sở Tư pháp", number="12", symbol="STP-HCTP", subject="hộ tịch", issued_on="2026-11-16")
    show(view, qtbot, 1)
    heads = [str(view.model.headerData(c, Qt.Orientation.Horizontal)).replace("\n", " ") for c in range(9)]
    assert heads == HEADS
    assert cells(view, 0)[:6] == [
        "18/11/2026",
        "1",
        "Sở Tư pháp",
        "12/STP-HCTP",
        "16/11/2026",
        "Công văn về: hộ tịch",
    ]


def test_void_entry_is_struck_through_with_its_reason(view: RegisterView, made: Any, qtbot: QtBot) -> None:
    letter = made.paper()
    register.void(made.office, letter.id, "đăng ký nhầm sổ")
    show(view, qtbot, 1)
    assert view.model.index(0, 5).data(Qt.ItemDataRole.FontRole).strikeOut()
    assert "đăng ký nhầm sổ" in cells(view, 0)[8]
    assert not view.acts["register.void"].isEnabled()


def test_empty_register_says_what_to_do(view: RegisterView, qtbot: QtBot) -> None:
    show(view, qtbot, 0)
    assert view.beside.stack.currentWidget() is view.beside.empty
    assert "Hộp quét" in view.beside.empty.text()


def test_rows_are_fetched_by_pages(view: RegisterView, made: Any, qtbot: QtBot) -> None:
    for n in range(1, 131):
        made.paper(number=str(n))
    asked: list[int] = []
    fetch = view.model._rows._fetch
    view.model._rows._fetch = lambda first, most, deliver: (asked.append(most), fetch(first, most, deliver))[1]
    show(view, qtbot, 130)
    assert view.model.letter_at(0) is not None
    assert asked == [], "the first page came with the list"
    view.table.scrollToBottom()
    qtbot.waitUntil(lambda: view.model.letter_at(129) is not None)
    assert asked == [100]
    assert cells(view, 129)[1] == "1"
    assert view.beside.total.text() == "130 văn bản"


def test_search_as_typed_without_accents(view: RegisterView, made: Any, qtbot: QtBot) -> None:
    made.paper(issuer="Sở Nội vụ", subject="tuyển dụng công chức")
    made.paper(issuer="Sở Tài chính", subject="quyết toán ngân sách")
    show(view, qtbot, 2)
    qtbot.keyClicks(view.search, "quyet toan")
    qtbot.waitUntil(lambda: view.model.rowCount() == 1)
    qtbot.waitUntil(lambda: cells(view, 0)[2] == "Sở Tài chính")
    view.search.clear()
    qtbot.waitUntil(lambda: view.model.rowCount() == 2)


def test_chips_filter_and_count(view: RegisterView, made: Any, qtbot: QtBot) -> None:
    made.paper(urgency="KHẨN")
    made.paper(arrived_on=date(2026, 10, 1))
    show(view, qtbot, 2)
    qtbot.waitUntil(lambda: "2" in view.chips._buttons["unassigned"].text())
    qtbot.mouseClick(view.chips._buttons["urgent"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: view.model.rowCount() == 1)
    qtbot.mouseClick(view.chips._buttons["this_week"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: view.chips.chosen() == "this_week" and view.model.rowCount() == 1)
    qtbot.mouseClick(view.chips._buttons["this_week"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: view.model.rowCount() == 2)


def test_a_head_sorts_by_the_dictionary(view: RegisterView, made: Any, qtbot: QtBot) -> None:
    for issuer in ("Sở Đất đai", "Sở Du lịch", "Sở Ảnh"):
        made.paper(issuer=issuer)
    show(view, qtbot, 3)
    view.table.horizontalHeader().sectionClicked.emit(2)
    qtbot.waitUntil(lambda: [cells(view, r)[2] for r in range(3)] == ["Sở Ảnh", "Sở Du lịch", "Sở Đất đai"])
    view.table.horizontalHeader().sectionClicked.emit(2)
    qtbot.waitUntil(lambda: cells(view, 0)[2] == "Sở Đất đai")


def test_enter_opens_the_letter_and_escape_closes(view: RegisterView, made: Any, qtbot: QtBot) -> None:
    made.scanned()
    show(view, qtbot, 1)
    qtbot.keyClick(view.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: view.panel.bundle is not None)
    assert view.panel.number.text() == "1"
    assert view.panel.tabs.tabText(letter_panel.DIRECTIVES) == "Chỉ đạo (4)"
    assert len(view.panel.directives.cards) == 4
    assert "Chỉ thị số 05/CT-TTg" in view.panel.chain.cards[0].accessibleName()
    view.acts["register.close"].trigger()
    assert not view.panel.isVisible()


def test_a_directive_is_shown_on_its_page(view: RegisterView, made: Any, qtbot: QtBot) -> None:
    letter = made.scanned()
    show(view, qtbot, 1)
    view.open_letter(letter.id)
    qtbot.waitUntil(lambda: view.panel.bundle is not None)
    view.panel.tabs.setCurrentIndex(letter_panel.DIRECTIVES)
    qtbot.keyClick(view.panel.directives.cards[1], Qt.Key.Key_Return)
    assert view.panel.tabs.currentIndex() == letter_panel.PAGES


def test_open_letter_clears_the_filters(view: RegisterView, made: Any, qtbot: QtBot) -> None:
    first = made.paper(number="1")
    made.paper(number="2", urgency="KHẨN")
    show(view, qtbot, 2)
    view.chips.choose("urgent")
    view.open_letter(first.id)
    qtbot.waitUntil(lambda: view.panel.bundle is not None and view.panel.bundle.letter.id == first.id)
    qtbot.waitUntil(lambda: view.model.rowCount() == 2)
    qtbot.waitUntil(lambda: view.table.currentIndex().row() == view.model.row_of(first.id) == 1)


def test_void_asks_for_a_reason(view: RegisterView, made: Any, context: Any, qtbot: QtBot) -> None:
    letter = made.paper()
    show(view, qtbot, 1)
    view.acts["register.void"].trigger()
    dialog = dialog_of(view, ReasonDialog, qtbot)
    assert not dialog.ok.isEnabled()
    dialog.text.setPlainText("trùng số đến")
    qtbot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: letters.letter(made.office, letter.id).state == "void")
    qtbot.waitUntil(lambda: "Đã hủy đăng ký số đến 1." in context.said)


def test_correct_changes_only_what_was_typed(view: RegisterView, made: Any, qtbot: QtBot) -> None:
    letter = made.paper()
    show(view, qtbot, 1)
    view.acts["register.correct"].trigger()
    form = dialog_of(view, LetterForm, qtbot)
    form.lines["issued_on"].setText("31/2/2026")
    assert not form.ok.isEnabled()
    form.lines["issued_on"].setText("17/11/2026")
    assert form.values() == {"issued_on": "2026-11-17"}
    form.accept()
    qtbot.waitUntil(lambda: letters.letter(made.office, letter.id).issued_on == "2026-11-17")


def test_paper_letter_is_registered_by_hand(view: RegisterView, made: Any, qtbot: QtBot) -> None:
    show(view, qtbot, 0)
    view.acts["register.by_hand"].trigger()
    form = dialog_of(view, LetterForm, qtbot)
    assert not form.ok.isEnabled()
    form.lines["issuer"].setText("Công an tỉnh")
    form.subject.setPlainText("phối hợp bảo đảm trật tự")
    form.accept()
    qtbot.waitUntil(lambda: view.model.rowCount() == 1)
    qtbot.waitUntil(lambda: view.panel.bundle is not None)
    assert view.panel.bundle is not None
    assert view.panel.bundle.letter.arrival_number == 1


def test_hand_over_and_opinion(view: RegisterView, made: Any, qtbot: QtBot) -> None:
    letter = made.paper()
    show(view, qtbot, 1)
    view.acts["register.hand_over"].trigger()
    dialog = dialog_of(view, HandOverDialog, qtbot)
    qtbot.keyClicks(dialog.person.lineEdit(), "lua")
    assert dialog.person.chosen() == made.folk["Nguyễn Thị Lúa"].id
    dialog.accept()
    qtbot.waitUntil(lambda: letters.letter(made.office, letter.id).handed_to == "Nguyễn Thị Lúa")
    view.acts["register.opinion"].trigger()
    opinion = dialog_of(view, OpinionDialog, qtbot)
    opinion.text.setPlainText("Giao đ/c Lúa tham mưu trước 25/11.")
    opinion.accept()
    qtbot.waitUntil(lambda: bool(letters.instructions(made.office, letter.id)))
    assert letters.instructions(made.office, letter.id)[0].by == "Trần Văn Chính"


def test_slip_of_the_letter_is_previewed(view: RegisterView, made: Any, qtbot: QtBot) -> None:
    made.paper()
    show(view, qtbot, 1)
    view.acts["register.slip"].trigger()
    preview = dialog_of(view, PreviewDialog, qtbot)
    assert preview.preview.page_count() == 1
    preview.close()


def test_narrow_tables_drop_columns_but_not_the_subject(view: RegisterView, made: Any, qtbot: QtBot) -> None:
    made.paper()
    show(view, qtbot, 1)
    assert not any(view.table.isColumnHidden(c) for c in range(9))
    view.resize(700, 500)
    qtbot.waitUntil(lambda: view.table.isColumnHidden(7))
    assert view.table.columnWidth(5) >= 170
    assert not view.table.isColumnHidden(1)
    qtbot.waitUntil(lambda: view.chips.y() > view.search.y() + 10)


def test_words_follow_the_language(view: RegisterView, made: Any, qtbot: QtBot) -> None:
    made.paper()
    show(view, qtbot, 1)
    use_language("en", {"Số đến": "Arrival no."})
    try:
        view.retranslate()
        assert view.model.headerData(1, Qt.Orientation.Horizontal) == "Arrival\nno."
    finally:
        use_language("vi", {})


def test_an_empty_register_begins_at_the_search_line(context: UiContext, qtbot: QtBot) -> None:
    view = RegisterView(context)
    qtbot.addWidget(view)
    view.show()
    view.shown()
    qtbot.waitUntil(lambda: view.beside.stack.currentWidget() is view.beside.empty)
    assert view.focusWidget() is view.search


def test_a_letter_of_another_year_is_in_view_when_this_year_s_register_was_empty(
    context: UiContext, made: Any, qtbot: QtBot
) -> None:
    old = [made.paper(number=str(n), arrived_on=date(2025, 3, 5)) for n in range(60)]
    view = RegisterView(context)
    qtbot.addWidget(view)
    view.resize(1100, 600)
    view.show()
    view.shown()
    qtbot.waitUntil(lambda: view.beside.stack.currentWidget() is view.beside.empty)
    view.open_letter(old[0].id)
    qtbot.waitUntil(lambda: view.table.currentIndex().row() == 59)
    row = view.table.visualRect(view.table.currentIndex())
    assert view.table.viewport().rect().contains(row), row
