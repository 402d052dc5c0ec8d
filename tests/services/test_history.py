"""The log of a row as a person reads it: Vietnamese words, names instead of ids, from what to what."""

from __future__ import annotations

import ast
import re
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from desktop.core.history_words import ACTIONS, COLUMNS, UNSHOWN
from desktop.core.rights import Access
from desktop.services import (
    assign,
    check,
    evidence,
    history,
    inbox,
    letters,
    people,
    register,
    replies,
    restricted,
    sign_in,
    tasks,
)
from desktop.services.assign import Assignment
from desktop.services.office import Office

SERVICES = Path(__file__).resolve().parents[2] / "desktop" / "services"
#: Handed on in a variable: where the value comes from is checked below, by what is written into a task's own log.
_KINDS = {
    *("note", "done", "reopened", "reassigned", "due", "paused", "resumed", "confirmed"),
    *("extension-asked", "extension-granted", "extension-refused", "extension-countered"),
    *("extension-accepted", "extension-declined"),
}


def _logged() -> tuple[set[str], set[str]]:
    """The actions and the columns that the services log, as far as they stand in the code by name."""
    actions, columns = set(_KINDS), set()
    for file in SERVICES.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in ("office.log", "writing.log"):
                actions |= {n.value for n in ast.walk(node.args[0]) if isinstance(n, ast.Constant)}
                columns |= {keyword.arg for keyword in node.keywords if keyword.arg}
    return actions, columns


def test_every_action_and_every_column_has_a_name() -> None:
    actions, columns = _logged()
    assert actions - set(ACTIONS) == set()
    assert columns - set(COLUMNS) - UNSHOWN == set()


@pytest.fixture
def worked(office: Office, scanned, kit, tmp_path: Path) -> SimpleNamespace:
    """A letter, its scan, its task and a reply, after much was done to each."""
    unit = people.add_unit(office, "Tổ Một cửa")
    mai = people.add_person(office, "Mai", "Chuyên viên", unit.id, "officer")
    nam = people.add_person(office, "Nam", "Chuyên viên", unit.id, "officer")
    scan = scanned(kit.make_letter(subject="trợ cấp bà Quế"))
    letter = register.register(office, scan.id)
    register.correct(office, letter.id, {"subject": "trợ cấp bà Quý", "issued_on": "2026-11-12"}, reason="đọc nhầm")
    letters.hand_over(office, letter.id, person_id=mai.id)
    letters.instruct(office, letter.id, "Giao Tổ Một cửa", by="Chủ tịch")
    (task,) = assign.assign(office, [Assignment("Chi trợ cấp", mai.id, letter_id=letter.id, due_on=date(2026, 11, 20))])
    tasks.change_due(office, task.id, date(2026, 11, 25), "chờ số liệu")
    tasks.reassign(office, task.id, nam.id, "bận")
    tasks.report_progress(office, task.id, "đã gặp", done=True)
    tasks.reopen(office, task.id, "thiếu chữ ký")
    tasks.hand_over_all(office, nam.id, mai.id, "nghỉ phép")
    people.edit_person(office, mai.id, title="Phó Trưởng phòng")
    draft = replies.ReplyDraft("45", "BC-UBND", office.today(), "báo cáo")
    reply = replies.record(office, draft, task_ids=[task.id])
    replies.void(office, reply.id, "gửi nhầm")
    file = tmp_path / "so-lieu.txt"
    file.write_text("x", encoding="utf-8")
    evidence.attach(office, "task", task.id, file)
    return SimpleNamespace(office=office, letter=letter, task=task, scan=scan, mai=mai, nam=nam, reply=reply)


def _lines(at: SimpleNamespace, noun: str, row_id: int) -> list[str]:
    return [" | ".join((told.action, *told.changes)) for told in history.of(at.office, noun, row_id)]


def test_a_tasks_history_tells_from_what_to_what(worked: SimpleNamespace) -> None:
    lines = _lines(worked, "task", worked.task.id)
    assert lines[0] == "Giao việc | Chủ trì: Mai | Văn bản: số đến 1 năm 2026 | Hạn: 20/11/2026"
    assert "Hạn: 20/11/2026 → 25/11/2026" in lines[1]
    assert "chờ số liệu" in lines[1]
    assert "Chủ trì: Mai → Nam" in lines[2]
    assert lines[3].startswith("Kết thúc việc")
    assert "Trạng thái: đã xong → làm lại" in lines[4]
    assert any("Chủ trì: Nam → Mai" in line for line in lines[5:])
    assert any("Tệp: so-lieu.txt" in line for line in lines)


def test_a_letters_history_too(worked: SimpleNamespace) -> None:
    office, letter = worked.office, worked.letter
    lines = _lines(worked, "letter", letter.id)
    assert "Trích yếu: trợ cấp bà Quế → trợ cấp bà Quý" in lines[1]
    assert "Ngày văn bản: 10/11/2026 → 12/11/2026" in lines[1]
    assert "Lý do: đọc nhầm" in lines[1]
    assert lines[2] == "Chuyển giao | Người nhận: Mai | Ngày: 16/11/2026"
    register.void(office, letter.id, "nhầm")
    assert _lines(worked, "letter", letter.id)[-1] == "Hủy | Lý do: nhầm | Số đến: 1"
    assert any(line.startswith("Hủy") for line in _lines(worked, "task", worked.task.id))


def test_people_scans_replies_and_accounts_have_one(worked: SimpleNamespace, monkeypatch) -> None:
    office = worked.office
    assert "Chức vụ: Chuyên viên → Phó Trưởng phòng" in _lines(worked, "person", worked.mai.id)[-1]
    assert any("Người nhận: Mai" in line for line in _lines(worked, "person", worked.nam.id))
    assert [line.split(" | ")[0] for line in _lines(worked, "outgoing", worked.reply.id)] == ["Ghi văn bản đi", "Hủy"]
    inbox.mark_unreadable(office, worked.scan.id, "tệp hỏng")
    assert "Lý do: tệp hỏng" in _lines(worked, "scan", worked.scan.id)[-1]
    assert history.of(office, "scan", worked.scan.id)[-1].who == "Văn thư"


def test_nothing_for_a_machine_is_shown(worked: SimpleNamespace) -> None:
    """No name of a column, no id, no JSON, no ISO day."""
    raw = re.compile(r"\b[a-z]+_[a-z]+\b|[{}\[\]]|\d{4}-\d\d-\d\d|\bNone\b|\bTrue\b|[0-9a-f]{16}")
    rows = worked.office.db.all("SELECT DISTINCT noun, row_id FROM audit")
    told = [line for row in rows for line in _lines(worked, row["noun"], row["row_id"])]
    assert len(told) > 20
    assert [line for line in told if raw.search(line)] == []
    assert not any("Thay đổi khác" in line for line in told)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("UPDATE audit SET detail = replace(detail, 'Quế', 'Lan') WHERE action = 'register'", "Đăng ký, văn bản mã 1"),
        ("UPDATE audit SET who = 'ai đó' WHERE action = 'due'", "ai đó, Đổi hạn, nhiệm vụ mã 1"),
        ("UPDATE audit SET at = 'xx' WHERE action = 'due'", "không đọc được"),
        ("DELETE FROM audit WHERE action = 'assign'", "Đổi hạn, nhiệm vụ mã 1"),
    ],
)
def test_the_check_says_which_line_was_tampered_with(worked: SimpleNamespace, change: str, told: str) -> None:
    db = worked.office.db
    assert check.check(worked.office).problems == []
    triggers = db.column("SELECT name FROM sqlite_schema WHERE type = 'trigger' AND name LIKE 'audit_%'")
    for trigger in triggers:
        db.connection.execute(f"DROP TRIGGER {trigger}")
    db.connection.execute(change)
    problems = [str(problem) for problem in check.check(worked.office).problems]
    assert [p for p in problems if "Nhật ký bị sửa" in p and told in p], problems


def test_of_a_restricted_row_who_and_when_alone_is_shown_to_others(worked: SimpleNamespace, monkeypatch) -> None:
    from argon2 import PasswordHasher

    monkeypatch.setattr(sign_in, "_HASHER", PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
    office = worked.office
    admin = sign_in.switch_on(office, "Quản", "một câu dễ nhớ")
    made = sign_in.add_account(office, "Xem", "một câu dễ nhớ", "viewer")
    restricted.restrict(office, worked.letter.id, [], "có dữ liệu cá nhân")
    letters.letter(office, worked.letter.id)
    seen = _lines(worked, "letter", worked.letter.id)
    assert seen[-2].startswith("Hạn chế người xem | Lý do: có dữ liệu cá nhân | Người được xem: Quản")
    assert seen[-1] == "Xem văn bản hạn chế | Người thực hiện: Quản | Cách xem: mở văn bản"
    office.working.become(Access(made.id, "Xem", "viewer"))
    for noun, row in (("letter", worked.letter.id), ("task", worked.task.id), ("scan", worked.scan.id)):
        told = history.of(office, noun, row)
        assert [line.changes for line in told] == [()] * len(told)
        assert all(line.action for line in told)
    office.working.become(admin)
    assert _lines(worked, "letter", worked.letter.id)[: len(seen)] == seen


def test_an_account_tells_what_was_done_to_it(office: Office) -> None:
    sign_in.switch_on(office, "Quản", "mật khẩu dài")
    lan = sign_in.add_account(office, "Lan", "mật khẩu dài", "clerk").id
    sign_in.change_role(office, lan, "viewer")
    sign_in.set_password(office, lan, "mật khẩu khác")
    sign_in.close_account(office, lan)
    sign_in.open_account(office, lan)
    told = history.of(office, "account", lan, without=("sign-in",))
    assert [line.action for line in told] == [
        "Thêm người dùng", "Đổi người dùng", "Đổi người dùng", "Khóa tài khoản", "Mở lại tài khoản",
    ]  # fmt: skip
    assert {line.who for line in told} == {"Quản"}
    assert "Vai trò: Văn thư → Chỉ xem" in told[1].changes
    assert "Đổi mật khẩu: có" in told[2].changes
    assert not any("Vai trò" in change for line in told[2:] for change in line.changes)
    sign_in.sign_in(office, "Lan", "mật khẩu khác")
    office.working.become(sign_in.sign_in(office, "Quản", "mật khẩu dài"))
    assert history.of(office, "account", lan, without=("sign-in",)) == told
