"""Parts of the window are never destroyed by a thread that happens to allocate."""

import gc
import threading

from PySide6.QtCore import QObject

from desktop.ui.tidy import Tidy


class Knot:
    """Holds itself; says where it was let go."""

    def __init__(self, ends: list[str]) -> None:
        self.itself, self.ends = self, ends

    def __del__(self) -> None:
        self.ends.append(threading.current_thread().name)


def allocate() -> None:
    kept = [[n] for n in range(200_000)]
    assert len(kept) == 200_000


def test_knots_are_undone_on_the_windows_thread(qtbot, qapp):
    ends: list[str] = []
    owner = QObject()
    tidy = Tidy(owner)
    tidy.start()
    try:
        gc.collect()
        for _ in range(2000):
            Knot(ends)
        other = threading.Thread(target=allocate, name="other")
        other.start()
        other.join()
        assert "other" not in ends
        qtbot.waitUntil(lambda: len(ends) == 2000, timeout=8000)
        assert set(ends) == {threading.main_thread().name}
    finally:
        tidy.stop()
    assert gc.isenabled()


def test_what_stands_is_walked_no_more_until_the_end(qapp):
    owner = QObject()
    tidy = Tidy(owner)
    tidy.start()
    tidy.keep()
    assert gc.get_freeze_count() > 0
    tidy.stop()
    assert gc.get_freeze_count() == 0
