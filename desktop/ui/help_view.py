"""Trợ giúp: a page for each screen and a page of shortcuts, made from the actions that are there, so it is never stale."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QSplitter, QTextBrowser, QVBoxLayout, QWidget

import resources
from desktop.core.words import Text, language, say, tr
from desktop.ui import theme
from desktop.ui.actions import Actions, Entry
from desktop.ui.context import UiContext
from desktop.ui.screen import Screen

SHORTCUTS = "shortcuts"
PageRole = Qt.ItemDataRole.UserRole
GROUPS: tuple[tuple[str, Text], ...] = (
    ("go", tr("Đi tới")),
    ("help", tr("Đi tới")),
    ("inbox", tr("Hộp quét")),
    ("register", tr("Sổ văn bản đến")),
    ("directives", tr("Chỉ đạo")),
    ("tasks", tr("Nhiệm vụ")),
    ("week", tr("Tuần này")),
    ("reports", tr("Báo cáo")),
    ("catalogues", tr("Danh mục")),
    ("settings", tr("Thiết lập")),
    ("file", tr("Tệp")),
    ("view", tr("Xem")),
)


class HelpView(Screen):
    """The guide. ``show_page`` opens a page by the stem of its file, e.g. ``03-register``."""

    name = "help"
    icon = "help"

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.list = QListWidget()
        self.list.setProperty("roomy", True)
        self.text = QTextBrowser()
        self.text.setOpenLinks(False)
        self.text.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.text.document().setDocumentMargin(theme.WIDE)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(self.list)
        splitter.addWidget(self.text)
        splitter.setChildrenCollapsible(False)
        splitter.setSizes([240, 860])
        box = QVBoxLayout(self)
        box.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.MARGIN, theme.MARGIN)
        box.addWidget(splitter)
        self.list.currentItemChanged.connect(lambda _now, _before: self._show())
        self.retranslate()

    def title(self) -> str:
        return say("Trợ giúp")

    def retranslate(self) -> None:
        item = self.list.currentItem()
        kept = item.data(PageRole) if item else ""
        self.list.blockSignals(True)
        self.list.clear()
        for file in pages(language()):
            self._add(heading(file.read_text(encoding="utf-8")), file.stem)
        self._add(say("Phím tắt"), SHORTCUTS)
        self.list.blockSignals(False)
        self.list.setAccessibleName(say("Các trang trợ giúp"))
        self.text.setAccessibleName(say("Trang trợ giúp"))
        self.show_page(kept)

    def shown(self) -> None:
        super().shown()
        self._show()
        self.list.setFocus()

    def show_page(self, stem: str) -> None:
        """Open a page; the first one for an unknown name."""
        stems = [self.list.item(row).data(PageRole) for row in range(self.list.count())]
        self.list.setCurrentRow(stems.index(stem) if stem in stems else 0)

    def _add(self, words: str, stem: str) -> None:
        item = QListWidgetItem(words)
        item.setData(PageRole, stem)
        self.list.addItem(item)

    def _show(self) -> None:
        item = self.list.currentItem()
        stem = item.data(PageRole) if item else ""
        if stem == SHORTCUTS:
            self.text.setMarkdown(shortcuts_page(self.context.actions))
        elif stem:
            self.text.setMarkdown(resources.path("help", language(), f"{stem}.md").read_text(encoding="utf-8"))


def pages(code: str) -> list[Path]:
    """Return the guide's pages in a language, in order; the Vietnamese ones for a language without any."""
    found = sorted(resources.path("help", code).glob("*.md"))
    return found or sorted(resources.path("help", "vi").glob("*.md"))


def heading(markdown: str) -> str:
    """Return the first heading of a page."""
    first = next((line for line in markdown.splitlines() if line.startswith("# ")), "# ")
    return first[2:].strip()


def shortcuts_page(actions: Actions) -> str:
    """Return the page of shortcuts as Markdown: a table for each screen."""
    parts = [f"# {say('Phím tắt')}"]
    done: set[str] = set()
    for group, title in GROUPS:
        entries = [e for e in actions if e.spec.name.split(".")[0] == group and e.spec.shortcuts]
        if entries:
            if str(title) not in done:
                parts += ["", f"## {title}", "", f"| {say('Phím')} | {say('Việc')} |", "|---|---|"]
            parts += [_line(entry) for entry in entries]
            done.add(str(title))
    return "\n".join(parts)


def _line(entry: Entry) -> str:
    keys = ", ".join(QKeySequence(s).toString(QKeySequence.SequenceFormat.NativeText) for s in entry.spec.shortcuts)
    return f"| **{keys}** | {entry.action.text().replace('&&', '&')} |"
