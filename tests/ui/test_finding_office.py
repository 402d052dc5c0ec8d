"""What the window opens: the remembered office, a choice when it is gone, a restored one; a backup's file by a double
click."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from desktop.services import own_office
from desktop.services.backup import backup
from desktop.services.office import Office
from desktop.ui import finding_office
from desktop.ui.first_run import FirstRun
from desktop.ui.gone_dialog import GoneDialog
from desktop.ui.restore_wizard import RestoreWizard


@pytest.fixture(autouse=True)
def user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(own_office, "_file", lambda: tmp_path / "config" / "office.toml")
    monkeypatch.setattr(own_office, "default_folder", lambda: tmp_path / "default")
    return tmp_path


def when(kind: type, act: Callable[..., object]) -> None:
    """Do something once a dialog of this kind is open that is not open yet."""
    left_over = [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]

    def look() -> None:
        found = [
            w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible() and w not in left_over
        ]
        if not found:
            QTimer.singleShot(20, look)
            return
        try:
            act(found[0])
        except BaseException:  # a dialog that nobody answers would stay; the test fails with what happened
            found[0].close()
            raise

    QTimer.singleShot(0, look)


def made(folder: Path) -> Callable[[FirstRun], None]:
    def fill(wizard: FirstRun) -> None:
        wizard.office_page.commune.setText("An Bình")
        wizard.folders_page.office.setText(str(folder))
        wizard.accept()

    return fill


def press(name: str) -> Callable[[QMessageBox], None]:
    return lambda box: next(b for b in box.buttons() if b.text() == name).click()


def test_a_first_run_in_another_folder_is_opened_by_the_next_start(qtbot, user: Path) -> None:
    when(FirstRun, made(user / "ổ D" / "cơ quan"))
    place = finding_office.find(own_office.folder())
    assert place == user / "ổ D" / "cơ quan"
    assert own_office.folder() == place
    assert finding_office.find(own_office.folder()) == place, "and nothing is asked"


def test_an_office_named_for_this_time_only_does_not_become_the_users_own(qtbot, user: Path, desk) -> None:
    own_office.remember(desk.folder)
    when(FirstRun, made(user / "thử"))
    assert finding_office.find(user / "thử") == user / "thử"
    assert own_office.folder() == desk.folder


def test_one_that_is_gone_is_asked_for_and_another_one_shown(qtbot, user: Path, desk) -> None:
    own_office.remember(user / "E" / "vanthu")
    texts: list[str] = []

    def choose(dialog: GoneDialog) -> None:
        dialog.again.click()
        texts.append(dialog.words.text())
        dialog.take(desk.folder)

    when(GoneDialog, choose)
    assert finding_office.find(own_office.folder()) == desk.folder
    assert "vẫn chưa thấy" in texts[0]
    assert own_office.folder() == desk.folder


def test_closing_that_question_changes_nothing(qtbot, user: Path) -> None:
    own_office.remember(user / "gone")
    when(GoneDialog, lambda dialog: dialog.close_button.click())
    assert finding_office.find(own_office.folder()) is None
    assert own_office.folder() == user / "gone"


@pytest.fixture
def saved(desk, user: Path) -> Path:
    with Office.open(desk.folder) as office:
        return backup(office, user / "lưu.vanthu")


def through(wizard: RestoreWizard, to: Path) -> None:
    assert wizard.file_page.isComplete(), "the file is filled in and was looked at"
    wizard.next()
    wizard.place_page.folder.setText(str(to))
    wizard.next()

    def finish() -> None:
        if wizard.work_page._task is not None and wizard.work_page._task.error is not None:
            wizard.reject()
            return
        if not wizard.work_page.isComplete():
            QTimer.singleShot(20, finish)
            return
        wizard.accept()

    finish()


def test_a_backup_on_a_new_pc_becomes_the_office(qtbot, user: Path, saved: Path) -> None:
    when(RestoreWizard, lambda wizard: through(wizard, user / "khôi phục"))
    assert finding_office.restored(saved) == user / "khôi phục"
    assert own_office.folder() == user / "khôi phục"
    with Office.open(own_office.folder()) as office:
        assert office.info.name


@pytest.mark.parametrize(("answer", "opened"), [("Mở cơ quan vừa khôi phục", True), ("Giữ cơ quan đang dùng", False)])
def test_where_there_is_an_office_the_person_is_asked(qtbot, user: Path, desk, saved, answer, opened) -> None:
    own_office.remember(desk.folder)

    def go(wizard: RestoreWizard) -> None:
        when(QMessageBox, press(answer))
        through(wizard, user / "khác")

    when(RestoreWizard, go)
    assert finding_office.restored(saved) == (user / "khác" if opened else None)
    assert own_office.folder() == (user / "khác" if opened else desk.folder)
