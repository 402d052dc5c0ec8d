"""Nhiệm vụ: every task by person, unit, week and status, overdue first; progress, due day and lead changed in place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.core.calendar import Week, WorkCalendar
from desktop.core.filters import TaskFilter
from desktop.core.records import Person, Status, Task, Unit
from desktop.core.words import say, tr
from desktop.services import anchors, people, tasks
from desktop.ui import theme
from desktop.ui.beside import Beside
from desktop.ui.context import UiContext
from desktop.ui.history_dialog import show_history
from desktop.ui.kept_filters import Values
from desktop.ui.row_table import RowTable
from desktop.ui.screen import Screen
from desktop.ui.task_actions import SPECS
from desktop.ui.task_around import Around, around
from desktop.ui.task_deeds import TaskDeeds
from desktop.ui.task_panel import TaskPanel
from desktop.ui.tasks_bar import TasksBar
from desktop.ui.tasks_model import TITLE_COLUMN, TasksModel, count_label, statuses

if TYPE_CHECKING:
    from desktop.services.office import Office

WIDTHS = (162, 320, 140, 92, 92, 120, 150, 140)
LEAST_TITLE = 200
DISPENSABLE = (5, 7, 6, 4, 2)
#: states, days and what is left are never cut; the words of a state may stand on two lines
WHOLE = {0: "○ Chờ xác", 3: "30/12/2026", 4: "trễ 999"}
MOST_SHOWN = 500  # nobody pages through more: filters lead to the rest
FIRST_SHOWN = 50  # more than a screen: they stand there while the others and how many there are is asked
_PAINT_MS = 50  # until then they are painted, which a thread at work would hold up


@dataclass(frozen=True)
class _Answer:
    """``more``: what to ask for those from place ``first`` on, None when ``tasks`` are all."""

    tasks: list[Task]
    more: TaskFilter | None
    first: int
    today: date
    calendar: WorkCalendar
    people: list[Person]
    units: list[Unit]
    overdue: int
    undated: list[Task]


class TasksView(Screen):
    """The tasks. ``open_task`` shows one task whatever is filtered."""

    name = "tasks"
    icon = "tasks"
    topics = frozenset({"tasks", "people"})

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.today = date.today()
        self._round = 0
        self._to_open = 0
        self._rest: tuple[TaskFilter, int] | None = None
        self._painted = QTimer(self, singleShot=True, interval=_PAINT_MS)
        self.bar = TasksBar(context, self)
        self.chips, self.search, self.lacking = self.bar.chips, self.bar.search, self.bar.lacking
        self.person, self.unit, self.week = self.bar.person, self.bar.unit, self.bar.week
        self.model = TasksModel(self)
        self.table = RowTable(lines=2)
        self.panel = TaskPanel()
        self.beside = Beside(self.table, self.panel, 0.4, self.search)
        self.deeds = TaskDeeds(self, self._current)
        self._add_actions()
        self._lay_out()
        self._connect()
        self.retranslate()

    def _add_actions(self) -> None:
        runs: dict[str, Callable[[], object]] = {
            "tasks.open": self.open_current,
            "tasks.close_panel": self.close_panel,
            "tasks.filter": self._focus_search,
            "tasks.filters": self.bar.kept.open,
            "tasks.keep_filter": self.bar.kept.ask_keep,
            "tasks.progress": self._write_down,
            "tasks.finish": lambda: self._write_down(done=True),
            "tasks.change_due": self.deeds.ask_due,
            "tasks.reassign": self.deeds.ask_reassign,
            "tasks.pause": self.deeds.pause_or_resume,
            "tasks.reopen": self.deeds.ask_reopen,
            "tasks.letter": self._open_letter,
            "tasks.of_lead": self._show_lead,
            "tasks.new": self.deeds.ask_new,
            "tasks.extend": self.deeds.ask_extension,
            "tasks.confirm": self.deeds.confirm,
            "tasks.reply": self.deeds.ask_reply,
            "tasks.attach": self.deeds.ask_file,
            "tasks.repeat": self.deeds.ask_repeat,
            "tasks.hand_over_all": self.deeds.ask_hand_over_all,
            "tasks.history": self.show_history,
        }
        self.acts = {spec.name: self.action(spec, runs[spec.name]) for spec in SPECS}
        self.panel.add_actions([self.acts[f"tasks.{n}"] for n in ("extend", "reassign")])
        small = (
            "change_due",
            "reply",
            "attach",
            "repeat",
            "pause",
            "confirm",
            "reopen",
            "history",
            "letter",
            "of_lead",
        )
        self.panel.add_small_actions([self.acts[f"tasks.{n}"] for n in small])

    def show_history(self) -> None:
        """Show the log of the task chosen."""
        task = self._current()
        if task is not None:
            show_history(self.context, self, "task", task.id, task.title)

    def _lay_out(self) -> None:
        self.bar.add_button(self.acts["tasks.new"])
        self.table.setModel(self.model)
        self.table.set_columns(WIDTHS, TITLE_COLUMN, LEAST_TITLE, DISPENSABLE, WHOLE)
        self.table.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.table.horizontalHeader().setSortIndicatorClearable(True)
        self.table.setSortingEnabled(True)
        box = QVBoxLayout(self)
        box.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.MARGIN, theme.GAP)
        box.setSpacing(theme.GAP)
        box.addWidget(self.bar)
        box.addWidget(self.beside, 1)

    def _connect(self) -> None:
        self.table.opened.connect(self.open_current)
        self.table.doubleClicked.connect(lambda _index: self.open_current())
        self.table.selectionModel().currentRowChanged.connect(self._row_changed)
        self.bar.changed.connect(self.refresh)
        self._painted.timeout.connect(self._ask_more)
        self.bar.left.connect(self.table.setFocus)
        self.panel.reported.connect(self._report)
        self.panel.letter_wanted.connect(self.context.open_letter)
        self.panel.sentence_wanted.connect(self.context.open_sentence)
        self.panel.task_wanted.connect(self.open_task)
        self.panel.file_wanted.connect(self.deeds.open_file)
        self.panel.reply_wanted.connect(self.deeds.show_reply)
        self.panel.closed.connect(self.close_panel)
        self.context.task_wanted.connect(self.open_task)
        self.context.tasks_wanted.connect(self.open_chip)

    # --- what the window calls

    def title(self) -> str:
        return say("Nhiệm vụ")

    def retranslate(self) -> None:
        self.bar.retranslate()
        self.table.setAccessibleName(say("Nhiệm vụ"))
        self.model.retranslate()
        self.panel.retranslate()
        self._show_empty()

    def shown(self) -> None:
        super().shown()
        self.beside.begin()

    def refresh(self) -> None:
        self.bar.settle()
        self._painted.stop()
        self._round += 1
        turn, wanted, chip = self._round, self.bar.filter(), self.chips.chosen()
        deep = self.model.is_sorted or self.table.currentIndex().row() >= FIRST_SHOWN
        most, to_open = MOST_SHOWN if deep else FIRST_SHOWN, self._to_open
        self.read(lambda office: _ask(office, wanted, chip, most, to_open), lambda answer: self._take(turn, answer))

    def open_task(self, task_id: int) -> None:
        """Show a task beside the list, whatever was filtered before."""
        self._to_open = task_id
        self.open_chip("")

    def open_narrowed(self, values: Values) -> None:
        """Come to the front with the tasks that a number elsewhere counts."""
        self.context.open_screen(self.name)
        self.bar.use_filter(values)

    def open_chip(self, chip: str) -> None:
        """Come to the front, narrowed to a chip alone."""
        self.context.open_screen(self.name)
        self.bar.show_chip(chip)
        self.refresh()

    # --- rows

    def _take(self, turn: int, answer: _Answer) -> None:
        if turn != self._round:
            return
        self.today = answer.today
        self.deeds.know(answer.people, answer.units, answer.today, answer.calendar)
        self.bar.offer(answer.people, answer.units, Week.of(answer.today))
        self.chips.set_counts({"overdue": answer.overdue, "undated": len(answer.undated)})
        self.count_changed.emit(answer.overdue)
        current = self._current()
        kept = self._to_open or (current.id if current else 0)
        self.model.show_tasks(answer.tasks, answer.today)
        self._show_count(None if answer.more else statuses(answer.tasks))
        self._show_empty()
        self.beside.show_rows(bool(answer.tasks))
        row = self.model.row_of(kept)
        if row >= 0 or answer.tasks:
            self.table.selectRow(max(row, 0))
        if self._to_open and row >= 0:
            self.beside.open_panel()
        self._to_open = 0
        self._load_panel()
        self._rest = (answer.more, answer.first) if answer.more is not None else None
        if self._rest is not None:
            self._painted.start()

    def _ask_more(self) -> None:
        """Have the tasks behind the first ones brought, and counted."""
        if self._rest is None:
            return
        turn, (wanted, first) = self._round, self._rest
        self.read(
            lambda o: (
                tasks.tasks(o, wanted, MOST_SHOWN - first, first) if first < MOST_SHOWN else [],
                tasks.status_counts(o, wanted),
            ),
            lambda found: self._take_more(turn, *found),
        )

    def _take_more(self, turn: int, more: list[Task], counts: Mapping[Status, int]) -> None:
        if turn == self._round:
            self.model.add_tasks(more)
            self._show_count(counts)

    def _show_count(self, counts: Mapping[Status, int] | None) -> None:
        self.beside.total.setText("" if counts is None else count_label(counts, self.model.rowCount()))

    def _show_empty(self) -> None:
        self.beside.empty.setText(
            say("Không có nhiệm vụ nào khớp. Bỏ bớt bộ lọc để xem thêm.")
            if self.bar.narrowed()
            else say("Không có nhiệm vụ nào đang mở.\nGiao việc từ màn hình Chỉ đạo.")
        )

    def _current(self) -> Task | None:
        index = self.table.currentIndex()
        return self.model.task_at(index.row()) if index.isValid() else None

    def _row_changed(self, _current: QModelIndex, _before: QModelIndex) -> None:
        self._load_panel()

    def open_current(self) -> None:
        """Show the current task beside the list, ready for its progress to be typed."""
        if self._current() is not None:
            self.beside.open_panel()
            self._load_panel()
            self.panel.note.setFocus()

    def close_panel(self) -> None:
        """Give the whole width to the list again."""
        self.beside.close_panel()

    def _load_panel(self) -> None:
        task = self._current()
        self._allow(task)
        if task is not None and self.panel.isVisibleTo(self):
            task_id = task.id
            self.read(lambda office: around(office, task_id), self._take_task)

    def _take_task(self, found: tuple[Task, Around]) -> None:
        task, current = found[0], self._current()
        if current is not None and current.id == task.id:
            self.panel.show_task(task, self.today, found[1])
            self._allow(task)

    def _allow(self, task: Task | None) -> None:
        over = task is None or task.state in ("done", "void")
        for name in ("progress", "finish", "change_due", "reassign", "pause"):
            self.acts[f"tasks.{name}"].setEnabled(not over)
        for name in ("attach", "reply", "repeat"):
            self.acts[f"tasks.{name}"].setEnabled(task is not None)
        self.acts["tasks.reopen"].setEnabled(task is not None and task.state in ("done", "waiting"))
        self.acts["tasks.confirm"].setEnabled(task is not None and task.state == "waiting")
        asked = task.extension if task is not None else None
        self.acts["tasks.extend"].setEnabled(task is not None and not over and task.due_on is not None)
        self.acts["tasks.extend"].setText(say("Trả lời gia hạn…") if asked else say("Gia hạn…"))
        self.acts["tasks.of_lead"].setEnabled(task is not None)
        self.acts["tasks.letter"].setEnabled(task is not None and task.letter_id is not None)
        paused = task is not None and task.state == "paused"
        self.acts["tasks.pause"].setText(say("Tiếp tục…") if paused else say("Tạm dừng…"))

    # --- what is done to a task

    def _write_down(self, *, done: bool = False) -> None:
        if not self.panel.isVisibleTo(self) or (not done and not self.panel.note.text()):
            self.open_current()
            return
        (self.panel.finish if done else self.panel.report).click()

    def _report(self, note: str, done: bool, reply: str) -> None:
        task = self.panel.task
        if task is not None:
            words = tr("Đã kết thúc việc.") if done else tr("Đã ghi tiến độ.")
            note = note or say("Đã xong.")
            self.deeds.change(lambda o: tasks.report_progress(o, task.id, note, done=done, reply=reply), words)

    def _open_letter(self) -> None:
        task = self._current()
        if task is not None and task.letter_id is not None and task.directive_id is not None:
            self.context.open_sentence(task.letter_id, task.directive_id)
        elif task is not None and task.letter_id is not None:
            self.context.open_letter(task.letter_id)

    def _show_lead(self) -> None:
        task = self._current()
        if task is not None:
            self.open_narrowed({"person": task.lead_id})

    def _focus_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()


def _ask(office: Office, wanted: TaskFilter, chip: str, most: int, to_open: int) -> _Answer:
    week = Week.of(office.today())
    wanted = wanted if chip != "week" else _in_week(wanted, week)
    overdue = tasks.status_counts(office, TaskFilter(open_only=True)).get("overdue", 0)
    undated = anchors.to_be_dated(office)
    if chip == "undated":
        ids = {task.id for task in undated}
        found = [task for task in tasks.tasks(office, wanted) if task.id in ids] if ids else []
    else:
        found = tasks.tasks(office, wanted, most)
    first = len(found)
    more = wanted if chip != "undated" and first == most else None
    if to_open and all(task.id != to_open for task in found):  # it stands further down
        found = [tasks.task(office, to_open), *found]
    folk, units = people.people(office), people.units(office)
    return _Answer(found, more, first, office.today(), office.calendar, folk, units, overdue, undated)


def _in_week(wanted: TaskFilter, week: Week) -> TaskFilter:
    return replace(wanted, week=week)
