"""What Qt brings itself speaks Vietnamese: the menus of inputs, the file dialog, wizards, messages, calendars."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCalendarWidget,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QMessageBox,
    QPlainTextEdit,
    QScrollBar,
    QSpinBox,
    QTextBrowser,
    QWidget,
    QWizard,
)
from pytestqt.qtbot import QtBot

from desktop.core.words import language
from desktop.ui import qt_words

#: words of Qt's that are the same in both languages, and names of file systems
SAME = {"OK"}


@pytest.fixture(autouse=True)
def spoken(qapp: QApplication) -> Iterator[None]:
    before = language()
    made = qt_words.install(qapp, "vi")
    yield
    qt_words.install(qapp, before, made)


def english(texts: list[str]) -> list[str]:
    """The texts that are Qt's English: those of the table's left side."""
    known = {source.replace("&", "") for source in qt_words.table()} - SAME
    return [text for text in texts if text.replace("&", "").split("\t")[0] in known]


def untold(texts: list[str]) -> list[str]:
    """The texts that are not Vietnamese words of the table."""
    known = {words.replace("&", "") for words in qt_words.table().values()}
    return [text for text in texts if text and text.replace("&", "").split("\t")[0] not in known]


def actions(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.findChildren(QAction) if action.text()]


def test_the_menus_of_inputs(qtbot: QtBot) -> None:
    line, text, page = QLineEdit("x"), QPlainTextEdit("x"), QTextBrowser()
    for widget in (line, text, page):
        qtbot.addWidget(widget)
    for menu in (line.createStandardContextMenu(), text.createStandardContextMenu(), page.createStandardContextMenu()):
        qtbot.addWidget(menu)
        assert actions(menu)
        assert untold(actions(menu)) == []


def test_the_file_dialog(qtbot: QtBot) -> None:
    dialog = QFileDialog()
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog, True)
    qtbot.addWidget(dialog)
    dialog.show()
    assert english(words_of(dialog)) == []
    assert "Thôi" in words_of(dialog)


def test_wizards_messages_and_numbers(qtbot: QtBot) -> None:
    wizard, box, number = QWizard(), QMessageBox(), QSpinBox()
    box.setStandardButtons(QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.Cancel)
    for widget in (wizard, box, number):
        qtbot.addWidget(widget)
        assert english(words_of(widget)) == []


def test_scroll_bars_have_no_english_menu(qtbot: QtBot) -> None:
    bar = QScrollBar()
    qtbot.addWidget(bar)
    assert english(words_of(bar)) == []


def test_calendars_name_months_and_days_in_vietnamese(qtbot: QtBot) -> None:
    calendar = QCalendarWidget()
    qtbot.addWidget(calendar)
    assert calendar.locale().language() == QLocale.Language.Vietnamese
    assert QLocale().monthName(11).lower() == "tháng 11"


def words_of(top: QWidget) -> list[str]:
    found = [w.text() for w in top.findChildren(QWidget) if isinstance(w, QLabel | QAbstractButton)]
    found += [w.toolTip() for w in top.findChildren(QWidget)]
    found += [action.text() for action in top.findChildren(QAction)]
    return [text for text in found if text]
