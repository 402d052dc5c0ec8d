"""Lists: people, units, books, days off; a pasted list is understood line by line before anything is written."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from desktop.core.errors import RuleError
from desktop.core.records import Unit
from desktop.services import books, letters, particulars, people, tasks
from desktop.ui.book_dialogs import BookDialog
from desktop.ui.catalogue_dialogs import HolidayDialog, PasteDialog, PersonDialog, UnitDialog
from desktop.ui.catalogues_view import BOOKS, HOLIDAYS, ISSUERS, PEOPLE, UNITS, CataloguesView
from desktop.ui.context import UiContext
from desktop.ui.hand_over_all import HandOverAllDialog
from desktop.ui.people_paste import parse_people

UNITS_THERE = [Unit(1, "", "Phòng Kinh tế", "PKT"), Unit(2, "", "Văn phòng HĐND và UBND", "VP")]


@pytest.fixture
def view(context: UiContext, made: Any, qtbot: QtBot) -> CataloguesView:
    screen = CataloguesView(context)
    qtbot.addWidget(screen)
    screen.testers = [  # type: ignore[attr-defined]
        QAbstractItemModelTester(m, QAbstractItemModelTester.FailureReportingMode.Fatal) for m in screen.models
    ]
    screen.show()
    context.actions.show_front(screen)
    screen.shown()
    qtbot.waitUntil(lambda: screen.lists is not None)
    return screen


def dialog_of(view: CataloguesView, kind: type, qtbot: QtBot) -> Any:
    qtbot.waitUntil(lambda: bool(view.findChildren(kind)))
    return view.findChildren(kind)[-1]


def column(view: CataloguesView, tab: int, number: int) -> list[str]:
    model = view.models[tab]
    return [str(model.index(row, number).data()) for row in range(model.rowCount())]


def test_a_person_is_added_edited_and_taken_off(view: CataloguesView, made: Any, qtbot: QtBot) -> None:
    view.acts["catalogues.add"].trigger()
    dialog = dialog_of(view, PersonDialog, qtbot)
    assert not dialog.ok.isEnabled()
    dialog.name.setText("Bùi Thị Mai")
    dialog.job.setText("Phó Chủ tịch")
    dialog.job.editingFinished.emit()
    assert dialog.chosen_role() == "deputy"
    dialog.accept()
    qtbot.waitUntil(lambda: "Bùi Thị Mai" in column(view, PEOPLE, 0))
    view.tables[PEOPLE].selectRow(column(view, PEOPLE, 0).index("Bùi Thị Mai"))
    view.acts["catalogues.edit"].trigger()
    qtbot.waitUntil(lambda: view.findChildren(PersonDialog)[-1].name.text() == "Bùi Thị Mai")
    edit = view.findChildren(PersonDialog)[-1]
    edit.job.setText("Chủ tịch")
    edit.accept()
    qtbot.waitUntil(lambda: people.find_person(made.office, "Bùi Thị Mai").title == "Chủ tịch")
    qtbot.waitUntil(lambda: "Chủ tịch" in column(view, PEOPLE, 1))
    view.tables[PEOPLE].selectRow(column(view, PEOPLE, 0).index("Bùi Thị Mai"))
    view.acts["catalogues.toggle"].trigger()
    qtbot.waitUntil(lambda: "✗ ngừng dùng" in column(view, PEOPLE, 4))
    assert "Bùi Thị Mai" not in [p.name for p in people.people(made.office)]


def test_pasted_list_is_shown_then_added(view: CataloguesView, made: Any, qtbot: QtBot) -> None:
    view.acts["catalogues.paste"].trigger()
    dialog = dialog_of(view, PasteDialog, qtbot)
    dialog.text.setPlainText("1\tNgô Văn Bê\tChuyên viên\tPhòng Kinh tế\n2\tLê Thị Thư\tVăn thư\n3\tHồ Xê\tx\tPhòng lạ")
    results = [str(dialog.model.index(row, 4).data()) for row in range(3)]
    assert results == ["✓ Cán bộ, công chức", "! đã có trong danh sách", "! không có đơn vị này"]
    assert dialog.ok.text() == "Thêm 1 người"
    dialog.accept()
    qtbot.waitUntil(
        lambda: people.find_person(made.office, "Ngô Văn Bê").unit == "Phòng Kinh tế" if _there(made) else False
    )


def _there(made: Any) -> bool:
    return "Ngô Văn Bê" in [p.name for p in people.people(made.office)]


def test_unit_and_book(view: CataloguesView, made: Any, qtbot: QtBot) -> None:
    view.tabs.setCurrentIndex(UNITS)
    view.acts["catalogues.add"].trigger()
    unit = dialog_of(view, UnitDialog, qtbot)
    unit.name.setText("Đội Quản lý trật tự")
    unit.accept()
    qtbot.waitUntil(lambda: "Đội Quản lý trật tự" in column(view, UNITS, 0))
    view.tabs.setCurrentIndex(BOOKS)
    view.acts["catalogues.add"].trigger()
    book = dialog_of(view, BookDialog, qtbot)
    book.name.setText("Sổ đơn thư")
    book.accept()
    qtbot.waitUntil(lambda: "Sổ đơn thư" in column(view, BOOKS, 0))
    assert len(letters.books(made.office)) == 2
    with pytest.raises(RuleError):
        books.add_book(made.office, "so don thu")


def test_days_off_are_added_and_removed(view: CataloguesView, made: Any, qtbot: QtBot) -> None:
    view.tabs.setCurrentIndex(HOLIDAYS)
    before = view.models[HOLIDAYS].rowCount()
    assert "Chưa có lịch nghỉ năm 2027" in view.hint.text()
    view.acts["catalogues.add"].trigger()
    dialog = dialog_of(view, HolidayDialog, qtbot)
    dialog.day.set_day(date(2027, 1, 1))
    dialog.name.setText("Tết Dương lịch")
    dialog.accept()
    qtbot.waitUntil(lambda: view.models[HOLIDAYS].rowCount() == before + 1)
    assert column(view, HOLIDAYS, 0)[0] == "Thứ Sáu 01/01/2027"
    assert view.hint.text() == ""
    view.tables[HOLIDAYS].selectRow(0)
    view.acts["catalogues.toggle"].trigger()
    qtbot.waitUntil(lambda: view.models[HOLIDAYS].rowCount() == before)


def test_a_worked_day_is_a_weekend_day(view: CataloguesView, made: Any, qtbot: QtBot) -> None:
    view.tabs.setCurrentIndex(HOLIDAYS)
    view.acts["catalogues.working"].trigger()
    dialog = dialog_of(view, HolidayDialog, qtbot)
    dialog.day.set_day(date(2026, 12, 10))
    assert not dialog.ok.isEnabled()
    dialog.day.set_day(date(2026, 12, 12))
    dialog.accept()
    qtbot.waitUntil(lambda: "Thứ Bảy 12/12/2026" in column(view, HOLIDAYS, 0))
    with pytest.raises(RuleError):
        particulars.set_holidays(made.office, 2026, {}, frozenset({date(2026, 12, 10)}))


def test_issuers_are_learned(view: CataloguesView, made: Any, qtbot: QtBot) -> None:
    view.tabs.setCurrentIndex(ISSUERS)
    assert "ghi nhớ khi đăng ký" in view.hint.text()
    made.paper(issuer="Sở Tư pháp")
    view.context.tell("letters")
    qtbot.waitUntil(lambda: column(view, ISSUERS, 0) == ["Sở Tư pháp"])
    assert not view.acts["catalogues.add"].isEnabled()


def test_paste_understands_excel_semicolons_heads_and_doubles() -> None:
    text = "Họ và tên\tChức vụ\tĐơn vị\nTrần A\tTrưởng phòng\tPKT\n\nTrần A;x\n12345\tx\nLý B; Văn thư ; van phong hdnd va ubnd"
    found = parse_people(text, UNITS_THERE)
    assert [(p.line, p.name, p.unit_id, p.role, str(p.problem or "")) for p in found] == [
        (2, "Trần A", 1, "head", ""),
        (4, "Trần A", None, "officer", "đã có trong danh sách"),
        (5, "x", None, "officer", ""),
        (6, "Lý B", 2, "clerk", ""),
    ]


def test_who_leaves_with_open_work_hands_it_over_first(
    view: CataloguesView, made: Any, office: Any, qtbot: QtBot
) -> None:
    made.task("rà soát")
    person = made.folk["Đỗ Văn Kinh"]
    row = next(n for n in range(view.models[0].rowCount()) if view.models[0].row_at(n).id == person.id)
    view.tables[0].selectRow(row)
    view.acts["catalogues.toggle"].trigger()
    qtbot.waitUntil(lambda: bool(view.findChildren(HandOverAllDialog)))
    dialog = view.findChildren(HandOverAllDialog)[-1]
    qtbot.waitUntil(lambda: dialog.count == 1)
    dialog.person.choose(made.folk["Nguyễn Thị Lúa"].id)
    dialog.reason.setPlainText("nghỉ hưu")
    dialog.ok.click()
    qtbot.waitUntil(lambda: [t.lead for t in tasks.tasks(office)] == ["Nguyễn Thị Lúa"])
    qtbot.waitUntil(lambda: view.current() is not None and view.current().id == person.id)
    view.acts["catalogues.toggle"].trigger()
    qtbot.waitUntil(lambda: not people.person(office, person.id).active)


def test_a_person_is_taken_out_of_the_unit(view: CataloguesView, made: Any, office: Any, qtbot: QtBot) -> None:
    person = made.folk["Nguyễn Thị Lúa"]
    row = next(n for n in range(view.models[0].rowCount()) if view.models[0].row_at(n).id == person.id)
    view.tables[0].selectRow(row)
    view.acts["catalogues.edit"].trigger()
    dialog = view.findChildren(PersonDialog)[-1]
    dialog.unit.setEditText("phòng không có")
    assert not dialog.ok.isEnabled()
    dialog.unit.choose(None)
    dialog.ok.click()
    qtbot.waitUntil(lambda: people.person(office, person.id).unit_id is None)
