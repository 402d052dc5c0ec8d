"""What each screen asks of the database when it comes to the front, counted: the same number of questions however much
there is, and no more rows than it shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from db.connection import Database
from desktop.services import sample_many
from desktop.services.office import Office
from desktop.ui.assemble import PLACES
from desktop.ui.context import UiContext

#: The most questions a screen may ask, and rows fetched: those it shows and its open work, never the register.
MOST = {
    "start": (60, 130),
    "register": (36, 330),
    "directives": (32, 150),
    "tasks": (18, 150),
    "week": (27, 150),
    "reports": (26, 1000),
    "catalogues": (20, 80),
    "settings": (30, 60),
    "help": (0, 0),
}


@dataclass
class Asked:
    questions: int = 0
    rows: int = 0


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    """Count what any connection is asked."""
    found = Asked()
    for name in ("all", "column", "one"):
        plain = getattr(Database, name)

        def counted(db: Database, *args: Any, _plain: Any = plain, _one: bool = name == "one") -> Any:
            rows = _plain(db, *args)
            found.questions += 1
            found.rows += (rows is not None) if _one else len(rows)
            return rows

        monkeypatch.setattr(Database, name, counted)
    return found


def settle(context: UiContext, qtbot: QtBot, asked: Asked) -> Asked:
    """Wait until nothing more is asked; return what was since the last time."""
    before = -1
    while before != asked.questions or context.jobs.busy:
        before = asked.questions
        qtbot.wait(120)
    found = Asked(asked.questions, asked.rows)
    asked.questions = asked.rows = 0
    return found


@pytest.mark.parametrize("name", MOST)
def test_a_screen_asks_as_much_of_a_large_office(
    name: str, office: Office, context: UiContext, qtbot: QtBot, asked: Asked
) -> None:
    view = next(place for place in PLACES if place.name == name).load()(context)
    qtbot.addWidget(view)
    view.resize(1180, 640)
    view.show()
    view.shown()
    settle(context, qtbot, asked)
    view.refresh()
    few = settle(context, qtbot, asked)
    sample_many.fill(office, 900)
    settle(context, qtbot, asked)
    view.refresh()
    many = settle(context, qtbot, asked)
    questions, rows = MOST[name]
    assert few.questions <= questions
    assert many.questions <= questions
    assert many.rows <= rows
