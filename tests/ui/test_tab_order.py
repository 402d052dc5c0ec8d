"""The Tab key goes through every dialog and screen as one reads: from the top down, from left to right, past nothing that
can be used, and comes round; Shift+Tab goes the same way back. What has the focus first is where work begins."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDateTimeEdit, QDialog, QLayout, QPushButton, QRadioButton, QWidget

#: what stands side by side may differ by half of its height
_SAME_ROW = 0.5
_MOST = 150
#: of a day typed part by part: day, month, year
_PARTS = 3

#: Enter opens the row chosen beside the list
WITH_PANEL = ("register", "tasks")

#: where work does not begin in the first input: names are filled in, files are chosen, rows are looked at
BEGIN_ELSEWHERE = {
    "opinion": "TextBox()",
    "recover": "QLineEdit()",
    "first-office": "QLineEdit()",
    "replies": "RowTable(Văn bản trả lời của cơ quan)",
    "import-file": "QPushButton(Chọn tệp…)",
}
SCREENS_BEGIN = {
    "start": "Tile(2 bản quét đang chờ)",
    "inbox": "QLineEdit(Số)",
    "register": "RowTable(Sổ văn bản đến)",
    "register, one opened": "RowTable(Sổ văn bản đến)",
    "directives": "LeadBox(Chủ trì)",
    "tasks": "RowTable(Nhiệm vụ)",
    "tasks, one opened": "TextBox(Tiến độ)",
    "week": "QListWidget(Phiếu của từng người)",
    "reports": "QListWidget(Mẫu báo cáo)",
    "catalogues": "RowTable(Người)",
    "settings": "QPushButton(Sao lưu ngay)",
    "help": "QListWidget(Các trang trợ giúp)",
}

Walk = Callable[[Path], Iterator[tuple[str, QDialog]]]
Placed = tuple[QRect, QWidget | QLayout]


def in_rows(placed: list[Placed]) -> list[QWidget | QLayout]:
    """Sort what stands in one parent as one reads: row by row, in each from left to right."""
    rows: list[list[Placed]] = []
    for rect, thing in sorted(placed, key=lambda one: one[0].center().y()):
        last = rows[-1][0][0] if rows else None
        shared = min(rect.bottom(), last.bottom()) - max(rect.top(), last.top()) if last is not None else 0
        if last is not None and shared > _SAME_ROW * min(rect.height(), last.height()):
            rows[-1].append((rect, thing))
        else:
            rows.append([(rect, thing)])
    return [thing for row in rows for _rect, thing in sorted(row, key=lambda one: one[0].left())]


def as_read(top: QWidget) -> Iterator[QWidget]:
    """All visible widgets in ``top`` in the order in which one reads them; what is laid out together stays together."""
    children = [c for c in top.children() if isinstance(c, QWidget) and not c.isWindow()]
    layout = top.layout()
    placed = laid(layout, children) if layout is not None else set()
    parts: list[QWidget | QLayout] = [child for child in children if child not in placed]
    parts += parts_of(layout, children) if layout is not None else []
    for widget in in_order(parts, children):
        if widget.isVisible():
            yield widget
            yield from as_read(widget)


def in_order(parts: list[QWidget | QLayout], children: list[QWidget]) -> Iterator[QWidget]:
    """The widgets that ``parts`` are or lay out, as one reads."""
    for part in in_rows([(part.geometry(), part) for part in parts]):
        if isinstance(part, QWidget):
            yield part
        else:
            yield from in_order(parts_of(part, children), children)


def parts_of(layout: QLayout, children: list[QWidget]) -> list[QWidget | QLayout]:
    """The widgets among ``children`` and the layouts that a layout places itself."""
    within = [part for part in layout.children() if isinstance(part, QLayout)]
    return [*(child for child in children if layout.indexOf(child) >= 0), *within]


def laid(layout: QLayout, children: list[QWidget]) -> set[QWidget]:
    """All of ``children`` that a layout or one inside of it places."""
    parts = parts_of(layout, children)
    deeper = [laid(part, children) for part in parts if isinstance(part, QLayout)]
    return {part for part in parts if isinstance(part, QWidget)}.union(*deeper)


def stops(top: QWidget) -> list[QWidget]:
    """What Tab should reach in ``top``, in order: of radio buttons that exclude each other only the one chosen."""
    return [
        widget
        for widget in as_read(top)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isEnabled()
        and widget.focusProxy() is None
        and not (isinstance(widget, QRadioButton) and not widget.isChecked())
    ]


def walked(first: QWidget, key: Qt.Key, alone: bool = False) -> list[QWidget]:
    """Press ``key`` until the focus is back at ``first``, and return what had it; the last twice where it was trapped."""
    seen = [first]
    while len(seen) < _MOST:
        here = seen[-1]
        for _part in range(_PARTS if isinstance(here, QDateTimeEdit) else 1):
            QTest.keyClick(here, key)
            if QApplication.focusWidget() is not here:
                break
        focus = QApplication.focusWidget()
        if focus is None or (focus is first and (len(seen) > 1 or alone)):
            return seen
        seen.append(focus)
        if focus is here:
            return seen
    return seen


def wrong_way(top: QWidget) -> list[str]:
    """Say how the Tab key's way through ``top`` differs from the way one reads."""
    wanted = stops(top)
    if not wanted:
        return []
    focus = QApplication.focusWidget()
    if focus is None:
        return ["nothing has the focus"]
    way = walked(focus, Qt.Key.Key_Tab, len(wanted) == 1)
    if focus not in wanted:
        return [f"the focus begins at {called(focus)}"]
    at = wanted.index(focus)
    wanted = wanted[at:] + wanted[:at]
    if way != wanted:
        return [f"goes {named(way)}", f"should go {named(wanted)}"]
    back = walked(focus, Qt.Key.Key_Backtab, len(wanted) == 1)
    return [] if back == [way[0], *reversed(way[1:])] else [f"goes back {named(back)}"]


def named(way: list[QWidget]) -> str:
    return " → ".join(called(widget) for widget in way)


def called(widget: QWidget | None) -> str:
    if widget is None:
        return "nothing"
    text = widget.accessibleName() or getattr(widget, "text", str)() or widget.objectName() or widget.toolTip()
    return f"{type(widget).__name__}({text[:30]})"


def begins(top: QWidget) -> list[str]:
    """Say what has the focus first where it is not the first input, or without any the first button."""
    inputs = [widget for widget in stops(top) if not isinstance(widget, QPushButton)]
    first = next(iter(inputs or stops(top)), None)
    focus = QApplication.focusWidget()
    return [] if first is None or focus is first else [f"begins at {called(focus)} instead of {called(first)}"]


def test_tab_goes_through_every_dialog_as_one_reads(program: Any, every_dialog: Walk, tmp_path: Path) -> None:
    wrong: dict[str, list[str]] = {}
    begun = {}
    for name, dialog in every_dialog(tmp_path):
        dialog.activateWindow()
        program.settle()
        if (found := begins(dialog)) and name not in BEGIN_ELSEWHERE:
            wrong[f"{name}, first"] = found
        begun[name] = called(QApplication.focusWidget())
        if found := wrong_way(dialog):
            wrong[name] = found
    assert not wrong, "\n".join(f"{where}:\n  " + "\n  ".join(what) for where, what in wrong.items())
    assert {name: begun[name] for name in BEGIN_ELSEWHERE} == BEGIN_ELSEWHERE


def test_tab_goes_through_every_screen_as_one_reads(program: Any) -> None:
    wrong: dict[str, list[str]] = {}
    begun = {}
    for name, screen in program.window.screens.items():
        program.window.go_to(name)
        program.settle()
        begun[name] = called(QApplication.focusWidget())
        if found := wrong_way(screen):
            wrong[name] = found
        if name in WITH_PANEL:
            QTest.keyClick(screen.table, Qt.Key.Key_Return)
            program.settle()
            begun[f"{name}, one opened"] = called(QApplication.focusWidget())
            if found := wrong_way(screen):
                wrong[f"{name}, one opened"] = found
    assert not wrong, "\n".join(f"{where}:\n  " + "\n  ".join(what) for where, what in wrong.items())
    assert begun == SCREENS_BEGIN
