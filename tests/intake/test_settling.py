from __future__ import annotations

from pathlib import Path

from desktop.intake.folder import Seen
from desktop.intake.settling import Pace, Settling

PACE = Pace(look=0.3, quiet=0.6, quiet_pages=2.0, rescan=10, grace=15)
WALL = 1_000_000.0


def seen(size: int, at: float = WALL, name: str = "a.pdf") -> Seen:
    return Seen(Path("/scans") / name, size, int(at * 1e9))


def test_a_file_is_ready_when_it_was_quiet_and_seen_twice() -> None:
    settling = Settling(PACE)
    assert settling.ready([seen(10)], 0.0, WALL) == []
    assert settling.ready([seen(10)], 0.3, WALL) == []
    assert settling.ready([seen(10)], 0.7, WALL) == [seen(10)]


def test_a_growing_file_is_waited_for() -> None:
    settling = Settling(PACE)
    for step in range(20):
        assert settling.ready([seen(step)], step * 1.0, WALL) == []
    assert settling.ready([seen(19)], 20.0, WALL) == [seen(19)]


def test_a_file_rewritten_at_the_same_size_is_waited_for() -> None:
    settling = Settling(PACE)
    settling.ready([seen(10, WALL)], 0.0, WALL)
    assert settling.ready([seen(10, WALL + 1)], 1.0, WALL + 1) == []


def test_an_old_file_needs_two_looks_only() -> None:
    settling = Settling(PACE)
    old = seen(10, WALL - 3600)
    assert settling.ready([old], 0.0, WALL) == []
    assert settling.ready([old], 0.05, WALL) == [old]


def test_a_tiff_is_given_time_for_its_next_page() -> None:
    settling = Settling(PACE)
    tiff = seen(10, name="a.tif")
    settling.ready([tiff], 0.0, WALL)
    assert settling.ready([tiff], 1.0, WALL) == []
    assert settling.ready([tiff], 2.1, WALL) == [tiff]


def test_a_file_that_is_held_comes_later_or_when_it_changes() -> None:
    settling = Settling(PACE)
    settling.ready([seen(10)], 0.0, WALL)
    settling.ready([seen(10)], 1.0, WALL)
    settling.hold(seen(10), 1.0, 30)
    assert settling.ready([seen(10)], 20.0, WALL) == []
    assert settling.next_look(20.0) == 11.0
    assert settling.ready([seen(11)], 21.0, WALL) == []
    assert settling.ready([seen(11)], 22.0, WALL) == [seen(11)]


def test_nothing_settling_asks_for_no_look() -> None:
    settling = Settling(PACE)
    assert settling.next_look(0.0) is None
    settling.ready([seen(10)], 0.0, WALL)
    assert settling.next_look(0.0) == PACE.look
    settling.ready([], 1.0, WALL)
    assert settling.next_look(1.0) is None


def test_a_file_whose_writer_closed_it_need_be_quiet_for_a_moment_only() -> None:
    settling = Settling(PACE)
    settling.ready([seen(10)], 0.0, WALL)
    settling.closed(seen(10).path)
    assert settling.ready([seen(10)], 0.05, WALL) == []
    assert settling.next_look(0.05) == 0.1
    assert settling.ready([seen(10)], 0.15, WALL) == [seen(10)]


def test_a_file_that_grows_after_it_was_closed_is_waited_for_as_any() -> None:
    settling = Settling(PACE)
    settling.closed(seen(10).path)
    settling.ready([seen(10)], 0.0, WALL)
    settling.ready([seen(11)], 0.1, WALL)
    assert settling.ready([seen(11)], 0.3, WALL) == []
