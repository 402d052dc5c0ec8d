"""Taking the data out from the window."""

from __future__ import annotations

import zipfile

from desktop.services import letters
from desktop.ui.export_dialog import ExportDialog, write_export


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
