"""Replies on record and kept files: listed, their file seen, added, taken off, voided; a paper letter that is there."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.services import evidence, letters, replies, tasks
from desktop.services.replies import ReplyDraft
from desktop.ui.context import UiContext
from desktop.ui.dialogs import ReasonDialog
from desktop.ui.kept_file import KeptFileDialog
from desktop.ui.letter_actions import LetterActions
from desktop.ui.letter_bundle import load_bundle
from desktop.ui.letter_form import LetterForm
from desktop.ui.letter_tabs import chain_cards
from desktop.ui.replies_dialog import RepliesDialog
from desktop.ui.twin_dialog import TwinDialog


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    there = QWidget()
    qtbot.addWidget(there)
    there.show()
    return there


@pytest.fixture
def recorded(made: Any, office: Any, tmp_path: Any) -> Any:
    """A reply with a file that closed a task."""
    letter = made.paper()
    task = made.task("rà soát", letter_id=letter.id)
    scan = made.scan("45.pdf", number="45")
    draft = ReplyDraft("45", "BC-UBND", date(2026, 11, 19), "báo cáo rà soát", file=office.path(_path(office, scan)))
    return letter, task, replies.record(office, draft, letter_ids=[letter.id], task_ids=[task.id])


def _path(office: Any, scan_id: int) -> str:
    return str(office.db.value("SELECT path FROM scan WHERE id = ?", (scan_id,)))


def test_a_reply_is_seen_and_voided(
    recorded: Any, context: UiContext, office: Any, window: QWidget, qtbot: QtBot
) -> None:
    _letter, task, reply = recorded
    dialog = RepliesDialog(context, reply.id, window)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.current() is not None)
    assert [dialog.model.index(0, n).data() for n in (0, 3, 5)] == ["45/BC-UBND", "1987/SYT-NVY", "khép lại 1 việc"]
    dialog.buttons["file"].click()
    qtbot.waitUntil(lambda: bool(dialog.findChildren(KeptFileDialog)))
    kept = dialog.findChildren(KeptFileDialog)[-1]
    qtbot.waitUntil(lambda: len(kept.pages.canvas.pages()) == 2)
    kept.reject()
    dialog.buttons["void"].click()
    why = dialog.findChildren(ReasonDialog)[-1]
    why.text.setPlainText("gửi nhầm")
    why.accept()
    qtbot.waitUntil(lambda: dialog.model.index(0, 5).data() == "✗ Đã hủy")
    assert tasks.task(office, task.id).state == "rework"
    assert not dialog.buttons["void"].isEnabled()
    assert "gửi nhầm" in dialog.hint.text()
    dialog.buttons["letter"].click()
    assert dialog.isHidden()


def test_a_file_kept_with_a_letter_is_a_card_and_is_taken_off(
    recorded: Any, context: UiContext, office: Any, window: QWidget, qtbot: QtBot, tmp_path: Any
) -> None:
    letter, _task, _reply = recorded
    file = tmp_path / "ghi-chep.docx"
    file.write_bytes(b"PK ghi chep")
    LetterActions(context, window).attach(letter, file)
    qtbot.waitUntil(lambda: bool(evidence.attachments(office, "letter", letter.id)))
    heads = [card.head for card, _run in chain_cards(load_bundle(office, letter.id), print, print, print)]
    assert heads[0] == "ghi-chep.docx"
    assert "✓ Văn bản 45/BC-UBND" in heads
    [kept] = evidence.attachments(office, "letter", letter.id)
    dialog = KeptFileDialog(context, kept, window)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(dialog.open_button.isEnabled)
    dialog.detach_button.click()
    why = dialog.findChildren(ReasonDialog)[-1]
    why.text.setPlainText("nhầm tệp")
    why.accept()
    qtbot.waitUntil(lambda: evidence.attachments(office, "letter", letter.id) == [])


def test_a_paper_letter_that_is_there_is_shown_before_a_number_is_given(
    made: Any, context: UiContext, office: Any, window: QWidget, qtbot: QtBot
) -> None:
    first = made.paper()
    entered: list[object] = []
    actions = LetterActions(context, window)
    for choice, count in (("leave", 1), ("another", 2)):
        actions.by_hand(date(2026, 11, 20), None, entered.append)
        form = window.findChildren(LetterForm)[-1]
        for name in ("number", "symbol", "issuer"):
            form.lines[name].setText(getattr(first, name))
        form.lines["issued_on"].setText("16/11/2026")
        form.subject.setPlainText(first.subject)
        form.accept()
        qtbot.waitUntil(lambda: bool(window.findChildren(TwinDialog)))
        dialog = window.findChildren(TwinDialog)[-1]
        assert not dialog.buttons["keep"].isVisibleTo(dialog)
        dialog.buttons[choice].click()
        qtbot.waitUntil(lambda: not window.findChildren(TwinDialog))
        qtbot.waitUntil(lambda count=count: len(letters.ids(office, letters.LetterFilter())) == count)
    qtbot.waitUntil(lambda: len(entered) == 1)
