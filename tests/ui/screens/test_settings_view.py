"""Settings: nothing written before Lưu; folders, limits, name; backup and check now; the guide; the first run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWizard
from pytestqt.qtbot import QtBot

import resources
from desktop.core.words import use_language
from desktop.services import people
from desktop.services import settings as settings_file
from desktop.services.office import Office
from desktop.ui.context import UiContext
from desktop.ui.errors import ErrorDialog
from desktop.ui.first_run import FirstRun
from desktop.ui.help_view import SHORTCUTS, HelpView, heading, pages
from desktop.ui.letter_form import iso_day
from desktop.ui.register_view import RegisterView
from desktop.ui.settings_view import SettingsView


@pytest.fixture
def view(context: UiContext, qtbot: QtBot) -> SettingsView:
    screen = SettingsView(context)
    qtbot.addWidget(screen)
    screen.show()
    context.actions.show_front(screen)
    screen.shown()
    qtbot.waitUntil(lambda: screen.state is not None)
    return screen


def test_save_writes_only_what_changed(view: SettingsView, folder: Path, context: Any, qtbot: QtBot) -> None:
    assert not view.acts["settings.save"].isEnabled()
    view.soon.setValue(5)
    view.confirm.setChecked(True)
    view.limits._boxes["Công văn"].setValue(7)
    view.superior.setText("ỦY BAN NHÂN DÂN TỈNH ĐỒNG THÁP")
    assert view.acts["settings.save"].isEnabled()
    assert settings_file.load(folder).due_soon_days == 3
    view.acts["settings.save"].trigger()
    qtbot.waitUntil(lambda: "Đã lưu thiết lập." in context.said)
    saved = settings_file.load(folder)
    assert saved.confirm_done
    assert (saved.due_soon_days, saved.time_limits) == (5, {"Công văn": 7})
    assert context.info().superior == "ỦY BAN NHÂN DÂN TỈNH ĐỒNG THÁP"
    qtbot.waitUntil(lambda: not view.acts["settings.save"].isEnabled())


def test_language_and_colours_are_asked_for(view: SettingsView, context: Any, qtbot: QtBot) -> None:
    wanted: list[str] = []
    context.language_wanted.connect(wanted.append)
    context.scheme_wanted.connect(wanted.append)
    view.language.setCurrentIndex(view.language.findData("en"))
    view.scheme.setCurrentIndex(view.scheme.findData("dark"))
    view.acts["settings.save"].trigger()
    qtbot.waitUntil(lambda: wanted == ["dark", "en"])


def test_type_size_is_kept_for_the_next_start(view: SettingsView, folder: Path, context: Any, qtbot: QtBot) -> None:
    view.type_size.setCurrentIndex(view.type_size.findData(1.5))
    view.acts["settings.save"].trigger()
    qtbot.waitUntil(lambda: any("lần mở sau" in words for words in context.said))
    assert settings_file.load(folder).font_scale == 1.5


def test_an_office_without_a_name_is_not_saved(view: SettingsView) -> None:
    view.office_name.clear()
    assert not view.acts["settings.save"].isEnabled()


def test_a_folder_inside_the_office_is_kept_relative(view: SettingsView, folder: Path) -> None:
    assert view._shorter(str(folder / "quet")) == "quet"
    assert view._shorter("/elsewhere/quet") == str(Path("/elsewhere/quet"))


def test_backup_and_check_now(view: SettingsView, made: Any, folder: Path, context: Any, qtbot: QtBot) -> None:
    made.scanned()
    qtbot.waitUntil(lambda: "Chưa sao lưu lần nào." in view.care.backup_words.text())
    view.acts["settings.backup"].trigger()
    qtbot.waitUntil(lambda: any("Đã sao lưu" in words for words in context.said))
    assert list((folder / "backups").glob("*.vanthu"))
    qtbot.waitUntil(lambda: "Lần cuối" in view.care.backup_words.text())
    view.acts["settings.check"].trigger()
    qtbot.waitUntil(lambda: view.care.check_words.text().startswith("✓"))


def test_check_tells_problems_and_mends_what_a_backup_holds(
    view: SettingsView, made: Any, folder: Path, context: Any, qtbot: QtBot
) -> None:
    made.scanned()
    view.acts["settings.backup"].trigger()
    qtbot.waitUntil(lambda: any("Đã sao lưu" in words for words in context.said))
    for file in (folder / "store").rglob("*.pdf"):
        file.unlink()
    qtbot.waitUntil(view.acts["settings.check"].isEnabled)
    view.acts["settings.check"].trigger()
    qtbot.waitUntil(lambda: view.care.check_words.text().startswith("!"))
    assert not view.care.mend.isHidden()
    view.care.mend.click()
    qtbot.waitUntil(lambda: view.care.check_words.text().startswith("✓"))
    assert view.care.mend.isHidden()
    assert view.care.mended_words.text().startswith("✓ Đã lấy lại store/"), "what was mended stays to be read"
    qtbot.waitUntil(view.acts["settings.check"].isEnabled)
    view.acts["settings.check"].trigger()
    assert view.care.mended_words.isHidden()
    qtbot.waitUntil(lambda: view.care.check_words.text().startswith("✓"))


def test_what_no_backup_holds_is_told_and_cannot_be_mended(
    view: SettingsView, made: Any, folder: Path, context: Any, qtbot: QtBot
) -> None:
    made.scanned()
    for file in (folder / "store").rglob("*.pdf"):
        file.unlink()
    view.acts["settings.check"].trigger()
    qtbot.waitUntil(lambda: view.care.check_words.text().startswith("!"))
    qtbot.waitUntil(view.care.mend.isEnabled)
    view.care.mend.click()
    qtbot.waitUntil(lambda: any("Không sửa thêm được gì" in words for words in context.said))
    qtbot.waitUntil(lambda: view.care.check_words.text().startswith("! Mất tệp gốc"))
    assert view.care.mended_words.isHidden()


def test_the_names_of_the_store_are_short_and_whole_in_the_tip(view: SettingsView) -> None:
    name = f"store/ab/{'ab' * 32}.pdf"
    view.care._say("bad", f"! Mất tệp gốc {name}.")
    assert view.care.check_words.text() == "! Mất tệp gốc store/ab/ababababab….pdf."
    assert name in view.care.check_words.toolTip()


def test_while_a_check_runs_the_keys_stay_with_it(view: SettingsView, made: Any, qtbot: QtBot) -> None:
    """The button goes grey meanwhile; the focus must not wander into the office's name."""
    made.scanned()
    view.show()
    view.activateWindow()
    qtbot.waitActive(view)
    view.care.look.setFocus()
    view.care.look.click()
    assert view.care.stop.hasFocus()
    qtbot.waitUntil(lambda: view.care.check_words.text().startswith("✓"))
    qtbot.waitUntil(view.care.look.hasFocus)
    assert view.care.stop.isHidden()


def test_help_has_the_same_pages_in_both_languages() -> None:
    names = [file.name for file in pages("vi")]
    assert names == [file.name for file in pages("en")]
    assert len(names) >= 9
    for code in ("vi", "en"):
        assert all(heading(file.read_text(encoding="utf-8")) for file in pages(code))


def test_help_shows_pages_and_live_shortcuts(context: UiContext, qtbot: QtBot) -> None:
    register = RegisterView(context)
    qtbot.addWidget(register)
    screen = HelpView(context)
    qtbot.addWidget(screen)
    screen.shown()
    assert "Văn Thư giữ sổ" in screen.text.toPlainText()
    screen.show_page(SHORTCUTS)
    assert "Ctrl+Del" in screen.text.toPlainText()
    assert "Hủy…" in screen.text.toPlainText()
    use_language("en", resources.catalogue("en"))
    try:
        screen.retranslate()
        screen.show_page("03-register")
        assert "paper book" in screen.text.toPlainText()
    finally:
        use_language("vi", {})


def test_first_run_makes_an_office(tmp_path: Path, qtbot: QtBot) -> None:
    wizard = FirstRun(tmp_path / "xa")
    qtbot.addWidget(wizard)
    wizard.show()
    wizard.office_page.commune.setText("An Bình")
    assert wizard.office_page.full.text() == "ỦY BAN NHÂN DÂN XÃ AN BÌNH"
    wizard.next()
    wizard.people_page.text.setPlainText("Trần Văn Chính\tChủ tịch\nHồ Xê\tx\tPhòng lạ")
    wizard.next()
    wizard.folders_page.scans.setText(str(tmp_path / "may-quet"))
    wizard.accept()
    assert wizard.office_folder == tmp_path / "xa"
    with Office.open(tmp_path / "xa") as office:
        assert office.info.kind == "xã"
        assert office.scan_folder == tmp_path / "may-quet"
        assert [(p.name, p.role) for p in people.people(office)] == [("Trần Văn Chính", "chairman")]


def test_every_page_of_the_first_run_can_be_passed_over(tmp_path: Path, qtbot: QtBot) -> None:
    wizard = FirstRun(tmp_path / "xa")
    qtbot.addWidget(wizard)
    wizard.show()
    assert all(wizard.page(number).isComplete() for number in wizard.pageIds())
    wizard.folders_page.try_scan.setChecked(True)
    wizard.customButtonClicked.emit(QWizard.WizardButton.CustomButton3.value)
    assert wizard.office_folder == tmp_path / "xa"
    with Office.open(tmp_path / "xa") as office:
        assert office.info.name == "ỦY BAN NHÂN DÂN XÃ"
        assert people.people(office) == []
        assert [file.name for file in office.scan_folder.iterdir()] == ["quet-thu.pdf"]


def test_enter_goes_through_the_first_run(tmp_path: Path, qtbot: QtBot) -> None:
    wizard = FirstRun(tmp_path / "xa")
    qtbot.addWidget(wizard)
    wizard.show()
    wizard.next()
    qtbot.keyClick(wizard.people_page.text, Qt.Key.Key_Return)
    assert wizard.currentPage() is wizard.folders_page
    wizard.back()
    wizard.people_page.text.setPlainText("Lê Lan")
    qtbot.keyClick(wizard.people_page.text, Qt.Key.Key_Return)
    assert wizard.currentPage() is wizard.people_page, "a new line"
    qtbot.keyClick(wizard.people_page.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert wizard.currentPage() is wizard.folders_page


def test_people_come_from_an_excel_file(tmp_path: Path, qtbot: QtBot) -> None:
    book = openpyxl.Workbook()
    for line in (
        ["Họ và tên", "Chức vụ", "Đơn vị"],
        ["Trần Văn Chính", "Chủ tịch", None],
        ["Lê Lan", "Chuyên viên", ""],
    ):
        book.active.append(line)
    book.save(tmp_path / "can bo.xlsx")
    wizard = FirstRun(tmp_path / "xa")
    qtbot.addWidget(wizard)
    wizard.people_page.take_file(tmp_path / "can bo.xlsx")
    assert [p.name for p in wizard.people_page.model._rows] == ["Trần Văn Chính", "Lê Lan"]
    (tmp_path / "hong.xlsx").write_bytes(b"khong phai bang tinh")
    wizard.people_page.take_file(tmp_path / "hong.xlsx")
    assert wizard.findChildren(ErrorDialog)


def test_first_run_over_an_office_is_told(folder: Path, qtbot: QtBot) -> None:
    wizard = FirstRun(folder)
    qtbot.addWidget(wizard)
    wizard.office_page.commune.setText("An Bình")
    wizard.accept()
    assert wizard.office_folder is None
    assert "đã có một cơ quan" in str(wizard.findChildren(ErrorDialog)[0].error)


def test_first_run_offers_a_sample(tmp_path: Path, qtbot: QtBot) -> None:
    made: list[Path] = []
    wizard = FirstRun(tmp_path / "mau", sample=made.append)
    qtbot.addWidget(wizard)
    wizard.office_page.sample.click()
    qtbot.waitUntil(lambda: wizard.office_folder is not None)
    assert made == [tmp_path / "mau"]
    assert wizard.office_folder == tmp_path / "mau"


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ("16/5/2026", "2026-05-16"),
        ("16-05-2026", "2026-05-16"),
        ("5/2026", "2026-05"),
        ("2026", "2026"),
        ("", ""),
        ("31/2/2026", None),
        ("hôm qua", None),
    ],
)
def test_days_as_typed(typed: str, iso: str | None) -> None:
    assert iso_day(typed) == iso
