"""The program without arguments: the window on the user's office; a failure before it stands is told like a command's."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import desktop.__main__ as program
from desktop.cli.plain_start import open_window
from desktop.core.errors import OfficeError
from desktop.core.words import tr


class _Screen:
    """A window that notes what it is opened on, or fails."""

    def __init__(self, failure: Exception | None = None) -> None:
        self.opened: list[tuple[Path, str | None]] = []
        self._failure = failure

    def open(self, office: Path, language: str | None) -> int:
        if self._failure is not None:
            raise self._failure
        self.opened.append((office, language))
        return 0

    def restore(self, file: Path, language: str | None) -> int:
        raise NotImplementedError

    def picture(self, office: Path, file: Path, language: str | None) -> None:
        raise NotImplementedError


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("VANTHU_OFFICE", str(tmp_path / "office"))
    return tmp_path / "office"


def test_the_window_is_opened_on_the_office_that_is_named(office: Path) -> None:
    window = _Screen()
    assert open_window(window) == 0
    assert window.opened == [(office, None)]


def test_main_without_arguments_opens_it_and_with_some_asks_the_commands(
    office: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    window = _Screen()
    monkeypatch.setattr(program, "_QtWindow", lambda: window)
    monkeypatch.setattr(sys, "argv", ["vanthu"])
    assert program.main() == 0
    assert window.opened == [(office, None)]
    monkeypatch.setattr(sys, "argv", ["vanthu", "--version"])
    assert program.main() == 0
    assert "vanthu" in capsys.readouterr().out
    assert len(window.opened) == 1


def test_a_failure_is_one_sentence(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        open_window(_Screen(OfficeError("no-screen", tr("Không mở được cửa sổ."), tr("Hãy thử lại."))))
    assert ended.value.code == 1
    told = capsys.readouterr().err
    assert "vanthu: " in told
    assert "Không mở được cửa sổ." in told
    assert "Traceback" not in told


def test_a_bug_goes_to_the_log(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (office / "logs").mkdir(parents=True)
    with pytest.raises(SystemExit):
        open_window(_Screen(ZeroDivisionError()))
    assert "ZeroDivisionError" in capsys.readouterr().err
    assert any("ZeroDivisionError" in f.read_text(encoding="utf-8") for f in (office / "logs").iterdir())
