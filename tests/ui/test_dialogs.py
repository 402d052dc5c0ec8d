"""Every dialog: drawn, no text cut, within the screen, everything in it named and reached, in both languages, in larger
type and on the screens that 150 % and 200 % leave of 1366 x 768."""

from __future__ import annotations

import ast
import importlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QWidget,
)

import desktop.ui
from desktop.core.words import use_language
from desktop.ui import theme

Walk = Callable[[Path], Iterator[tuple[str, QDialog]]]
INPUTS = (QLineEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox, QAbstractButton, QAbstractItemView)
INNER = (QAbstractSpinBox, QComboBox, QLineEdit)
#: drawn elsewhere: the wizard of restoring, backups' rules and leaving stand in test_backups; bases of others
ELSEWHERE = {"FormDialog", "_AskingDialog", "RestoreWizard", "RulesDialog", "SealDialog", "LeavingDialog"}
ELSEWHERE |= {"RenewBackupsDialog", "OfficeQuestion", "GoneDialog", "DamagedDialog", "NoticesDialog"}
RIM = 40


def cut_texts(top: QWidget) -> list[str]:
    """The visible labels and buttons that do not fit on themselves; wrapped ones by their height."""
    found = []
    for widget in top.findChildren(QWidget):
        if (
            not widget.isVisible()
            or not isinstance(widget, QLabel | QPushButton | QCheckBox | QRadioButton)
            or not widget.text()
        ):
            continue
        if isinstance(widget, QLabel) and widget.wordWrap():
            needed = widget.heightForWidth(widget.width())
            if needed > widget.height() + 1:
                found.append(f"{widget.text()!r} is {widget.height()} high and needs {needed}")
        elif widget.minimumSizeHint().width() > widget.width() + 1:
            found.append(f"{widget.text()!r} is {widget.width()} wide and needs {widget.minimumSizeHint().width()}")
    return found + hidden_sides(top)


def hidden_sides(top: QWidget) -> list[str]:
    """Forms that are wider than what they stand in, where nothing scrolls them sideways."""
    off = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    areas = [a for a in top.findChildren(QScrollArea) if a.isVisible() and a.horizontalScrollBarPolicy() == off]
    return [
        f"a form is {a.viewport().width()} wide and needs {inside.minimumSizeHint().width()}"
        for a in areas
        if (inside := a.widget()) is not None and inside.minimumSizeHint().width() > a.viewport().width() + 1
    ]


def nameless(top: QWidget) -> list[str]:
    """The inputs of a dialog that a screen reader has no name for."""
    found = []
    for widget in top.findChildren(QWidget):
        inner = isinstance(widget.parentWidget(), INNER) or isinstance(widget, QHeaderView)
        if not isinstance(widget, INPUTS) or not widget.isVisible() or inner or widget.objectName().startswith("qt_"):
            continue
        told = QAccessible.queryAccessibleInterface(widget)
        if not ((told and told.text(QAccessible.Text.Name)) or widget.accessibleName() or widget.toolTip()).strip():
            found.append(f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}")
    return found


@pytest.mark.parametrize(
    ("room", "scale"),
    [(QSize(1366, 768), 1.0), (QSize(910, 512), 1.0), (QSize(683, 384), 1.0), (QSize(1366, 768), 1.5)],
    ids=["100 %", "screen at 150 %", "screen at 200 %", "type at 150 %"],
)
def test_every_dialog_is_whole(
    program: Any,
    every_dialog: Walk,
    qapp: QApplication,
    tmp_path: Path,
    english: dict[str, str],
    room: QSize,
    scale: float,
) -> None:
    theme.apply(qapp, "light", scale)
    wrong: dict[str, list[str]] = {}
    for spoken in ("vi", "en"):
        use_language(spoken, english if spoken == "en" else {})
        program.window.retranslate()
        for name, dialog in every_dialog(tmp_path / spoken):
            size = QSize(min(dialog.width(), room.width() - RIM), min(dialog.height(), room.height() - RIM))
            dialog.resize(size)
            program.settle()
            found = cut_texts(dialog) + [f"no name: {what}" for what in nameless(dialog)]
            if dialog.width() > room.width() or dialog.height() > room.height():
                found.append(f"is {dialog.width()} x {dialog.height()}, needs {dialog.minimumSizeHint().toTuple()}")
            if found:
                wrong[f"{spoken} {name}"] = found
    assert not wrong, "\n".join(f"{where}: {what}" for where, what in wrong.items())


@pytest.fixture(autouse=True)
def folders(tmp_path: Path) -> None:
    for spoken in ("vi", "en"):
        (tmp_path / spoken).mkdir(exist_ok=True)


def test_no_dialog_is_left_out(every_dialog: Walk, tmp_path: Path) -> None:
    drawn = {type(dialog).__name__ for _name, dialog in every_dialog(tmp_path / "vi")}
    assert dialog_classes() - drawn - ELSEWHERE == set()


def dialog_classes() -> set[str]:
    """The names of all dialogs in desktop/ui, found in the source."""
    found: set[str] = set()
    for file in sorted(Path(desktop.ui.__path__[0]).glob("*.py")):
        names = [n.name for n in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if isinstance(n, ast.ClassDef)]
        module = importlib.import_module(f"desktop.ui.{file.stem}") if names else None
        found |= {name for name in names if _is_dialog(getattr(module, name, None))}
    return found


def _is_dialog(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, QDialog)
