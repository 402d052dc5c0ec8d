"""A registered letter's pages: saved as a two-layer PDF under a name that says which letter it is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop.core.words import Text
from desktop.services import two_layer
from desktop.services.office import Office
from desktop.ui.context import UiContext
from desktop.ui.scan_pane import ScanPane


def test_saving_suggests_a_readable_name_and_tells_what_was_done(
    context: UiContext, made: Any, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = made.paper(number="2167", symbol="UBND-KTTH")
    pane = ScanPane(context)
    qtbot.addWidget(pane)
    pane.show_letter(letter, None, ())
    pane.retranslate()
    pane.ask_where_to_save()
    (dialog,) = pane.findChildren(QFileDialog)
    assert [Path(file).name for file in dialog.selectedFiles()] == ["0001_2167-UBND-KTTH.pdf"]
    assert dialog.acceptMode() == QFileDialog.AcceptMode.AcceptSave
    dialog.close()
    told: list[str] = []
    context.toast_wanted.connect(lambda text, _: told.append(str(text) if isinstance(text, Text) else text))
    asked: list[int] = []

    def save(_: Office, letter_id: int, file: Path) -> Path:
        asked.append(letter_id)
        return file

    monkeypatch.setattr(two_layer, "save_archive_copy", save)
    pane.save_to(letter, tmp_path / "a.pdf")
    qtbot.waitUntil(lambda: bool(told))
    assert asked == [letter.id]
    assert told == ["Đã lưu a.pdf."]


def test_a_letter_on_paper_has_nothing_to_save(context: Any, made: Any, qtbot: QtBot, tmp_path: Path) -> None:
    pane = ScanPane(context)
    qtbot.addWidget(pane)
    pane.save_to(made.paper(), tmp_path / "a.pdf")
    qtbot.waitUntil(lambda: bool(context.failures))
    assert "không có bản quét" in str(context.failures.pop())
    assert not (tmp_path / "a.pdf").exists()
