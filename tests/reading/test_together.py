"""Two things at once: all are done, in their order, and an error in one of them is raised."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from desktop.reading import together as module
from desktop.reading.together import together


def test_all_calls_are_made_and_answered_in_their_order() -> None:
    calls: list[Callable[[], int]] = [lambda n=n: n * n for n in range(20)]  # type: ignore[misc]
    assert together(calls) == [n * n for n in range(20)]


def test_two_run_at_once_where_there_are_two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module.os, "cpu_count", lambda: 2)
    met = threading.Barrier(2, timeout=20)  # each waits for the other: one after the other would never end
    assert sorted(together([met.wait, met.wait])) == [0, 1]


def test_one_core_does_one_after_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module.os, "cpu_count", lambda: 1)
    assert together([threading.current_thread, threading.current_thread]) == [threading.current_thread()] * 2


@pytest.mark.parametrize("at", [0, 1, 2])
def test_an_error_in_any_of_them_is_raised(at: int) -> None:
    def call(n: int) -> int:
        if n == at:
            raise ValueError(n)
        return n

    with pytest.raises(ValueError, match=str(at)):
        together([lambda n=n: call(n) for n in range(3)])  # type: ignore[misc]
