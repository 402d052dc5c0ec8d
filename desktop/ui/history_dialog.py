"""What the log tells of one row: who, when, what, and from what to what."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from desktop.core.names import show_date
from desktop.core.words import say
from desktop.services import history
from desktop.services.history import Told
from desktop.ui import theme
from desktop.ui.alive import while_alive
from desktop.ui.cards import CardList, CardText
from desktop.ui.context import UiContext
from desktop.ui.widgets import label


class HistoryDialog(QDialog):
    """Shows the log of a row, latest first; ``name`` says whose it is."""

    def __init__(self, name: str, told: Sequence[Told], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(say("Lịch sử thay đổi"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        head = label("heading", wrap=True)
        head.setText(name)
        self.cards = CardList()
        self.cards.show_cards([(history_card(line), None) for line in reversed(told)], say("Chưa có thay đổi nào."))
        buttons = QDialogButtonBox()
        buttons.addButton(say("Đóng"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        box = QVBoxLayout(self)
        box.setContentsMargins(theme.WIDE, theme.WIDE, theme.WIDE, theme.MARGIN)
        box.setSpacing(theme.MARGIN)
        box.addWidget(head)
        box.addWidget(self.cards, 1)
        box.addWidget(buttons)
        room = self.screen().availableGeometry()
        self.resize(min(620, room.width() - 40), min(560, room.height() - 60))


def history_card(told: Told) -> CardText:
    """Return one line of the log: what, the changes below it, by whom and when."""
    who = told.who or say("không ghi tên")
    foot = f"{who} · {told.at:%H:%M} {show_date(told.at.date())}"
    return CardText(told.action, "\n".join(told.changes), foot)


def show_history(
    context: UiContext, parent: QWidget, noun: str, row_id: int, name: str, *, without: Collection[str] = ()
) -> None:
    """Ask for the log of a row ("task", "scan", "person", "outgoing", …) and show it; ``without``: actions left out."""

    def show(told: list[Told]) -> None:
        HistoryDialog(name, told, parent).open()

    context.read(lambda office: history.of(office, noun, row_id, without=without), while_alive(parent, show))
