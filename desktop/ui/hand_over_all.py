"""Handing over all work of one who goes on leave or elsewhere: whose, to whom, why, and a look at what moves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from desktop.core.records import Person, Task
from desktop.core.words import say, tr
from desktop.services import tasks
from desktop.ui.alive import while_alive
from desktop.ui.choosers import IdBox, people_rows
from desktop.ui.form_dialog import FormDialog, TextBox, ask
from desktop.ui.labels import due_label, status_label
from desktop.ui.screen import Screen

Work = tuple[list[Task], list[Task]]
_LINES = 7


class HandOverAllDialog(FormDialog):
    """Asks whose open work goes to whom, and why (leave, transfer). ``look(person, take)`` fetches what would move."""

    def __init__(
        self,
        people: Sequence[Person],
        former: int | None,
        look: Callable[[int, Callable[[Work], None]], None],
        parent: QWidget | None = None,
    ) -> None:
        intro = say("Mọi việc đang mở của một người chuyển sang người khác trong một lần; việc phối hợp cũng vậy.")
        super().__init__(say("Bàn giao toàn bộ việc"), say("Bàn giao"), parent, intro=intro)
        self.setMinimumWidth(640)
        self._look = look
        self._shown: int | None = None
        self.count = 0
        self.former, self.person, self.reason = IdBox(), IdBox(), TextBox(lines=2)
        self.list = QListWidget()
        self.list.setFixedHeight(self.fontMetrics().lineSpacing() * _LINES + 24)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setAccessibleName(say("Việc sẽ chuyển"))
        for box in (self.former, self.person):
            box.set_rows(people_rows(people, ""))
            box.picked.connect(self.check)
            box.editTextChanged.connect(lambda _text: self.check())
        self.former.choose(former)
        self.reason.setPlaceholderText(say("ví dụ: nghỉ phép đến 30/11, chuyển công tác"))
        self.form.addRow(say("Người bàn giao"), self.former)
        self.form.addRow(say("Việc sẽ chuyển"), self.list)
        self.form.addRow(say("Người nhận"), self.person)
        self.form.addRow(say("Lý do"), self.reason)
        self.reason.textChanged.connect(self.check)
        self.check()

    def check(self) -> None:
        one = self.former.chosen()
        if one != self._shown:
            self._shown, self.count = one, 0
            self.list.clear()
            if one is not None:
                self._look(one, while_alive(self, partial(self._show, one)))
        super().check()

    def _show(self, one: int, work: Work) -> None:
        if one != self._shown:
            return
        led, helped = work
        self.count = len(led) + len(helped)
        for words, rows in ((say("Chủ trì"), led), (say("Phối hợp"), helped)):
            for task in rows:
                line = f"{words}: {task.title}"
                tip = " · ".join((status_label(task.status), due_label(task)))
                item = QListWidgetItem(f"{due_label(task)}  {line}" if task.due_on else line)
                item.setToolTip(f"{tip}\n{task.title}")
                self.list.addItem(item)
        if not self.count:
            self.list.addItem(say("Không có việc nào đang mở."))
        self.check()

    def problem(self) -> str:
        one, other = self.former.chosen(), self.person.chosen()
        if one is None or other is None or one == other:
            return say("Hãy chọn người giao và người nhận khác nhau.")
        if not self.count:
            return say("Không có việc nào đang mở.")
        return "" if self.reason.text() else say("Hãy ghi lý do.")


def ask_hand_over(screen: Screen, people: Sequence[Person], former: int | None) -> HandOverAllDialog:
    """Ask whose open work goes to whom, then write it and tell every screen."""

    def look(person_id: int, take: Callable[[Work], None]) -> None:
        screen.read(lambda office: tasks.to_hand_over(office, person_id), take)

    def write(done: HandOverAllDialog) -> None:
        one, other, why = done.former.chosen() or 0, done.person.chosen() or 0, done.reason.text()
        screen.write(lambda office: tasks.hand_over_all(office, one, other, why), lambda _led: tell(done.count))

    def tell(count: int) -> None:
        screen.context.toast(tr("Đã bàn giao {n} việc đang mở.", n=count))
        screen.context.tell("tasks")
        screen.context.tell("letters")
        screen.context.tell("people")

    return ask(HandOverAllDialog(people, former, look, screen), write)
