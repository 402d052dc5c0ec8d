"""The notices of what the bundle holds of others, and what may not go along."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QMessageBox, QWidget

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "packaging"))

import notices  # noqa: E402

from desktop.ui import third_party  # noqa: E402


def test_every_package_of_the_program_has_a_licence_that_may_go_along() -> None:
    told = {name: notices.licence(package) for name, package in notices.packages().items()}
    assert {name: words for name, words in told.items() if not notices.allowed(words)} == {}
    assert {"pyside6-essentials", "tesserocr", "pyrage", "lxml", "shiboken6"} <= set(told)


@pytest.mark.parametrize(
    ("words", "fine"),
    [
        ("MIT", True),
        ("LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only", True),
        ("Apache-2.0", True),
        ("GPL-3.0-or-later", False),
        ("AGPL-3.0-only", False),
        ("GNU Affero General Public License v3", False),
        ("GPL-2.0-only AND MIT", False),
        ("", False),
        ("LicenseRef-Proprietary", False),
    ],
)
def test_which_licences_may_go_along(words: str, fine: bool) -> None:
    assert notices.allowed(words) == fine


def test_the_page_holds_texts_and_what_the_lgpl_asks_for() -> None:
    page = notices.page()
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in page
    assert "GNU GENERAL PUBLIC LICENSE" in page, "the LGPL refers to it"
    assert "replace them by your own build" in page.replace("\n", " ")
    assert "SIL OPEN FONT LICENSE" in page
    for name in notices.packages():
        assert f"\n{name} " in page.lower().replace("_", "-"), name


def test_the_notices_are_reached_where_there_are_any(
    qtbot: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)  # type: ignore[attr-defined]
    file = tmp_path / "third-party.txt"
    monkeypatch.setattr(third_party, "notices", lambda: file)
    bare = QMessageBox(parent)
    third_party.offer(bare, parent)
    assert bare.buttons() == []
    file.write_text("Qt 6\nLGPL-3.0-only\n", encoding="utf-8")
    box = QMessageBox(parent)
    third_party.offer(box, parent)
    buttons: list[QAbstractButton] = box.buttons()
    buttons[0].click()
    shown = [dialog for dialog in parent.findChildren(third_party.NoticesDialog) if dialog.isVisible()]
    assert "LGPL" in shown[0].text.toPlainText()
    shown[0].reject()


def test_the_about_box_leads_there() -> None:
    text = (ROOT / "desktop" / "ui" / "window_actions.py").read_text(encoding="utf-8")
    assert "third_party.offer(box" in text.split("def about_box", 1)[1]
