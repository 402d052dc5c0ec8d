"""Registering what may be there already: the new scan and the registered letter side by side, and what to do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QGridLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from desktop.core.drafts import FIELD_WORDS
from desktop.core.names import show_date
from desktop.core.records import Letter
from desktop.core.twins import Compared, Values, compare
from desktop.core.words import say, tr
from desktop.ui import theme
from desktop.ui.cards import ToneLabel
from desktop.ui.context import UiContext
from desktop.ui.flow import Flow
from desktop.ui.form_dialog import Room
from desktop.ui.labels import letter_name
from desktop.ui.letter_bundle import scan_of
from desktop.ui.page_view import PageView

_WIDE, _HIGH = 1180, 690


@dataclass(frozen=True)
class NewLetter:
    """The letter about to be registered: what is read or typed of it, and its pages (no file: it came on paper).
    ``may_copy``: its scan holds it alone, so that it can be kept as a copy; ``next_number``: what it would get."""

    values: Values
    file: Path | None
    rotations: tuple[int, ...]
    first_page: int
    last_page: int | None
    may_copy: bool
    next_number: int | None = None


class TwinDialog(QDialog):
    """Asks what a letter is that seems to stand in the register: the same one (``keep``: its scan hangs on the entry,
    ``drop``: its scan goes off the list), another (``another``), or let it be. ``look`` opens the entry."""

    keep, drop, look = Signal(int), Signal(int), Signal(int)
    another = Signal()

    def __init__(
        self, context: UiContext, new: NewLetter, twins: Sequence[Letter], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(say("Có thể đã đăng ký"))
        self._context, self._new, self._twins = context, new, list(twins)
        self.new_pages, self.old_pages = PageView(context.pages, self), PageView(context.pages, self)
        self.which = QComboBox()
        for twin in twins:
            self.which.addItem(_entry(twin), twin.id)
        self.lines = QGridLayout()
        self.signs: dict[str, ToneLabel] = {}
        self.buttons = self._make_buttons()
        self._lay_out()
        self.which.currentIndexChanged.connect(lambda _row: self._show_twin())
        self._show_new()
        self._show_twin()
        room = self.screen().availableGeometry()
        self.resize(min(_WIDE, room.width() - 40), min(_HIGH, room.height() - 60))

    def twin(self) -> Letter:
        """Return the registered letter compared with."""
        return self._twins[max(0, self.which.currentIndex())]

    def _make_buttons(self) -> dict[str, QPushButton]:
        number = f" {self._new.next_number}" if self._new.next_number else ""
        words = {
            "keep": (
                say("Cùng văn bản: giữ kèm bản này"),
                say("Bản quét được đính vào số đến đã có, không cấp số mới"),
            ),
            "drop": (say("Cùng văn bản: bỏ bản này"), say("Bản quét ra khỏi danh sách, tệp gốc vẫn giữ trong kho")),
            "another": (say("Văn bản khác: đăng ký số{n}", n=number), say("Hai văn bản khác nhau: cấp số mới")),
            "look": (say("Xem trong sổ"), say("Mở văn bản đã đăng ký trong Sổ văn bản đến")),
            "leave": (say("Thôi"), say("Để lại, chưa làm gì (Esc)")),
        }
        made = {}
        for place, (name, (text, tip)) in enumerate(words.items(), start=1):
            button = made[name] = QPushButton(f"&{place}  {text}" if name != "leave" else text)
            button.setAutoDefault(False)
            button.setToolTip(f"{tip} (Alt+{place})" if name != "leave" else tip)
            button.clicked.connect(lambda _on=False, name=name: self._choose(name))
        made["leave"].setDefault(True)
        for name in ("keep", "drop"):
            made[name].setVisible(self._new.may_copy)
        return made

    def _choose(self, name: str) -> None:
        twin = self.twin().id
        runs: dict[str, Callable[[], object]] = {
            "keep": lambda: self.keep.emit(twin),
            "drop": lambda: self.drop.emit(twin),
            "another": self.another.emit,
            "look": lambda: self.look.emit(twin),
            "leave": lambda: None,
        }
        self.done(0)
        runs[name]()

    def _lay_out(self) -> None:
        words = say("Số, ký hiệu và tác giả trùng với một văn bản đã vào sổ. Hãy so hai bên rồi chọn.")
        if self._new.file is not None and not self._new.may_copy:
            batch = say("Bản quét có nhiều văn bản: muốn giữ kèm hay bỏ bản này, hãy tách nó ra trước (Sắp xếp trang).")
            words = f"{words} {batch}"
        head = ToneLabel(words)
        head.setWordWrap(True)
        self.lines.setHorizontalSpacing(theme.MARGIN)
        self.lines.setVerticalSpacing(theme.GRID)
        for column, share in ((1, 1), (3, 1)):
            self.lines.setColumnStretch(column, share)
        pages = QSplitter(Qt.Orientation.Horizontal)
        pages.setChildrenCollapsible(False)
        for view, name in ((self.new_pages, say("Bản đang đăng ký")), (self.old_pages, say("Bản đã đăng ký"))):
            view.setAccessibleName(name)
            view.setMinimumWidth(200)
            pages.addWidget(view)
        bar, lines = QWidget(), QWidget()
        flow = Flow(bar, theme.GAP, last_right=True)  # in larger type the buttons go on in a second line
        for button in self.buttons.values():
            flow.addWidget(button)
        self.lines.setContentsMargins(0, 0, 0, 0)
        lines.setLayout(self.lines)
        box = QVBoxLayout(self)
        box.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.MARGIN, theme.MARGIN)
        box.setSpacing(theme.GAP)
        box.addWidget(head)
        box.addWidget(Room(lines))
        box.addWidget(pages, 1)
        box.addWidget(bar)

    def _show_new(self) -> None:
        new = self._new
        if new.file is None:
            self.new_pages.show_message(tr("Văn bản giấy, không có bản quét."))
        else:
            self.new_pages.show_file(new.file, new.rotations, first_page=new.first_page, last_page=new.last_page)

    def _show_twin(self) -> None:
        twin = self.twin()
        self._fill(compare(self._new.values, twin))
        self.old_pages.show_message(tr("Văn bản giấy, không có bản quét."))
        if twin.scan_path is not None:
            self._context.read(lambda office: scan_of(office, twin), lambda found: self._show_pages(twin, *found))

    def _show_pages(self, twin: Letter, file: Path | None, rotations: tuple[int, ...]) -> None:
        if file is not None and twin.id == self.twin().id:
            self.old_pages.show_file(file, rotations, first_page=twin.first_page or 1, last_page=twin.last_page)

    def _fill(self, compared: list[Compared]) -> None:
        while (item := self.lines.takeAt(0)) is not None:
            if (widget := item.widget()) and widget is not self.which:
                widget.deleteLater()
        self.signs = {}
        self._put(0, 1, ToneLabel(say("Bản đang đăng ký"), bold=True))
        if len(self._twins) > 1:
            self._put(0, 3, self.which)
        else:
            entry = ToneLabel(_entry(self.twin()), bold=True)
            entry.setWordWrap(True)
            self._put(0, 3, entry)
        for place, line in enumerate(compared, start=1):
            sign = self.signs[line.name] = ToneLabel(
                "=" if line.same else "≠", "soft" if line.same else "bad", bold=True
            )
            sign.setAccessibleName(say("giống") if line.same else say("khác"))
            name = say("Số, ký hiệu") if line.name == "number" else str(FIELD_WORDS[line.name])
            self._put(place, 0, ToneLabel(name, "soft"))
            self._put(place, 1, _value(line.new, line.same))
            self._put(place, 2, sign)
            self._put(place, 3, _value(line.old, line.same))

    def _put(self, row: int, column: int, widget: QWidget) -> None:
        self.lines.addWidget(widget, row, column)
        widget.show()


def _entry(letter: Letter) -> str:
    return say(
        "Số đến {n} ngày {day}: {name}",
        n=letter.arrival_number,
        day=show_date(letter.arrived_on),
        name=letter_name(letter),
    )


def _value(text: str, same: bool) -> ToneLabel:
    """A long subject is cut to what the dialog has room for; the rest is in its tip."""
    short = text if len(text) <= 150 else text[:149] + "…"
    label = ToneLabel(short or "–", "" if same else "bad")
    label.setWordWrap(True)
    label.setToolTip(text)
    return label
