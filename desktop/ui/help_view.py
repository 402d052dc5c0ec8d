"""Trợ giúp: a page for each screen and a page of shortcuts, made from the actions that are there, so it is never stale."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QImage, QKeySequence, QResizeEvent, QTextDocument
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QSplitter, QTextBrowser, QVBoxLayout, QWidget

import resources
from desktop.core.words import language, say
from desktop.ui import theme
from desktop.ui.actions import Actions, Entry
from desktop.ui.context import UiContext
from desktop.ui.screen import Screen

SHORTCUTS = "shortcuts"
PageRole = Qt.ItemDataRole.UserRole
_WIDEST = 900


class Guide(QTextBrowser):
    """A page of the guide with its pictures, each as wide as there is room for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setOpenLinks(False)
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.document().setDocumentMargin(theme.WIDE)
        self._folder = Path()
        self._page = ""
        self._width = 0
        # Never from within setMarkdown, which resizes the view when its scroll bar comes: a page begun twice is garbled.
        self._refit = QTimer(self, interval=0, singleShot=True)
        self._refit.timeout.connect(self._fit)

    def show_page(self, markdown: str, folder: Path) -> None:
        """Show a page; its pictures are named relative to ``folder``."""
        self._page, self._folder = markdown, folder
        self._width = self._room()
        self.clear()
        self.document().setMarkdown(markdown)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return super().loadResource(kind, name)
        picture = QImage(str(self._folder / QUrl(name).path()))
        if picture.isNull() or picture.width() <= self._width:
            return picture
        sharp = self.devicePixelRatioF()
        fitted = picture.scaledToWidth(round(self._width * sharp), Qt.TransformationMode.SmoothTransformation)
        fitted.setDevicePixelRatio(sharp)
        return fitted

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._page and self._room() != self._width:
            self._refit.start()

    def _fit(self) -> None:
        bar = self.verticalScrollBar()
        share = bar.value() / max(1, bar.maximum())
        if self._room() != self._width:
            self.show_page(self._page, self._folder)
            bar.setValue(round(share * bar.maximum()))

    def _room(self) -> int:
        return max(200, min(_WIDEST, self.viewport().width() - 3 * theme.WIDE))


class HelpView(Screen):
    """The guide. ``show_page`` opens a page by the stem of its file, e.g. ``03-register``."""

    name = "help"
    icon = "help"

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.list = QListWidget()
        self.list.setProperty("roomy", True)
        self.text = Guide()
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

    def show_help_of(self, screen: str) -> None:
        """Open the page of a screen; the first one for a screen without any."""
        stems = [self.list.item(row).data(PageRole) for row in range(self.list.count())]
        self.show_page(next((stem for stem in stems if stem.endswith(f"-{screen}")), ""))

    def _add(self, words: str, stem: str) -> None:
        item = QListWidgetItem(words)
        item.setData(PageRole, stem)
        self.list.addItem(item)

    def _show(self) -> None:
        item = self.list.currentItem()
        stem = item.data(PageRole) if item else ""
        if stem == SHORTCUTS:
            self.text.show_page(shortcuts_page(self.context.actions), Path())
        elif stem:
            file = resources.path("help", language(), f"{stem}.md")
            self.text.show_page(file.read_text(encoding="utf-8"), file.parent)


def pages(code: str) -> list[Path]:
    """Return the guide's pages in a language, in order; the Vietnamese ones for a language without any."""
    found = sorted(resources.path("help", code).glob("*.md"))
    return found or sorted(resources.path("help", "vi").glob("*.md"))


def heading(markdown: str) -> str:
    """Return the first heading of a page."""
    first = next((line for line in markdown.splitlines() if line.startswith("# ")), "# ")
    return first[2:].strip()


def shortcuts_page(actions: Actions) -> str:
    """Return the page of shortcuts as Markdown: a table of those that work everywhere, then one for each screen."""
    parts = [f"# {say('Phím tắt')}"]
    groups: dict[str, list[Entry]] = {}
    for entry in sorted(actions, key=lambda e: e.owner is not None):
        title = entry.owner.title() if isinstance(entry.owner, Screen) else say("Ở mọi màn hình")
        if entry.spec.shortcuts:
            groups.setdefault(title, []).append(entry)
    for title, entries in groups.items():
        parts += ["", f"## {title}", "", f"| {say('Phím')} | {say('Việc')} |", "|---|---|"]
        parts += [_line(entry) for entry in entries]
    return "\n".join(parts)


def _line(entry: Entry) -> str:
    keys = ", ".join(QKeySequence(s).toString(QKeySequence.SequenceFormat.NativeText) for s in entry.spec.shortcuts)
    return f"| **{keys}** | {entry.action.text().replace('&&', '&')} |"
