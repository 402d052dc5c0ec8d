"""What the system may tell on this PC while the window is not in front: which news, the morning's list, quiet hours."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import time
from typing import Any

from PySide6.QtCore import QSettings

#: whether the system may show messages of this program; yes unless a person said no
NOTIFY = "window/notify"
_PLACE = "notices/"


@dataclass(frozen=True)
class Notices:
    """``scans``: new scans and those that failed; ``others``: what was done or went wrong; ``morning``: once a day, from
    ``morning_hour`` on, what is late and due; ``quiet``: nothing from hour ``quiet_from`` to hour ``quiet_to``, which
    may lie on the next day."""

    on: bool = True
    scans: bool = True
    others: bool = True
    morning: bool = True
    morning_hour: int = 7
    quiet: bool = False
    quiet_from: int = 18
    quiet_to: int = 7

    def is_quiet(self, now: time) -> bool:
        """Whether nothing may be told at this time of the day."""
        if not self.quiet or self.quiet_from == self.quiet_to:
            return False
        if self.quiet_from < self.quiet_to:
            return self.quiet_from <= now.hour < self.quiet_to
        return now.hour >= self.quiet_from or now.hour < self.quiet_to

    def may_tell(self, scans: bool, now: time) -> bool:
        """Whether news (of scans, or others) may be told now."""
        return self.on and (self.scans if scans else self.others) and not self.is_quiet(now)

    def may_list(self, now: time) -> bool:
        """Whether the morning's list may be told now."""
        return self.on and self.morning and now.hour >= self.morning_hour and not self.is_quiet(now)


def load(memory: QSettings) -> Notices:
    """Return what is kept; what is not kept, or not sound, is as at first."""
    first = Notices()
    found: dict[str, Any] = {"on": _flag(memory.value(NOTIFY), True)}
    for each in fields(Notices):
        kept, usual = memory.value(_PLACE + each.name), getattr(first, each.name)
        if each.name != "on":
            found[each.name] = _flag(kept, usual) if isinstance(usual, bool) else _hour(kept, usual)
    return Notices(**found)


def save(memory: QSettings, notices: Notices) -> None:
    """Keep a choice."""
    memory.setValue(NOTIFY, notices.on)
    for each in fields(Notices):
        if each.name != "on":
            memory.setValue(_PLACE + each.name, getattr(notices, each.name))


def _flag(kept: object, first: bool) -> bool:
    return first if kept is None else kept not in (False, "false", "0")


def _hour(kept: object, first: int) -> int:
    return int(str(kept)) if str(kept).isdigit() and int(str(kept)) < 24 else first
