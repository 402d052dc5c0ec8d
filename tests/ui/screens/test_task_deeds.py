"""Following work from the list: extension asked and answered, confirmation, handing over, new work, files, replies."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from desktop.core.readings import Deadline, Recurrence
from desktop.services import evidence, extensions, people, replies, tasks
from desktop.ui.context import UiContext
from desktop.ui.dialogs import DueDialog, ReassignDialog
from desktop.ui.hand_over_all import HandOverAllDialog
from desktop.ui.kept_file import KeptFileDialog
from desktop.ui.letter_bundle import load_bundle
from desktop.ui.letter_tabs import chain_cards
from desktop.ui.new_task_dialog import NewTaskDialog
from desktop.ui.register_view import RegisterView
from desktop.ui.reply_dialog import ReplyDialog
from desktop.ui.tasks_view import TasksView
from desktop.ui.work_dialogs import AnswerDialog, ExtensionDialog, RecurrenceBox, RecurrenceDialog

DUE, LATER = date(2026, 11, 24), date(2026, 12, 1)


@pytest.fixture
def view(context: UiContext, qtbot: QtBot) -> TasksView:
    screen = TasksView(context)
    qtbot.addWidget(screen)
    screen.resize(1180, 640)
    return screen


def show(view: TasksView, qtbot: QtBot, count: int) -> None:
    view.show()
    view.context.actions.show_front(view)
    view.shown()
    wanted = view.table if count else view.beside.empty
    qtbot.waitUntil(lambda: view.model.rowCount() == count and view.beside.stack.currentWidget() is wanted)


def ask(view: TasksView, action: str, kind: type, qtbot: QtBot) -> Any:
    view.acts[f"tasks.{action}"].trigger()
    qtbot.waitUntil(lambda: bool(view.findChildren(kind)))
    return view.findChildren(kind)[-1]


def said(context: Any, words: str, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: any(words in text for text in context.said))


def test_a_later_day_is_asked_for_and_granted(
    view: TasksView, made: Any, office: Any, context: Any, qtbot: QtBot
) -> None:
    task = made.task("rà soát", due=DUE)
    show(view, qtbot, 1)
    dialog = ask(view, "extend", ExtensionDialog, qtbot)
    dialog.day.set_day(DUE)
    assert not dialog.ok.isEnabled()
    dialog.day.set_day(LATER)
    dialog.reason.setPlainText("chờ số liệu")
    qtbot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    said(context, "hạn chưa đổi", qtbot)
    qtbot.waitUntil(lambda: view.acts["tasks.extend"].text() == "Trả lời gia hạn…")
    assert tasks.task(office, task.id).due_on == DUE
    answer = ask(view, "extend", AnswerDialog, qtbot)
    assert answer.answer() == "grant"
    qtbot.mouseClick(answer.ok, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: tasks.task(office, task.id).due_on == LATER)
    view.open_current()
    qtbot.waitUntil(lambda: view.panel.task is not None and view.panel.task.first_due_on == DUE)


@pytest.mark.parametrize(("button", "word", "state"), [("other", "counter", "countered"), ("no", "refuse", "refused")])
def test_an_answer_may_be_another_day_or_no(
    view: TasksView, made: Any, office: Any, button: str, word: str, state: str, qtbot: QtBot
) -> None:
    task = made.task("rà soát", due=DUE)
    asked = extensions.ask(office, task.id, LATER, "bận")
    show(view, qtbot, 1)
    dialog = ask(view, "extend", AnswerDialog, qtbot)
    getattr(dialog, button).setChecked(True)
    assert dialog.answer() == word
    dialog.note.setPlainText("tỉnh cần sớm")
    qtbot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: extensions.extension(office, asked.id).state == state)
    assert tasks.task(office, task.id).due_on == DUE


def test_an_offered_day_is_accepted(view: TasksView, made: Any, office: Any, qtbot: QtBot) -> None:
    task = made.task("rà soát", due=DUE)
    asked = extensions.ask(office, task.id, LATER, "bận")
    extensions.counter(office, asked.id, date(2026, 11, 27))
    show(view, qtbot, 1)
    view.chips.choose("asked")
    view.chips.picked.emit("asked")
    dialog = ask(view, "extend", AnswerDialog, qtbot)
    assert not dialog.other.isVisible()
    qtbot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: tasks.task(office, task.id).due_on == date(2026, 11, 27))


def test_work_reported_done_is_confirmed_or_returned(view: TasksView, made: Any, office: Any, qtbot: QtBot) -> None:
    office.change_settings(replace(office.settings, confirm_done=True))
    task = made.task("rà soát", due=DUE)
    made.progress(task, "xong", done=True)
    show(view, qtbot, 1)
    qtbot.waitUntil(view.acts["tasks.confirm"].isEnabled)
    assert view.acts["tasks.reopen"].isEnabled()
    view.acts["tasks.confirm"].trigger()
    qtbot.waitUntil(lambda: tasks.task(office, task.id).state == "done")


def test_all_work_of_one_who_leaves_is_handed_over(view: TasksView, made: Any, office: Any, qtbot: QtBot) -> None:
    for n in range(3):
        made.task(f"việc {n}")
    show(view, qtbot, 3)
    dialog = ask(view, "hand_over_all", HandOverAllDialog, qtbot)
    assert dialog.former.chosen() == made.folk["Đỗ Văn Kinh"].id
    qtbot.waitUntil(lambda: dialog.list.count() == 3)
    assert "Chủ trì: việc 0" in dialog.list.item(0).text()
    dialog.former.choose(made.folk["Lê Thị Thư"].id)
    dialog.former.picked.emit()
    qtbot.waitUntil(lambda: dialog.list.count() == 1)
    assert "Không có việc nào" in dialog.list.item(0).text()
    assert not dialog.ok.isEnabled()
    dialog.former.choose(made.folk["Đỗ Văn Kinh"].id)
    dialog.former.picked.emit()
    qtbot.waitUntil(lambda: dialog.list.count() == 3)
    dialog.person.choose(made.folk["Nguyễn Thị Lúa"].id)
    assert not dialog.ok.isEnabled()
    dialog.reason.setPlainText("nghỉ thai sản")
    qtbot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: {t.lead for t in tasks.tasks(office)} == {"Nguyễn Thị Lúa"})


def test_work_of_the_offices_own_is_given_by_keys(view: TasksView, made: Any, office: Any, qtbot: QtBot) -> None:
    show(view, qtbot, 0)
    dialog = ask(view, "new", NewTaskDialog, qtbot)
    assert not dialog.ok.isEnabled()
    dialog.title_box.setPlainText("Chuẩn bị hội nghị cuối năm")
    dialog.lead.setEditText("lua")
    dialog.partners.set_people(list(made.folk.values()), [made.folk["Lê Thị Thư"].id])
    dialog.partners.picked.emit()
    dialog.parts[made.folk["Lê Thị Thư"].id].setText("giấy mời")
    dialog.due.set_due(LATER)
    dialog.hour.setTime(dialog.hour.time().fromString("17:00", "HH:mm"))
    dialog.check()
    assert "sản phẩm" in dialog._problem.text()
    qtbot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(tasks.tasks(office)) == 1)
    [task] = tasks.tasks(office)
    assert (task.lead, task.partners, task.partner_parts) == ("Nguyễn Thị Lúa", ("Lê Thị Thư",), ("giấy mời",))
    assert (task.due_on, task.due_time, task.letter_id) == (LATER, "17:00", None)


def test_how_often_it_comes_back_is_set_and_shown(view: TasksView, made: Any, office: Any, qtbot: QtBot) -> None:
    task = made.task("báo cáo", due=date(2026, 11, 20))
    show(view, qtbot, 1)
    dialog = ask(view, "repeat", RecurrenceDialog, qtbot)
    dialog.box.every.setCurrentIndex(dialog.box.every.findData("month"))
    dialog.box.day.setValue(20)
    dialog.reason.setPlainText("quy chế")
    qtbot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: tasks.task(office, task.id).recurrence is not None)
    made_rule = tasks.task(office, task.id).recurrence
    assert made_rule == Recurrence("ngày 20 hằng tháng", "month", day="20")
    qtbot.waitUntil(lambda: view._current() is not None and view._current().recurrence is not None)
    dialog = ask(view, "repeat", RecurrenceDialog, qtbot)
    dialog.box.every.setCurrentIndex(dialog.box.every.findData(""))
    dialog.reason.setPlainText("không phải báo cáo nữa")
    qtbot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: tasks.task(office, task.id).recurrence is None)
    assert "Không lặp lại nữa: không phải báo cáo nữa" in tasks.task(office, task.id).last_note


@pytest.mark.parametrize(
    "rule",
    [
        None,
        Recurrence("thứ Sáu hằng tuần", "week", day="thứ Sáu"),
        Recurrence("định kỳ hằng quý", "quarter"),
        Recurrence("ngày 20 hằng tháng", "month", day="20"),
    ],
)
def test_the_period_that_was_given_stays_in_its_own_words(rule: Recurrence | None, qtbot: QtBot) -> None:
    box = RecurrenceBox(rule)
    qtbot.addWidget(box)
    assert box.recurrence() == rule


def test_a_file_is_kept_and_shown_with_the_task(
    view: TasksView, made: Any, office: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    task = made.task("rà soát")
    show(view, qtbot, 1)
    view.open_current()
    (tmp_path / "bảng.xlsx").write_bytes(b"made up")
    view.deeds.attach(tmp_path / "bảng.xlsx")
    qtbot.waitUntil(lambda: bool(view.panel.around.cards))
    assert [a.name for a in evidence.attachments(office, "task", task.id)] == ["bảng.xlsx"]
    opened: list[Path] = []
    monkeypatch.setattr(KeptFileDialog, "open_by_system", lambda dialog: opened.append(dialog._file))
    view.panel.around.cards[0].opened.emit()
    qtbot.waitUntil(lambda: bool(view.findChildren(KeptFileDialog)))
    dialog = view.findChildren(KeptFileDialog)[-1]
    qtbot.waitUntil(dialog.open_button.isEnabled)
    dialog.open_by_system()
    dialog.reject()
    assert opened[0].read_bytes() == b"made up"


def test_a_reply_closes_the_tasks_of_its_letter(view: TasksView, made: Any, office: Any, qtbot: QtBot) -> None:
    letter = made.scanned()
    given = made.give(letter)
    show(view, qtbot, len(given))
    dialog = ask(view, "reply", ReplyDialog, qtbot)
    assert len(dialog.ticks) == len(given)
    assert dialog.subject.text() == letter.subject
    assert not dialog.ok.isEnabled()
    dialog.number.setText("45/BC-UBND")
    qtbot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: {t.reply for t in tasks.tasks(office)} == {"45/BC-UBND"})
    [made_reply] = replies.of_letter(office, letter.id)
    assert (made_reply.number, made_reply.symbol, made_reply.type) == ("45", "BC-UBND", "Báo cáo")


def test_the_chain_stands_in_the_panel(view: TasksView, made: Any, office: Any, qtbot: QtBot) -> None:
    letter = made.scanned()
    [first, *_] = made.give(letter)
    made.paper(number="05", symbol="CT-TTg", issuer="Thủ tướng Chính phủ", issued_on="2026-01-15")
    replies.record(office, replies.ReplyDraft("45", "BC-UBND", date(2026, 11, 20), "kết quả"), letter_ids=[letter.id])
    show(view, qtbot, len(tasks.tasks(office)))
    view.open_task(first.id)
    view.open_current()
    qtbot.waitUntil(lambda: any("45/BC-UBND" in card.accessibleName() for card in view.panel.around.cards))
    assert any("05/CT-TTg" in card.accessibleName() for card in view.panel.around.cards)


def test_a_letter_is_answered_from_the_register(made: Any, office: Any, context: UiContext, qtbot: QtBot) -> None:
    letter = made.scanned()
    [first, *_] = made.give(letter)
    screen = RegisterView(context)
    qtbot.addWidget(screen)
    screen.show()
    context.actions.show_front(screen)
    screen.shown()
    qtbot.waitUntil(lambda: screen._letter() is not None)
    screen.acts["register.reply"].trigger()
    qtbot.waitUntil(lambda: bool(screen.window().findChildren(ReplyDialog)))
    dialog = screen.window().findChildren(ReplyDialog)[-1]
    dialog.number.setText("45/BC-UBND")
    dialog.ticks[first.id].setChecked(False)
    dialog.accept()
    qtbot.waitUntil(lambda: bool(replies.of_letter(office, letter.id)))
    assert tasks.task(office, first.id).state == "open"
    bundle = load_bundle(office, letter.id)
    assert any("45/BC-UBND" in card.head for card, _run in chain_cards(bundle, lambda _id: None))


def test_a_unit_is_given_work_and_gets_work_of_a_person(view: TasksView, made: Any, office: Any, qtbot: QtBot) -> None:
    task = made.task("rà soát")
    show(view, qtbot, 1)
    unit = next(u for u in people.units(office) if u.name == "Phòng Kinh tế")
    dialog = ask(view, "reassign", ReassignDialog, qtbot)
    dialog.person.setEditText("phong kinh te")
    assert (dialog.person.unit(), dialog.person.person()) == (unit.id, None)
    dialog.reason.setPlainText("việc của cả phòng")
    qtbot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: tasks.task(office, task.id).lead_unit_id == unit.id)
    qtbot.waitUntil(lambda: view.model.index(0, 2).data() == "Phòng Kinh tế")
    new = ask(view, "new", NewTaskDialog, qtbot)
    new.title_box.setPlainText("Chuẩn bị hội nghị")
    new.lead.choose(-unit.id)
    new.check()
    qtbot.mouseClick(new.ok, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(tasks.tasks(office)) == 2)
    assert {t.lead for t in tasks.tasks(office)} == {"Phòng Kinh tế"}


def test_the_list_shows_what_is_not_clear(view: TasksView, made: Any, qtbot: QtBot) -> None:
    helper = made.folk["Lê Thị Thư"].id
    made.task("đủ 5 rõ", due=DUE, product="báo cáo", partner_ids=(helper,))
    made.task("không có hạn", product="báo cáo", partner_ids=(helper,))
    made.task("không có sản phẩm", due=DUE, partner_ids=(helper,))
    show(view, qtbot, 3)
    for name, titles in (("any", 2), ("due", 1), ("product", 1), ("partners", 0), ("", 3)):
        view.lacking.setCurrentIndex(view.lacking.findData(name))
        view.lacking.activated.emit(view.lacking.currentIndex())
        show(view, qtbot, titles)


def test_a_day_counted_from_a_letter_just_registered_stands_in_the_dialog(
    view: TasksView, made: Any, office: Any, qtbot: QtBot
) -> None:
    against = Deadline("trước 15 ngày so với mốc", "relative_offset", anchor="150/KH-UBND", offset_days=-15)
    first = made.scanned("a.pdf", deadline=against)
    made.give(first)
    show(view, qtbot, 2)
    assert view.chips._buttons["undated"].text() == "Chọn được hạn"
    made.scanned("b.pdf", number="150", symbol="KH-UBND")
    view.refresh()
    qtbot.waitUntil(lambda: view.chips._buttons["undated"].text() == "Chọn được hạn 1")
    view.open_chip("undated")
    show(view, qtbot, 1)
    dialog = ask(view, "change_due", DueDialog, qtbot)
    assert dialog.due_on() == date(2026, 11, 13)  # 15 days before 27/11, the last working day before the 29th
    assert dialog.reason.text() == "tính theo mốc: trước 15 ngày so với mốc"
    qtbot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    show(view, qtbot, 0)


def test_a_selected_row_that_is_late_stays_red(view: TasksView, made: Any, qtbot: QtBot) -> None:
    made.task("trễ", due=date(2026, 11, 2))
    show(view, qtbot, 1)
    index = view.model.index(0, 0)
    option = QStyleOptionViewItem()
    option.state |= QStyle.StateFlag.State_Selected
    view.table.itemDelegate().initStyleOption(option, index)
    assert option.palette.highlightedText().color() == index.data(Qt.ItemDataRole.ForegroundRole).color()
