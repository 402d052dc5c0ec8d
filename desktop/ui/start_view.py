"""Bàn làm việc: what is waiting, what is late, what is due this week; from every number one gets to the thing itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desktop.core.calendar import Week
from desktop.core.names import show_date
from desktop.core.records import Letter, Status, Task
from desktop.core.words import Text, say, tr
from desktop.services import desk
from desktop.services.desk import Desk, Few
from desktop.ui import theme
from desktop.ui.backup_banner import BackupBanner
from desktop.ui.cards import Card, CardList, CardText, Tone, ToneLabel, tone_colour
from desktop.ui.charts import Bar, BarChart, Share, ShareBar
from desktop.ui.context import UiContext
from desktop.ui.labels import STATUS_SIGNS, STATUS_WORDS, day_label, due_label, late_label, letter_name
from desktop.ui.screen import Screen
from desktop.ui.widgets import tab_through

if TYPE_CHECKING:
    from desktop.services.office import Office

DAYS_SHOWN = 14
MOST_CARDS = 12
_TONES: dict[Status, Tone] = {"overdue": "bad", "rework": "doubt", "waiting": "doubt", "done_on_time": "good"}
_SHOWN: tuple[Status, ...] = (
    "overdue",
    "rework",
    "waiting",
    "under_way",
    "not_started",
    "no_due",
    "paused",
    "done_on_time",
    "done_late",
)


def _ask(office: Office) -> Desk:
    return desk.desk(office, most=MOST_CARDS, days=DAYS_SHOWN)


class StartView(Screen):
    """The desk as it stands this morning."""

    name = "start"
    icon = "mdi6.view-dashboard-outline"
    topics = frozenset({"scans", "letters", "tasks"})

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.desk: Desk | None = None
        self.day = ToneLabel(bold=True)
        self.tiles = QHBoxLayout()
        self.heads: dict[str, ToneLabel] = {
            n: ToneLabel(bold=True) for n in ("late", "due", "status", "arrivals", "answer")
        }
        self.late, self.due, self.answer = CardList(), CardList(), CardList()
        self.status = ShareBar()
        self.arrivals = BarChart()
        self.backups = BackupBanner(context)
        self._lay_out()
        self.status.picked.connect(lambda name: self.context.open_narrowed("tasks", {"chip": name}))
        self.arrivals.picked.connect(lambda day: self.context.open_narrowed("register", {"day": day}))
        self.retranslate()

    def _lay_out(self) -> None:
        font = self.day.font()
        font.setPointSizeF(font.pointSizeF() * 1.5)
        self.day.setFont(font)
        self.tiles.setSpacing(theme.GAP)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.WIDE)
        grid.setVerticalSpacing(theme.GAP)
        for column, (name, widget) in enumerate((("late", self.late), ("due", self.due))):
            grid.addWidget(self.heads[name], 0, column)
            grid.addWidget(widget, 1, column)
            grid.setColumnStretch(column, 3)
        charts = QVBoxLayout()
        charts.setSpacing(theme.GAP)
        charts.addWidget(self.status)
        charts.addSpacing(theme.MARGIN)
        charts.addWidget(self.heads["arrivals"])
        charts.addWidget(self.arrivals)
        charts.addSpacing(theme.MARGIN)
        charts.addWidget(self.heads["answer"])
        charts.addWidget(self.answer, 1)
        grid.addWidget(self.heads["status"], 0, 2)
        grid.addLayout(charts, 1, 2)
        grid.setColumnStretch(2, 3)
        grid.setRowStretch(1, 1)
        inside = QWidget()
        box = QVBoxLayout(inside)
        box.setContentsMargins(theme.WIDE, theme.MARGIN, theme.WIDE, theme.MARGIN)
        box.setSpacing(theme.MARGIN)
        box.addWidget(self.day)
        box.addWidget(self.backups)
        box.addLayout(self.tiles)
        box.addLayout(grid, 1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidget(inside)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

    def title(self) -> str:
        return say("Bàn làm việc")

    def retranslate(self) -> None:
        self.backups.retranslate()
        self.heads["late"].setText(say("Quá hạn"))
        self.heads["due"].setText(say("Đến hạn tuần này"))
        self.heads["status"].setText(say("Nhiệm vụ theo trạng thái"))
        self.heads["answer"].setText(say("Chưa ai trả lời"))
        self.heads["arrivals"].setText(say("Văn bản đến {n} ngày qua", n=DAYS_SHOWN))
        self._show()

    def refresh(self) -> None:
        self.read(_ask, self._take)

    def _take(self, now: Desk) -> None:
        self.desk = now
        self._show()

    def _show(self) -> None:
        now = self.desk
        if now is None:
            return
        week = Week.of(now.today)
        self.day.setText(say("{day} · Tuần {n}", day=day_label(now.today), n=week.number))
        self._show_tiles(now)
        self.late.show_cards(self._task_cards(now.overdue, "bad"), say("Không có việc nào quá hạn."))
        self.due.show_cards(self._task_cards(now.due, ""), say("Không có việc nào đến hạn trong tuần này."))
        self.answer.show_cards(self._letter_cards(now.unanswered), say("Văn bản nào cũng đã được trả lời."))
        self._show_charts(now)
        tab_through(
            *self._all_tiles(), *self.late.cards, *self.due.cards, self.status, self.arrivals, *self.answer.cards
        )

    def _show_tiles(self, now: Desk) -> None:
        before = self._all_tiles()
        here = next((n for n, tile in enumerate(before) if tile.hasFocus()), None)
        for tile in before:
            self.tiles.removeWidget(tile)
            tile.deleteLater()
        tiles: tuple[tuple[int, Text, Text, Tone, str], ...] = (
            (now.scans, tr("bản quét đang chờ"), tr("Mở Hộp quét"), "", "inbox"),
            (now.unassigned, tr("văn bản chưa giao việc"), tr("Mở Chỉ đạo"), "", "directives"),
            (now.incomplete, tr("văn bản thiếu thông tin"), tr("Mở Sổ văn bản đến"), "doubt", "register:incomplete"),
            (now.overdue.count, tr("việc quá hạn"), tr("Mở Nhiệm vụ"), "bad", "tasks:overdue"),
            (now.due.count, tr("việc đến hạn tuần này"), tr("Mở Nhiệm vụ"), "", "tasks:week"),
        )
        asked: tuple[tuple[str, Text], ...] = (
            ("asked", tr("việc xin gia hạn")),
            ("waiting", tr("việc chờ xác nhận")),
            ("undated", tr("việc chọn được hạn")),
        )
        for chip, words in asked:
            if count := {"asked": now.asked, "waiting": now.confirming, "undated": now.undated}[chip]:
                tiles = (*tiles, (count, words, tr("Mở Nhiệm vụ"), "doubt", f"tasks:{chip}"))
        if unanswered := now.unanswered.count:
            words = tr("văn bản chưa ai trả lời")
            tiles = (*tiles, (unanswered, words, tr("Mở Sổ văn bản đến"), "doubt", "register:unanswered"))
        for count, words, tip, tone, screen in tiles:
            tile = Tile(count, str(words), tone if count else "soft", str(tip))
            tile.opened.connect(partial(self._go, screen))
            self.tiles.addWidget(tile, 1)
        self._begin(here)

    def _all_tiles(self) -> list[QWidget]:
        found = [item.widget() for n in range(self.tiles.count()) if (item := self.tiles.itemAt(n)) is not None]
        return [tile for tile in found if tile is not None]

    def _begin(self, here: int | None) -> None:
        """The keyboard stays at the tile ``here``, else begins at the first, unless it is elsewhere on the desk."""
        focus = self.window().focusWidget()
        elsewhere = focus is not None and self.isAncestorOf(focus) and focus is not self.status and here is None
        tiles = self._all_tiles()
        if self.in_front and tiles and not elsewhere:
            tiles[min(here or 0, len(tiles) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)

    def _go(self, place: str) -> None:
        """Open a screen, narrowed to a chip where one is named: ``tasks:overdue``."""
        screen, _colon, chip = place.partition(":")
        narrowed = {"tasks": self.context.open_tasks, "register": self.context.open_register}
        if chip:
            narrowed[screen](chip)
        else:
            self.context.open_screen(screen)

    def _task_cards(self, found: Few[Task], tone: Tone) -> list[tuple[CardText, Callable[[], object] | None]]:
        today = self.desk.today if self.desk else date.min
        cards: list[tuple[CardText, Callable[[], object] | None]] = []
        for task in found.first:
            head = " · ".join(p for p in (due_label(task), late_label(task, today)) if p)
            text = CardText(f"! {head}" if tone == "bad" else head, task.title, task.lead, tone)
            cards.append((text, lambda i=task.id: self.context.open_task(i)))  # type: ignore[misc]
        if found.count > len(found.first):
            more = CardText(say("và {n} việc nữa…", n=found.count - len(found.first)), tone="soft")
            cards.append((more, lambda: self.context.open_tasks("overdue" if tone == "bad" else "week")))
        return cards

    def _letter_cards(self, found: Few[Letter]) -> list[tuple[CardText, Callable[[], object] | None]]:
        cards: list[tuple[CardText, Callable[[], object] | None]] = []
        for letter in found.first:
            foot = say("{issuer} · đến ngày {day}", issuer=letter.issuer, day=show_date(letter.arrived_on))
            text = CardText(letter_name(letter), letter.subject, foot, "doubt")
            cards.append((text, partial(self.context.open_letter, letter.id)))
        if found.count > len(found.first):
            more = CardText(say("và {n} văn bản nữa…", n=found.count - len(found.first)), tone="soft")
            cards.append((more, lambda: self.context.open_register("unanswered")))
        return cards

    def _show_charts(self, now: Desk) -> None:
        shares = [Share(f"{STATUS_SIGNS[s]} {STATUS_WORDS[s]}", now.statuses.get(s, 0), _colour(s), s) for s in _SHOWN]
        self.status.show_shares(shares, say("Nhiệm vụ theo trạng thái"))
        bars = [
            Bar(
                str(day.day),
                count,
                say("{day}: {n} văn bản", day=show_date(day), n=count),
                day == now.today,
                day.isoformat(),
            )
            for day, count in now.arrivals
        ]
        self.arrivals.show_bars(bars, self.heads["arrivals"].text())


def _colour(status: Status) -> str:
    shade = theme.shades()
    plain: dict[Status, str] = {
        "under_way": shade.accent,
        "not_started": shade.accent_mid,
        "no_due": shade.text_soft,
        "paused": shade.doubt,
        "done_late": shade.text,
    }
    return plain.get(status) or tone_colour(_TONES.get(status, ""))


class Tile(Card):
    """A large number with its words; a click leads to what it counts."""

    def __init__(self, count: int, words: str, tone: Tone, tip: str, parent: QWidget | None = None) -> None:
        super().__init__(CardText(str(count), "", words, tone, 0, tip), True, parent)
        self.setAccessibleName(f"{count} {words}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        head = self.findChild(ToneLabel)
        if head is not None:
            font = head.font()
            font.setPointSizeF(font.pointSizeF() * 2)
            head.setFont(font)
