"""The whole window: every screen in it, actions, languages, search, files dropped, failures, memory, sizes."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from PySide6.QtCore import QMimeData, QPoint, QSize, Qt, QUrl
from PySide6.QtGui import QAction, QDropEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialogButtonBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

import resources
from desktop.core.errors import StorageError
from desktop.core.words import tr, use_language
from desktop.services import register
from desktop.ui import icons, qt_words, theme
from desktop.ui.context import ToastAction, UiContext
from desktop.ui.errors import ErrorDialog, ReportDialog
from desktop.ui.field_form import document_types
from desktop.ui.inbox_view import InboxView
from desktop.ui.main_window import MainWindow

#: letters that Vietnamese has and English has not
VIETNAMESE = re.compile("[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]", re.IGNORECASE)


def words_of(top: QWidget) -> list[str]:
    """Every text on the widgets below ``top``: labels, buttons, hints, tabs, tooltips, names for screen readers."""
    found: list[str] = []
    for widget in [top, *top.findChildren(QWidget)]:
        found += [widget.toolTip(), widget.windowTitle(), widget.accessibleName()]
        if isinstance(widget, QLabel | QAbstractButton):
            found.append(widget.text())
        if isinstance(widget, QGroupBox):
            found.append(widget.title())
        if isinstance(widget, QLineEdit):
            found.append(widget.placeholderText())
        if isinstance(widget, QTabBar):
            found += [widget.tabText(n) for n in range(widget.count())]
        if isinstance(widget, QComboBox) and not widget.isEditable():
            found += [widget.itemText(n) for n in range(widget.count())]
    for action in top.findChildren(QAction):
        found += [action.text(), action.toolTip()]
    return [text for text in found if text]


def test_every_screen_opens_by_its_key(window: MainWindow, qtbot: QtBot) -> None:
    for place, name in enumerate(window.screens, start=1):
        key = QKeySequence(f"Ctrl+{place}") if name != "help" else QKeySequence("F1")
        combination = key[0]
        qtbot.keyClick(window, combination.key(), combination.keyboardModifiers())
        assert window.front is window.screens[name]
        assert window.screens[name].isVisible()
        qtbot.wait(20)
    assert window.failures == []


def test_every_action_is_whole_and_no_two_live_ones_share_a_key(window: MainWindow) -> None:
    context = window.context
    for entry in context.actions:
        spec = entry.spec
        assert str(spec.text), spec.name
        assert str(spec.tip), spec.name
        assert spec.shortcuts, f"{spec.name} cannot be done by keyboard"
    for name in window.screens:
        window.go_to(name)
        live = [e for e in context.actions if e.action.isVisible()]
        keys = [key.toString() for e in live for key in e.action.shortcuts()]
        doubled = {key for key in keys if keys.count(key) > 1}
        assert not doubled, f"{name}: {doubled}"
        for entry in live:
            assert any(entry.action in menu.actions() for menu in window.menus._menus.values()), entry.spec.name


def test_no_vietnamese_is_left_in_the_english_window(
    window: MainWindow, desk: object, context: UiContext, english: dict[str, str], qtbot: QtBot
) -> None:
    """The names of offices, people and kinds of letters are Vietnamese in both languages, the program's words not."""
    use_language("en", english)
    window.retranslate()
    own = set(english)
    left: dict[str, str] = {}
    for name in window.screens:
        window.go_to(name)
        qtbot.wait(60)
        for text in words_of(window):
            bare = re.sub(r" \(.*\)$| \*$", "", text)
            if (
                VIETNAMESE.search(text)
                and (bare in own or text in own)
                and english.get(bare, english.get(text)) != text
            ):
                left.setdefault(text, name)
    use_language("vi", {})
    for own_name in ("Văn Thư", "Sổ đăng ký văn bản đến", *document_types()):  # names of the program, a book, letters
        left.pop(own_name, None)
    assert not left, left


def test_no_english_stands_in_the_vietnamese_window(window: MainWindow, english: dict[str, str], qtbot: QtBot) -> None:
    use_language("en", english)
    window.retranslate()
    use_language("vi", {})
    window.retranslate()
    only_english = {text for source, text in english.items() if text != source} - set(english)
    found: dict[str, str] = {}
    for name in window.screens:
        window.go_to(name)
        qtbot.wait(60)
        for text in words_of(window):
            if text in only_english:
                found.setdefault(text, name)
    found.pop("Tiếng Việt", None)  # each language is named in itself
    assert not found, found


def test_the_language_can_be_changed_while_the_window_stands(window: MainWindow, english: dict[str, str]) -> None:
    assert window.rail._buttons["inbox"].text().strip() == "Hộp quét"
    use_language("en", english)
    window.retranslate()
    assert window.rail._buttons["inbox"].text().strip() == "Inbox"
    assert window.menus._menus["file"].title() == "File"
    use_language("vi", {})
    window.retranslate()
    assert window.menus._menus["file"].title() == "Tệp"


def test_qts_own_buttons_speak_vietnamese(qapp: QApplication, qtbot: QtBot) -> None:
    words = qt_words.install(qapp, "vi")
    box = QDialogButtonBox(
        QDialogButtonBox.StandardButton.Save
        | QDialogButtonBox.StandardButton.Cancel
        | QDialogButtonBox.StandardButton.Discard
        | QDialogButtonBox.StandardButton.Close
    )
    qtbot.addWidget(box)
    texts = {button.text().replace("&", "") for button in box.buttons()}
    assert texts == {"Lưu", "Thôi", "Bỏ thay đổi", "Đóng"}
    assert qapp.translate("QShortcut", "Ctrl") == "Ctrl", "what is not in the table stays as it is"
    assert qt_words.install(qapp, "en", words) is None
    other = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(other)
    assert other.buttons()[0].text().replace("&", "") == "Cancel"


def test_search_finds_without_accents_and_opens(
    desk, make, window: MainWindow, context: UiContext, qtbot: QtBot, until: Callable[[Callable[[], bool]], None]
) -> None:
    scan = desk.scan(make(number="2167"))
    letter = register.register(desk.office, scan.id)
    opened: list[int] = []
    context.letter_wanted.connect(opened.append)
    window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert window.search.hasFocus()
    qtbot.keyClicks(window.search, "giai ngan")
    until(lambda: window.search.results.isVisible() and window.search.results.list.count() > 0)
    assert "2167" in window.search.results.list.item(0).text()
    qtbot.keyClick(window.search, Qt.Key.Key_Return)
    assert opened == [letter.id]
    assert window.front is window.screens["register"]
    assert not window.search.results.isVisible()


def test_search_that_finds_nothing_says_so(
    window: MainWindow, qtbot: QtBot, until: Callable[[Callable[[], bool]], None]
) -> None:
    window.search.setFocus()
    qtbot.keyClicks(window.search, "zzzz")
    until(window.search.results.isVisible)
    assert window.search.results._none.isVisible()
    qtbot.keyClick(window.search, Qt.Key.Key_Escape)
    assert not window.search.results.isVisible()


def test_dropped_files_are_handed_to_the_intake(window: MainWindow, context: UiContext, tmp_path, monkeypatch) -> None:
    given: list[object] = []
    monkeypatch.setattr(context.intake, "add_files", lambda files, taken: (given.extend(files), taken()))
    mime = QMimeData()
    file = tmp_path / "văn bản.pdf"
    mime.setUrls([QUrl.fromLocalFile(str(file)), QUrl("https://example.org/x.pdf")])
    event = QDropEvent(
        QPoint(10, 10).toPointF(),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.dropEvent(event)
    assert given == [file]
    assert "1 tệp" in window.toasts.last().text


def test_an_expected_failure_is_told_in_sentences(window: MainWindow, context: UiContext) -> None:
    error = StorageError("disk-full", tr("Ổ đĩa đã đầy."), tr("Hãy dọn bớt tệp."), tr("Sổ vẫn nguyên vẹn."))
    context.show_error(error)
    (dialog,) = window.failures
    assert isinstance(dialog, ErrorDialog)
    texts = [label.text() for label in dialog.findChildren(QLabel)]
    assert {"Ổ đĩa đã đầy.", "Hãy dọn bớt tệp.", "Sổ vẫn nguyên vẹn."} <= set(texts)
    context.show_error(error)
    assert len(window.failures) == 1, "what is on the screen already is not told twice"
    dialog.reject()
    assert window.failures == []


def test_a_bug_is_shown_as_a_report_with_its_details(window: MainWindow, context: UiContext, caplog) -> None:
    try:
        raise ZeroDivisionError("made up")
    except ZeroDivisionError as error:
        context.show_error(error)
    (dialog,) = window.failures
    assert isinstance(dialog, ReportDialog)
    assert "ZeroDivisionError" in dialog.details
    assert "made up" not in dialog.details.split("ZeroDivisionError")[-1], "messages may quote a letter"
    assert "Qt 6" in dialog.details


def test_a_failing_read_is_shown_and_the_window_lives_on(
    window: MainWindow, context: UiContext, until: Callable[[Callable[[], bool]], None]
) -> None:
    def fail(_office: object) -> None:
        raise StorageError("gone", tr("Không thấy thư mục."))

    context.read(fail, lambda _none: None)
    until(lambda: len(window.failures) == 1)


def test_toasts_stack_and_their_button_acts(window: MainWindow, context: UiContext) -> None:
    done: list[int] = []
    for n in range(5):
        context.toast(f"Lời nhắn {n}", ToastAction(tr("Làm"), lambda: done.append(1)))
    assert window.toasts.last().text == "Lời nhắn 4"
    window.toasts.last().button.click()
    assert done == [1]


def test_the_state_bar_tells_of_the_folder_by_words(window: MainWindow) -> None:
    window.state.show_folder("missing")
    assert "Không thấy thư mục quét" in window.state.folder.text()
    window.state.show_folder("watching")
    assert window.state.folder.text() == "Đang theo dõi thư mục quét"
    window.state.show_folder("error: hết quyền")
    assert "hết quyền" in window.state.folder.text()


def test_the_window_remembers_its_size_and_screen(window: MainWindow, context: UiContext, memory, qtbot: QtBot) -> None:
    window.go_to("tasks")
    window.toggle_rail()
    folded = window.rail.narrow
    window.close()
    assert memory.value("window/screen") == "tasks"
    assert memory.value("window/geometry") is not None
    assert (memory.value("window/folded") in (True, "true")) == folded


def test_the_inbox_tells_its_count_in_the_rail(
    desk, make, window: MainWindow, context: UiContext, until: Callable[[Callable[[], bool]], None]
) -> None:
    desk.scan(make())
    desk.scan(make(number="8"))
    context.tell("scans")
    until(lambda: window.rail._buttons["inbox"]._count.text() == "2")


@pytest.mark.parametrize("size", [QSize(1366, 768), QSize(1100, 640), QSize(910, 512), QSize(683, 384)])
def test_every_screen_fits_the_smallest_window(window: MainWindow, qtbot: QtBot, size: QSize) -> None:
    """910 × 512 is a screen of 1366 × 768 at 150 %, 683 × 384 the same at 200 %."""
    window.resize(size)
    too_large: dict[str, str] = {}
    for name in window.screens:
        window.go_to(name)
        qtbot.wait(30)
        if window.width() > size.width() or window.height() > size.height():
            least = window.screens[name].minimumSizeHint()
            too_large[name] = f"{least.width()} × {least.height()}"
    assert not too_large, too_large


def test_icons_and_styles_are_whole(qapp: QApplication) -> None:
    for name in icons.known():
        assert not icons.icon(name).isNull(), name
    assert not icons.app_icon().pixmap(64, 64).isNull()
    for scheme in ("light", "dark"):
        theme.apply(qapp, scheme)  # type: ignore[arg-type]
        assert "$" not in qapp.styleSheet()
        assert qapp.font().pointSizeF() >= theme.POINTS
    theme.apply(qapp, "light")
    for file in re.findall(r"url\((.*?)\)", qapp.styleSheet()):
        assert resources.path("icons", file.rsplit("/", 1)[-1]).is_file(), file


def cut_texts(top: QWidget) -> list[str]:
    """Return the texts of visible labels and buttons that do not fit on them; wrapped ones by their height."""
    found = []
    for widget in top.findChildren(QWidget):
        if not widget.isVisible() or not isinstance(widget, QLabel | QPushButton) or not widget.text():
            continue
        if isinstance(widget, QLabel) and widget.wordWrap():
            needed = widget.heightForWidth(widget.width())
            if needed > widget.height() + 1:
                found.append(f"{widget.text()!r} is {widget.height()} high and needs {needed}")
        elif widget.minimumSizeHint().width() > widget.width() + 1:
            found.append(f"{widget.text()!r} is {widget.width()} wide and needs {widget.minimumSizeHint().width()}")
    return found


def settled_cut_texts(window: MainWindow, qtbot: QtBot) -> list[str]:
    """Look once the answers are in and the layouts have settled."""
    qtbot.wait(80)
    for _ in range(20):
        found = cut_texts(window)
        if not found and not window.context.jobs.busy:
            break
        qtbot.wait(50)
    return found


@pytest.mark.parametrize(
    ("size", "scale"),
    [(QSize(1366, 768), 1.0), (QSize(910, 512), 1.0), (QSize(683, 384), 1.0), (QSize(1366, 768), 1.5)],
    ids=["100 %", "screen at 150 %", "screen at 200 %", "type at 150 %"],
)
def test_no_text_is_cut(
    desk,
    make,
    window: MainWindow,
    context: UiContext,
    qtbot: QtBot,
    qapp: QApplication,
    size: QSize,
    scale: float,
    english: dict[str, str],
) -> None:
    theme.apply(qapp, "light", scale)
    doubtful = desk.scan(make(number=None))
    register.register(desk.office, desk.scan(make(number="7")).id)
    desk.duplicate(doubtful)
    desk.unreadable()
    desk.secret()
    cut: dict[str, list[str]] = {}
    window.resize(size)
    inbox_view = window.screens["inbox"]
    assert isinstance(inbox_view, InboxView)
    for spoken in ("vi", "en"):
        use_language(spoken, english if spoken == "en" else {})
        window.retranslate()
        for name in window.screens:
            window.go_to(name)
            cut[f"{spoken} {name}"] = settled_cut_texts(window, qtbot)
        window.go_to("inbox")
        for scan in inbox_view.panel.scans():
            inbox_view.open_scan(scan.id)
            cut[f"{spoken} inbox {scan.state}"] = settled_cut_texts(window, qtbot)
    assert not any(cut.values()), {where: texts for where, texts in cut.items() if texts}
