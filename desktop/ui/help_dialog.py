"""One page of the guide in a window of its own, over the dialog that it tells of."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from desktop.core.words import language, say
from desktop.ui import theme
from desktop.ui.help_view import Guide, pages


class HelpDialog(QDialog):
    """One page of the guide: that of ``screen``, the first one where it has none."""

    def __init__(self, screen: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("help")
        self.setWindowTitle(say("Trợ giúp"))
        self.guide = Guide()
        self.guide.setAccessibleName(say("Trang trợ giúp"))
        buttons = QDialogButtonBox()
        buttons.addButton(say("Đóng"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        box = QVBoxLayout(self)
        box.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.MARGIN, theme.MARGIN)
        box.addWidget(self.guide, 1)
        box.addWidget(buttons)
        room = self.screen().availableGeometry()
        self.resize(min(780, room.width() - 40), min(620, room.height() - 60))
        found = pages(language())
        file = next((page for page in found if page.stem.endswith(f"-{screen}")), found[0])
        self.guide.show_page(file.read_text(encoding="utf-8"), file.parent)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self.guide, lambda: self.guide.verticalScrollBar().setValue(0))
