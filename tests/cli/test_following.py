"""Following work from the terminal: another due day, what is to be told, a reply, what nobody has answered."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from db import scan_intake
from desktop.core.readings import FieldReading, LetterReading, Reading
from desktop.core.records import OfficeInfo
from desktop.services import assign, inbox, people, register
from desktop.services.new import create_office
from desktop.services.office import Office

NOW = datetime(2026, 11, 20, 8, 30)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """An office with one letter, one person and one task of the letter."""
    info = OfficeInfo("ỦY BAN NHÂN DÂN XÃ AN BÌNH", "xã", "An Bình", "")
    with create_office(tmp_path / "office", info, clock=lambda: NOW) as office:
        dat = people.add_person(office, "Lê Văn Đạt")
        letter = register.register_by_hand(office, {"number": "12", "symbol": "UBND-TH", "subject": "rà soát"})
        assign.assign(office, [assign.Assignment("Rà soát", dat.id, letter_id=letter.id, due_on=NOW.date())])
    return tmp_path / "office"


def test_a_due_day_is_asked_offered_and_accepted(vanthu, small: Path) -> None:
    asked = vanthu("--office", small, "extend", "T1", "--to", "2026-12-01", "--reason", "chờ số liệu", "--json").json
    assert (asked["due_on"], asked["extension"]["state"]) == ("2026-11-20", "asked")
    offered = vanthu("--office", small, "extend", "T1", "--offer", "--to", "2026-11-25", "--json").json
    assert (offered["due_on"], offered["extension"]["offered"]) == ("2026-11-20", "2026-11-25")
    taken = vanthu("--office", small, "extend", "T1", "--accept", "--json").json
    assert (taken["due_on"], taken["first_due_on"], taken["extension"]) == ("2026-11-25", "2026-11-20", None)
    assert vanthu("--office", small, "extend", "T1", "--grant").status == 1
    assert vanthu("--office", small, "extend", "T1").status == 2
    vanthu("--office", small, "extend", "T1", "--to", "2026-12-01", "--reason", "bận")
    assert vanthu("--office", small, "extend", "T1", "--refuse").status == 1
    refused = vanthu("--office", small, "extend", "T1", "--refuse", "--reason", "tỉnh cần ngay", "--json").json
    assert refused["due_on"] == "2026-11-25"


def test_what_is_to_be_told(vanthu, small: Path) -> None:
    told = vanthu("--office", small, "remind", "--json").json
    assert told["day"] == "2026-11-20"
    assert [t["task"] for t in told["today"]] == ["T1"]
    assert [x["letter"] for x in told["incomplete"]] == ["L1"]
    assert {"overdue", "soon", "unanswered", "waiting", "asked", "undated"} <= set(told)
    late = vanthu("--office", small, "remind", now=datetime(2026, 11, 24, 8, 0))
    assert "Quá hạn (1)" in late.out
    assert "trễ 4 ngày" in late.out


def test_a_reply_closes_the_task_it_answers(vanthu, small: Path) -> None:
    made = vanthu("--office", small, "reply", "T1", "--number", "45/BC-UBND", "--subject", "kết quả", "--json").json
    assert made == {"reply": "O1", "number": "45", "symbol": "BC-UBND", "letters": ["L1"], "tasks": ["T1"]}
    [task] = vanthu("--office", small, "tasks", "--json").json
    assert (task["status"], task["reply"]) == ("done_on_time", "45/BC-UBND")
    assert vanthu("--office", small, "search", "45/bc", "--json").json[0]["id"] in {"O1", "T1"}
    assert vanthu("--office", small, "confirm", "T1").status == 1


def test_what_nobody_has_answered(vanthu, office: Path) -> None:
    vanthu("--office", office, "register", "--all")
    letters = vanthu("--office", office, "letters", "--unanswered", "--json").json
    assert letters
    wanted = letters[0]["letter"]
    directives = vanthu("--office", office, "letter", wanted, "--json").json["directives"]
    ours = next(d["directive"] for d in directives if d["concerns_commune"] == "yes")
    person = vanthu("--office", office, "people", "--json").json[0]["person"]
    task = vanthu("--office", office, "assign", ours, "--to", person, "--json").json["task"]
    assert [t["task"] for t in vanthu("--office", office, "tasks", "--unanswered", "--json").json] == [task]
    vanthu("--office", office, "reply", wanted, "--number", "45/BC-UBND", "--subject", "kết quả")
    left = vanthu("--office", office, "letters", "--unanswered", "--json").json
    assert [x["letter"] for x in left] == [x["letter"] for x in letters[1:]]


def test_a_unit_is_given_work_and_own_work_needs_no_letter(vanthu, office):
    unit = next(u for u in vanthu("--office", office, "units", "--json").json if u["name"].startswith("Phòng Kinh tế"))
    given = vanthu(
        "--office", office, "assign", "--own", "--title", "Họp giao ban", "--to", unit["name"], "--due", "2026-11-27",
        "--at", "8:00", "--product", "Biên bản", "--every", "week", "--on", "Friday", "--json",
    ).json  # fmt: skip
    assert (given["lead"], given["lead_unit_id"], given["letter"]) == (unit["name"], unit["unit"], None)
    assert (given["due_time"], given["recurrence"]["expression"]) == ("08:00", "thứ Sáu hằng tuần")
    assert given["unclear"] == ["partners"]
    listed = vanthu("--office", office, "tasks", "--unit", unit["unit"], "--json").json
    assert [t["task"] for t in listed] == [given["task"]]
    assert given["task"] in [t["task"] for t in vanthu("--office", office, "tasks", "--unclear", "--json").json]


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--own",),
        ("L1", "--own", "--title", "x"),
        ("--own", "--title", "x", "--at", "25:00"),
        ("--own", "--title", "x", "--every", "month", "--on", "40"),
    ],
)
def test_own_work_asked_for_wrongly_is_told(vanthu, office, arguments):
    result = vanthu("--office", office, "assign", *arguments, "--to", "P1")
    assert result.status == 2
    assert "Traceback" not in result.err


def test_a_scan_is_kept_with_the_letter_that_is_there_and_taken_back(vanthu, small: Path) -> None:
    fields = {name: FieldReading(value, 0.97, 1) for name, value in (("number", "12"), ("symbol", "UBND-TH"))}
    read = Reading("a.pdf", "0" * 64, 1, "ocr", (LetterReading(1, 1, fields, (), ()),), True, ("một",))
    with Office.open(small, clock=lambda: NOW) as office:
        values = {"file": "a.pdf", "sha256": "0" * 64, "size": 1, "pages": 1, "state": "stored", "path": "store/a.pdf"}
        with office.write("take-in") as db:
            scan_intake.add_scan(db, NOW, values)
        inbox.store_reading(office, 1, read)
    kept = vanthu("--office", small, "same", "S1", "L1", "--json").json
    assert kept["state"] != "ready"
    assert vanthu("--office", small, "inbox", "--json").json == []
    assert vanthu("--office", small, "same", "S1", "L1").status == 1
    assert vanthu("--office", small, "same", "S1", "L1", "--undo", "--json").json["state"] == "ready"
    assert [row["scan"] for row in vanthu("--office", small, "inbox", "--json").json] == ["S1"]
