"""Taking the data out from the window."""

from __future__ import annotations

import zipfile

import pytest

from desktop.services import letters
from desktop.ui.export_dialog import ExportDialog, ExportProgress, Stopped, write_export


def test_scans_go_only_with_json(qtbot):
    dialog = ExportDialog()
    qtbot.addWidget(dialog)
    assert (dialog.ending, dialog.scans.isEnabled()) == ("xlsx", False)
    dialog.json.setChecked(True)
    dialog.scans.setChecked(True)
    assert (dialog.ending, dialog.with_scans) == ("zip", True)
    dialog.excel.setChecked(True)
    assert not dialog.with_scans


def test_the_file_is_written_and_logged(desk, context, make, tmp_path, until):
    desk.scan(make())
    write_export(context, tmp_path / "ra.zip", True)
    until(lambda: letters.history(desk.office, "office", 1)[-1].action == "export")
    with zipfile.ZipFile(tmp_path / "ra.zip") as archive:
        assert [name for name in archive.namelist() if name.startswith("store/")]


def test_an_export_is_stopped_and_leaves_nothing(desk, context, make, tmp_path, until):
    desk.scan(make())
    said = []
    context.toast_wanted.connect(lambda text, _action: said.append(str(text)))
    progress = write_export(context, tmp_path / "ra.xlsx", False)
    progress.reject()
    until(lambda: any("Đã dừng" in words for words in said))
    assert list(tmp_path.glob("ra*")) == []


def test_the_progress_is_shown(qtbot, tmp_path):
    progress = ExportProgress(tmp_path / "ra.xlsx")
    qtbot.addWidget(progress)
    progress.tell(0.42)
    assert progress.bar.value() == 42
    progress.reject()
    with pytest.raises(Stopped):
        progress.tell(0.5)
