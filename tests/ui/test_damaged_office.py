"""The window on an office whose database is really damaged: it is told, and the newest backup takes its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton

from desktop import app
from desktop.services import backup_care, own_office, replacing
from desktop.services.office import DATABASE
from desktop.ui import theme
from desktop.ui.damaged_dialog import DamagedDialog
from desktop.ui.errors import ErrorDialog
from desktop.ui.restore_wizard import RestoreWizard


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-20_000])


def overwrite_head(file: Path) -> None:
    with file.open("rb+") as stream:
        stream.write(b"\xff" * 512)


DAMAGE: list[Callable[[Path], object]] = [cut, overwrite_head, lambda file: file.write_bytes(b""), Path.unlink]
IDS = ("cut", "head", "empty", "gone")


@pytest.fixture(autouse=True)
def user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, memory: QSettings, qapp: QApplication) -> Iterator[None]:
    monkeypatch.setattr(own_office, "_file", lambda: tmp_path / "config" / "office.toml")
    monkeypatch.setattr(own_office, "default_folder", lambda: tmp_path / "default")
    monkeypatch.setattr(app, "_memory", lambda: memory)
    yield
    theme.apply(qapp, "light")


@pytest.fixture
def folder(desk, make) -> Path:
    """An office with a scan and a backup, closed and remembered."""
    desk.scan(make())
    backup_care.make(desk.office, lambda _share: None)
    desk.office.close()
    own_office.remember(desk.folder)
    return desk.folder


def when(kind: type[QDialog], act: Callable[..., object]) -> None:
    """Do something with the next dialog of this kind that opens."""
    known = {id(w) for w in QApplication.topLevelWidgets() if isinstance(w, kind)}

    def look() -> None:
        found = [
            w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible() and id(w) not in known
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


def texts(dialog: QDialog) -> str:
    return "\n".join(part.text() for part in dialog.findChildren(QLabel))


def through(wizard: RestoreWizard) -> None:
    """Press Tiếp as a person does, with what is filled in, and Xong when it is done."""
    for _ in range(2):
        assert wizard.currentPage().isComplete()
        wizard.next()

    def finish() -> None:
        if wizard.work_page.isComplete():
            wizard.accept()
        elif wizard.work_page._task is not None and wizard.work_page._task.error is not None:
            wizard.reject()
        else:
            QTimer.singleShot(20, finish)

    finish()


@pytest.mark.parametrize("damage", DAMAGE, ids=IDS)
def test_the_newest_backup_is_offered_and_the_window_opens_on_it(qtbot, qapp, folder: Path, damage, until) -> None:
    damage(folder / DATABASE)
    seen: list[str] = []

    def answer(dialog: DamagedDialog) -> None:
        seen.append(texts(dialog))
        when(RestoreWizard, through)
        dialog.restore.click()

    when(DamagedDialog, answer)
    program = app._opened(qapp, folder, None)
    assert program is not None
    try:
        assert str(folder / "backups") in seen[0]
        assert program.context.folder == folder
        program.start()
        until(program.window.isVisible)
        counts: list[int] = []
        program.jobs.read(lambda office: office.db.value("SELECT count(*) FROM scan"), counts.append)
        until(lambda: counts == [1])
    finally:
        program.close()
    kept = list(folder.glob(f"{DATABASE}{replacing.ASIDE}*"))
    assert len(kept) == (0 if damage is Path.unlink else 1)
    assert own_office.folder() == folder


def test_closing_the_question_changes_nothing(qtbot, qapp, folder: Path) -> None:
    cut(folder / DATABASE)
    before = (folder / DATABASE).read_bytes()
    when(DamagedDialog, lambda dialog: dialog.close_button.click())
    assert app._opened(qapp, folder, None) is None
    assert (folder / DATABASE).read_bytes() == before


def test_it_is_tried_again_and_another_office_can_be_shown(qtbot, qapp, folder: Path, tmp_path: Path) -> None:
    """A database that a drive gives back wrongly once may be right the next time."""
    file = folder / DATABASE
    right = file.read_bytes()
    cut(file)

    def mend(dialog: DamagedDialog) -> None:
        dialog.take(tmp_path)
        assert str(tmp_path) in dialog.words.text()
        file.write_bytes(right)
        dialog.again.click()

    when(DamagedDialog, mend)
    program = app._opened(qapp, folder, None)
    assert program is not None
    program.close()


def test_it_can_go_into_another_folder_which_is_opened_from_now_on(qtbot, qapp, folder: Path, tmp_path: Path) -> None:
    cut(folder / DATABASE)
    before = (folder / DATABASE).read_bytes()

    def elsewhere(wizard: RestoreWizard) -> None:
        wizard.next()
        wizard.place_page.elsewhere.setChecked(True)
        assert not wizard.place_page.isComplete()
        wizard.place_page.folder.setText(str(tmp_path / "mới"))
        wizard.back()
        through(wizard)

    def answer(dialog: DamagedDialog) -> None:
        when(RestoreWizard, elsewhere)
        dialog.restore.click()

    when(DamagedDialog, answer)
    program = app._opened(qapp, folder, None)
    assert program is not None
    program.close()
    assert program.context.folder == own_office.folder() == tmp_path / "mới"
    assert (folder / DATABASE).read_bytes() == before


def test_without_a_backup_it_says_so_and_the_wizard_asks_for_one(qtbot, qapp, desk) -> None:
    desk.office.close()
    cut(desk.folder / DATABASE)
    seen: list[str] = []

    def look(wizard: RestoreWizard) -> None:
        assert not wizard.file_page.isComplete()
        wizard.reject()

    def answer(dialog: DamagedDialog) -> None:
        seen.append(texts(dialog))
        when(RestoreWizard, look)
        dialog.restore.click()

    when(DamagedDialog, answer)
    assert app._opened(qapp, desk.folder, None) is None
    assert "Không thấy bản sao lưu" in seen[0]


def test_what_is_no_damage_is_told_as_before(qtbot, qapp, desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.office.db.connection.execute("PRAGMA user_version = 999")
    desk.office.close()
    seen: list[str] = []

    def answer(dialog: ErrorDialog) -> None:
        seen.append(texts(dialog))
        dialog.findChildren(QPushButton)[0].click()

    when(ErrorDialog, answer)
    assert app.run(desk.folder) == 1
    assert "phiên bản Văn Thư mới hơn" in seen[0]
