"""The log of what is chosen, shown from the screen that lists it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QDialog

from desktop.services import assign, people, register, replies, tasks
from desktop.services.assign import Assignment
from desktop.ui.history_dialog import HistoryDialog
from desktop.ui.main_window import MainWindow
from desktop.ui.replies_dialog import RepliesDialog

Wait = Callable[[Callable[[], bool]], None]


@pytest.fixture
def worked(desk, make):
    office = desk.office
    unit = people.units(office)[0]
    mai = people.add_person(office, "Mai", "Chuyên viên", unit.id, "officer")
    letter = register.register(office, desk.scan(make(number="7")).id)
    due = office.today() + timedelta(days=5)
    (task,) = assign.assign(office, [Assignment("rà soát", mai.id, letter_id=letter.id, due_on=due)])
    tasks.change_due(office, task.id, due + timedelta(days=7), "chờ số liệu")
    people.edit_person(office, mai.id, title="Phó Trưởng phòng")
    replies.record(office, replies.ReplyDraft("45", "BC-UBND", office.today(), "báo cáo"), letter_ids=[letter.id])
    desk.scan(make(number="8"))
    return desk


def shown(window: QDialog | MainWindow, until: Wait) -> str:
    def found() -> list[HistoryDialog]:
        return [dialog for dialog in window.findChildren(HistoryDialog) if dialog.isVisible()]

    until(lambda: bool(found()))
    (dialog,) = found()
    words = "\n".join(card.accessibleName() for card in dialog.cards.cards)
    dialog.close()
    return words


def test_each_list_shows_the_history_of_what_is_chosen(worked, window: MainWindow, until: Wait) -> None:
    context = window.context
    context.open_task(1)
    until(lambda: window.screens["tasks"].panel.task is not None)
    context.actions["tasks.history"].trigger()
    words = shown(window, until)
    assert "Đổi hạn" in words
    assert " → " in words
    assert "chờ số liệu" in words
    assert "test ·" in words
    window.go_to("inbox")
    until(lambda: window.screens["inbox"].panel.current() is not None)
    context.actions["inbox.history"].trigger()
    assert "Nhận bản quét" in shown(window, until)
    window.go_to("catalogues")
    view = window.screens["catalogues"]
    until(lambda: view.models[0].rowCount() > 0)
    view.tables[0].selectRow(0)
    context.actions["catalogues.history"].trigger()
    assert "Chức vụ: Chuyên viên → Phó Trưởng phòng" in shown(window, until)


def test_a_reply_has_one_too(worked, window: MainWindow, until: Wait) -> None:
    dialog = RepliesDialog(window.context, 1, window)
    dialog.open()
    until(lambda: dialog.current() is not None)
    dialog.buttons["history"].click()
    assert "Trả lời văn bản: số đến 1" in shown(dialog, until)
    dialog.reject()
