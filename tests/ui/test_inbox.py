"""The inbox with the real services: by keyboard, doubtful fields, all at once, undo, and every kind of scan."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMainWindow, QPushButton
from pytestqt.qtbot import QtBot

from desktop.core.readings import Box, FieldReading
from desktop.core.records import Letter
from desktop.services import evidence, inbox, letters, register
from desktop.ui.context import ToastAction, UiContext
from desktop.ui.inbox_view import InboxView
from desktop.ui.twin_dialog import TwinDialog

ENTER, CTRL, SHIFT = Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class Told(QObject):
    """Remembers what the screen told."""

    heard = Signal()

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        self.toasts: list[tuple[str, ToastAction | None]] = []
        self.errors: list[Exception] = []
        self.letters: list[int] = []
        context.toast_wanted.connect(lambda text, action: self.toasts.append((str(text), action)))
        context.error_wanted.connect(self.errors.append)
        context.letter_wanted.connect(self.letters.append)


class Bench:
    """The inbox in a window of its own."""

    def __init__(self, context: UiContext, qtbot: QtBot, until: Callable[[Callable[[], bool]], None]) -> None:
        self.told = Told(context)
        self.view = InboxView(context)
        self.window = QMainWindow()
        self.window.setCentralWidget(self.view)
        context.actions.attach(self.window)
        context.actions.show_front(self.view)
        self.window.resize(1366, 768)
        qtbot.addWidget(self.window)
        self.qtbot, self.until = qtbot, until
        self.window.show()
        self.window.activateWindow()
        qtbot.waitExposed(self.window)
        self.view.shown()

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        target = QApplication.focusWidget() or self.window
        self.qtbot.keyClick(target, key, modifiers)

    def type(self, text: str) -> None:
        self.qtbot.keyClicks(QApplication.focusWidget(), text)

    def wait_for(self, scan_id: int, letter_index: int = 0) -> None:
        self.until(
            lambda: (
                self.view.sheet is not None
                and self.view.sheet.scan.id == scan_id
                and self.view.sheet.draft.letter_index == letter_index
            )
        )

    def field(self) -> str:
        return self.view.letter.form.current()

    def button(self) -> QPushButton:
        return self.view.letter.button


@pytest.fixture
def bench(context: UiContext, qtbot: QtBot, until: Callable[[Callable[[], bool]], None]) -> Callable[[], Bench]:
    """Opens the inbox once the office has been filled."""
    return lambda: Bench(context, qtbot, until)


def registered(desk: object) -> list[Letter]:
    office = desk.office  # type: ignore[attr-defined]
    found = letters.rows(office, letters.ids(office, letters.LetterFilter()))
    return sorted((row for row in found if row.state == "registered"), key=lambda row: row.arrival_number)


def test_a_day_by_keyboard_alone(desk, make, bench) -> None:
    """The number is typed into the doubtful field, Ctrl+Enter registers it, the next, sure scan goes with Enter."""
    doubtful, sure = desk.scan(make(number=None)), desk.scan(make(number="99"))
    b = bench()
    b.wait_for(sure.id if b.view.sheet and b.view.sheet.scan.id == sure.id else doubtful.id)
    assert b.view.sheet.scan.id == doubtful.id
    assert b.field() == "number"
    assert b.button().text() == "Đăng ký số 1"
    b.type("412")
    b.key(ENTER, CTRL)
    b.wait_for(sure.id)
    b.until(lambda: b.button().hasFocus() and b.button().isEnabled())
    assert b.button().text() == "Đăng ký số 2"
    b.key(ENTER)
    b.until(lambda: b.view.stack.currentWidget() is b.view.empty)
    assert [(x.arrival_number, x.number) for x in registered(desk)] == [(1, "412"), (2, "99")]
    assert b.told.errors == []


def test_enter_goes_from_doubt_to_doubt_and_then_to_the_button(desk, make, bench) -> None:
    unsure = FieldReading("đẩy nhanh tiến độ", 0.6, 1, Box(0.1, 0.3, 0.5, 0.34))
    scan = desk.scan(make(number=None, subject=unsure))
    b = bench()
    b.wait_for(scan.id)
    form = b.view.letter.form
    assert form.open_fields() == ["number", "subject"]
    b.type("7")
    b.key(ENTER)
    assert b.field() == "subject"
    b.key(ENTER)
    assert b.button().hasFocus()
    assert form.open_fields() == []
    assert form.rows["subject"].state == "seen"
    assert form.values() == {"number": "7"}


def test_the_strip_of_the_scan_stands_under_each_doubtful_field(desk, make, bench) -> None:
    scan = desk.scan(make(number=None))
    b = bench()
    b.wait_for(scan.id)
    row = b.view.letter.form.rows["number"]
    b.until(lambda: not row.strip.image.isNull())
    assert row.strip.isVisible()
    assert row.strip.width() > 100
    assert not b.view.letter.form.rows["issuer"].strip.isVisible()


def test_confidence_is_told_by_sign_and_not_by_colour_alone(desk, make, bench) -> None:
    lacking = FieldReading(None, 0.0)
    scan = desk.scan(make(number=None, issuer=FieldReading("UBND", 0.5, 1, None), type=lacking))
    b = bench()
    b.wait_for(scan.id)
    rows = b.view.letter.form.rows
    signs = {name: rows[name]._sign.text()[:1] for name in ("symbol", "issuer", "number", "type", "place")}
    assert signs == {"symbol": "✓", "issuer": "?", "number": "✎", "type": "?", "place": ""}


def test_a_partial_day_is_completed(desk, make, bench) -> None:
    day = FieldReading("2026-11", 0.95, 1, Box(0.5, 0.1, 0.9, 0.12), "typing")
    scan = desk.scan(make(issued_on=day))
    b = bench()
    b.wait_for(scan.id)
    assert b.field() == "issued_on"
    b.type("18")
    b.key(ENTER, CTRL)
    b.until(lambda: bool(registered(desk)))
    assert registered(desk)[0].issued_on == "2026-11-18"


def test_a_day_that_does_not_exist_is_not_registered(desk, make, bench) -> None:
    scan = desk.scan(make(issued_on=FieldReading(None, 0.0, 1, Box(0.5, 0.1, 0.9, 0.12), "typing")))
    b = bench()
    b.wait_for(scan.id)
    b.type("31/02/2026")
    b.key(ENTER)
    assert b.field() == "issued_on"
    assert "Không phải ngày" in b.view.letter.form.rows["issued_on"]._problem.text()
    b.key(ENTER, CTRL)
    b.qtbot.wait(100)
    assert registered(desk) == []


def test_what_is_missing_is_asked_for_once_and_then_registered_as_missing(desk, make, bench) -> None:
    scan = desk.scan(make(number=None, type=FieldReading(None, 0.0)))
    b = bench()
    b.wait_for(scan.id)
    b.view.letter.form.focus_field("subject")
    b.key(ENTER, CTRL)
    assert b.field() == "number"
    assert "Còn thiếu Số, Tên loại" in b.view.letter.left.text()
    b.type("5")
    assert "Còn thiếu Tên loại" in b.view.letter.left.text()
    assert registered(desk) == []
    b.key(ENTER, CTRL)
    b.until(lambda: bool(registered(desk)))
    assert (registered(desk)[0].number, registered(desk)[0].incomplete) == ("5", ("type",))


def test_what_was_told_of_one_letter_is_told_again_of_the_next(desk, make, bench) -> None:
    first, second = desk.scan(make(number=None)), desk.scan(make(number=None, symbol=FieldReading("SNV", 0.99, 1)))
    b = bench()
    b.wait_for(first.id)
    b.key(ENTER, CTRL)
    b.key(ENTER, CTRL)
    b.wait_for(second.id)
    b.until(b.view.act_register.isEnabled)
    b.key(ENTER, CTRL)
    b.qtbot.wait(50)
    assert len(registered(desk)) == 1


def test_a_doubtful_line_on_a_later_page_does_not_turn_the_page(desk, make, bench, monkeypatch) -> None:
    lines = FieldReading(["Lưu: VT"], 0.5, 2, Box(0.1, 0.5, 0.4, 0.6))
    scan = desk.scan(make(1, 2, recipients=lines), make(3, 3, number="7"), pages=3)
    gone: list[str] = []
    b = bench()
    monkeypatch.setattr(b.view.page, "go_to", gone.append)
    b.wait_for(scan.id)
    assert b.field() == "recipients"
    assert gone == []
    b.view.letter.form.focus_field("symbol")
    b.view.letter.form.focus_field("recipients")
    assert gone == ["symbol", "recipients"]


def test_the_first_field_is_one_that_the_register_needs(desk, make, bench) -> None:
    unsure = FieldReading("KHẨN", 0.5, 1, Box(0.1, 0.02, 0.3, 0.05))
    place = FieldReading("Hòa Dương", 0.5, 1, Box(0.5, 0.02, 0.6, 0.05))
    scan = desk.scan(
        make(urgency=unsure, place=place, subject=FieldReading("giải ngân", 0.5, 1, Box(0.1, 0.3, 0.5, 0.4)))
    )
    b = bench()
    b.wait_for(scan.id)
    assert b.field() == "subject"


def test_register_all_takes_the_sure_and_leaves_the_doubtful(desk, make, bench) -> None:
    desk.scan(make(number="1"))
    doubtful = desk.scan(make(number=None))
    desk.scan(make(number="3"))
    b = bench()
    b.until(b.view.act_all.isEnabled)
    assert b.view.act_all.text() == "Đăng ký tất cả (2)"
    b.key(ENTER, CTRL | SHIFT)
    b.until(lambda: len(registered(desk)) == 2)
    b.until(lambda: [s.id for s in b.view.panel.scans()] == [doubtful.id])
    assert "2 văn bản, số 1 đến 2" in b.told.toasts[-1][0]
    assert "Để lại 1 bản" in b.told.toasts[-1][0]
    b.wait_for(doubtful.id)


def test_undo_asks_why_voids_and_the_scan_waits_again(desk, make, bench) -> None:
    scan = desk.scan(make())
    b = bench()
    b.wait_for(scan.id)
    b.key(ENTER, CTRL)
    b.until(lambda: bool(b.told.toasts))
    words, action = b.told.toasts[-1]
    assert "số 1" in words
    assert action is not None
    action.run()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QDialog)
    assert not dialog.ok.isEnabled(), "a void needs a reason"
    dialog.text.setPlainText("đăng ký nhầm")
    dialog.ok.click()
    b.until(lambda: registered(desk) == [])
    b.wait_for(scan.id)
    b.until(lambda: b.button().text() == "Đăng ký số 2")
    voided = letters.rows(desk.office, letters.ids(desk.office, letters.LetterFilter(only="void")))
    assert [v.void_reason for v in voided] == ["đăng ký nhầm"]


def test_a_duplicate_shows_the_first(desk, make, bench) -> None:
    first = desk.scan(make())
    second = desk.duplicate(first)
    b = bench()
    b.wait_for(first.id)
    b.view.open_scan(second.id)
    b.wait_for(second.id)
    assert b.view.right.currentWidget() is b.view.notice
    assert first.file in b.view.notice.words.text()
    assert not b.view.act_register.isEnabled()
    b.view.act_first.trigger()
    b.wait_for(first.id)


def test_a_duplicate_of_a_registered_letter_opens_it(desk, make, bench) -> None:
    first = desk.scan(make())
    done = register.register(desk.office, first.id)
    second = desk.duplicate(first)
    b = bench()
    b.wait_for(second.id)
    assert "số đến 1" in b.view.notice.words.text()
    b.view.act_first.trigger()
    assert b.told.letters == [done.id]


def test_an_unreadable_scan_tells_why_and_can_be_read_again_or_typed(desk, bench) -> None:
    scan = desk.unreadable("Tệp bị hỏng.")
    b = bench()
    b.wait_for(scan.id)
    assert "Tệp bị hỏng." in b.view.notice.words.text()
    assert b.view.act_dismiss.isEnabled()
    b.view.act_by_hand.trigger()
    assert b.view.right.currentWidget() is b.view.letter
    assert b.field() == "issuer"
    b.type("So Tai chinh")
    b.view.act_reread.trigger()
    b.until(lambda: inbox.scan(desk.office, scan.id).state == "stored")


def test_a_secret_scan_tells_where_it_belongs(desk, bench) -> None:
    scan = desk.secret()
    b = bench()
    b.wait_for(scan.id)
    assert "sổ văn bản mật" in b.view.notice.words.text()
    assert not b.view.act_register.isEnabled()
    assert not b.view.act_reread.isEnabled()
    assert b.view.sheet.file is None


def test_a_scan_is_passed_over_with_a_reason(desk, bench) -> None:
    scan = desk.unreadable()
    b = bench()
    b.wait_for(scan.id)
    b.view.act_dismiss.trigger()
    dialog = QApplication.activeModalWidget()
    dialog.text.setPlainText("quét nhầm giấy trắng")
    dialog.ok.click()
    b.until(lambda: b.view.stack.currentWidget() is b.view.empty)
    assert inbox.waiting(desk.office) == []


def test_a_twin_is_warned_of_and_asked_about(desk, make, bench) -> None:
    first, again = desk.scan(make(number="5")), desk.scan(make(number="5"))
    register.register(desk.office, first.id)
    b = bench()
    b.wait_for(again.id)
    assert b.view.letter.banner.isVisible()
    assert "số đến 1" in b.view.letter.banner_words.text()
    dialog = ask_twin(b)
    assert [sign.text() for sign in dialog.signs.values()] == ["="] * 6
    dialog.buttons["leave"].click()
    assert len(registered(desk)) == 1
    b.view.letter.twin_wanted.emit(1)
    assert b.told.letters == [1]


def ask_twin(b):
    b.key(ENTER, CTRL)
    b.until(lambda: isinstance(QApplication.activeModalWidget(), TwinDialog))
    return QApplication.activeModalWidget()


def test_a_twin_is_kept_with_the_entry_and_that_is_undone(desk, make, bench) -> None:
    first, again = (
        desk.scan(make(number="5")),
        desk.scan(make(number="5", subject=FieldReading("một việc khác hẳn", 0.99, 1))),
    )
    letter = register.register(desk.office, first.id)
    b = bench()
    b.wait_for(again.id)
    dialog = ask_twin(b)
    assert dialog.signs["subject"].text() == "≠"
    assert dialog.signs["number"].text() == "="
    dialog.buttons["keep"].click()
    b.until(lambda: inbox.scan(desk.office, again.id).state == "duplicate")
    assert [kept.name for kept in evidence.attachments(desk.office, "letter", letter.id)] == [again.file]
    assert inbox.accounting(desk.office)["duplicate"] == 1
    assert len(registered(desk)) == 1
    b.until(lambda: b.view.stack.currentWidget() is b.view.empty)
    words, undo = b.told.toasts[-1]
    assert "bản khác của số đến 1" in words
    undo.run()
    b.until(lambda: inbox.scan(desk.office, again.id).state == "ready")
    assert evidence.attachments(desk.office, "letter", letter.id) == []
    b.wait_for(again.id)
    b.until(lambda: b.view.act_register.isEnabled() and b.view.letter.sheet is b.view.sheet)
    b.view.act_register.trigger()
    b.until(lambda: isinstance(QApplication.activeModalWidget(), TwinDialog))
    dialog = QApplication.activeModalWidget()
    dialog.buttons["another"].click()
    b.until(lambda: len(registered(desk)) == 2)


def test_a_number_typed_by_hand_may_be_there_already(desk, make, bench) -> None:
    first, again = desk.scan(make(number="5")), desk.scan(make(number="6"))
    register.register(desk.office, first.id)
    b = bench()
    b.wait_for(again.id)
    assert not b.view.letter.banner.isVisible()
    b.view.letter.form.focus_field("number")
    QApplication.focusWidget().selectAll()
    b.type("5")
    dialog = ask_twin(b)
    dialog.buttons["drop"].click()
    b.until(lambda: inbox.waiting(desk.office) == [])
    assert evidence.attachments(desk.office, "letter", 1) == []


def test_a_batch_is_registered_letter_by_letter(desk, make, bench) -> None:
    scan = desk.scan(make(1, 1, number="11"), make(2, 2, number="12"), pages=2)
    b = bench()
    b.wait_for(scan.id)
    assert b.view.letter.tabs.count() == 2
    b.until(lambda: b.button().hasFocus())
    b.key(ENTER)
    b.wait_for(scan.id, 1)
    assert b.view.letter.tabs.tabText(0).startswith("✓")
    b.until(lambda: b.button().hasFocus() and b.button().isEnabled())
    b.key(ENTER)
    b.until(lambda: len(registered(desk)) == 2)
    assert [(x.number, x.first_page) for x in registered(desk)] == [("11", 1), ("12", 2)]


def test_what_is_typed_stays_while_the_rest_is_being_read(desk, make, bench, context) -> None:
    scan = desk.scan(make(number=None, signer=FieldReading(None, 0.0)), complete=False)
    b = bench()
    b.wait_for(scan.id)
    b.type("88")
    desk.read(scan, make(number=None))
    context.intake.scan_changed.emit(scan.id)
    rows = b.view.letter.form.rows
    b.until(lambda: rows["signer"].editor.value() == "Trần Văn Mẫu")
    assert rows["number"].editor.value() == "88"
    assert b.field() == "number"


def test_marks_and_fields_lead_to_each_other(desk, make, bench) -> None:
    scan = desk.scan(make(number=None))
    b = bench()
    b.wait_for(scan.id)
    b.until(lambda: b.view.page.canvas.pages() == [1])
    b.view.page.canvas._clicked("signer")
    assert b.field() == "signer"
    b.view.letter.form.focus_field("symbol")
    assert b.view.page.canvas._chosen == "symbol"


def test_the_arrival_day_can_be_changed(desk, make, bench) -> None:
    scan = desk.scan(make())
    b = bench()
    b.wait_for(scan.id)
    day = b.view.letter.arrived_on
    assert day.day().isoformat() == "2026-11-21"
    day.set_day(day.day().replace(day=19))
    b.view.act_register.trigger()
    b.until(lambda: bool(registered(desk)))
    assert registered(desk)[0].arrived_on.isoformat() == "2026-11-19"


def test_an_empty_inbox_says_what_to_do(desk, bench) -> None:
    b = bench()
    b.until(lambda: b.view.rows is not None)
    assert b.view.stack.currentWidget() is b.view.empty
    assert str(desk.office.scan_folder) in b.view.empty.words.text()


def test_every_action_has_words_a_key_and_a_tip(context: UiContext, bench) -> None:
    b = bench()
    for entry in context.actions:
        assert str(entry.spec.text)
        assert str(entry.spec.tip)
        assert entry.spec.shortcuts, entry.spec.name
        assert not QKeySequence(entry.spec.shortcuts[0]).isEmpty(), entry.spec.name
        assert entry.action.toolTip()
    assert b.view.act_register.isVisible()


def test_a_twin_in_a_batch_is_to_be_parted_first(desk, make, bench) -> None:
    first = desk.scan(make(number="11"))
    batch = desk.scan(make(1, 1, number="11"), make(2, 2, number="12"), pages=2)
    register.register(desk.office, first.id)
    b = bench()
    b.wait_for(batch.id)
    dialog = ask_twin(b)
    assert not dialog.buttons["keep"].isVisibleTo(dialog)
    assert any("Sắp xếp trang" in words.text() for words in dialog.findChildren(QLabel))
    dialog.reject()
    assert len(registered(desk)) == 1


def test_in_a_narrow_window_the_list_gives_way_until_it_is_asked_for(desk, make, window, until) -> None:
    """1366 × 768 at 200 %: page, fields and the button stand in the window, nothing is scrolled sideways."""
    desk.scan(make(number="99"))
    window.go_to("inbox")
    view = window.front
    window.refresh_front()
    until(lambda: view.sheet is not None)
    assert not view.panel.isHidden()
    window.resize(683, 384)
    until(view.panel.isHidden)
    holder = view.parentWidget().parentWidget()
    until(lambda: holder.horizontalScrollBar().maximum() == 0)
    shown = next(action for action in window.actions() if action.objectName() == "inbox.list")
    shown.trigger()
    assert not view.panel.isHidden()
    shown.trigger()
    window.resize(1366, 768)
    until(lambda: not view.panel.isHidden())
