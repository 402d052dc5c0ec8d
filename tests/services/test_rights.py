"""Who may do what: the table of rights, held by the services themselves for every role."""

from __future__ import annotations

import ast
import contextlib
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from db import accounts as account_rows
from db import search as search_index
from desktop.core.errors import RuleError
from desktop.core.rights import OF_THE_PROGRAM, OPERATIONS, RIGHTS, ROLES, Access, AccessDenied, Right
from desktop.services import (
    arranging,
    assign,
    books,
    check,
    evidence,
    export,
    extensions,
    first_steps,
    inbox,
    letters,
    particulars,
    people,
    read,
    recovery,
    register,
    replies,
    restricted,
    search,
    sign_in,
    take_in,
    tasks,
)
from desktop.services.assign import Assignment
from desktop.services.office import Office

SERVICES = Path(__file__).resolve().parents[2] / "desktop" / "services"
PASSWORD = "một câu dễ nhớ"


@pytest.fixture(autouse=True)
def quick_hash(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same argon2, at costs for tests."""
    from argon2 import PasswordHasher

    monkeypatch.setattr(sign_in, "_HASHER", PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
    sign_in.nobody.cache_clear()


@pytest.fixture
def staffed(office: Office, scanned, kit) -> SimpleNamespace:
    """An office at work that then switches signing in on, with an account of each role."""
    unit = people.add_unit(office, "Tổ Một cửa")
    mine = people.add_person(office, "Mai", "Chuyên viên", unit.id, "officer")
    other = people.add_person(office, "Nam", "Chuyên viên", unit.id, "officer")
    idle = people.add_person(office, "Thu", "Chuyên viên", unit.id, "officer")
    scan = scanned(kit.make_letter())
    letter = register.register(office, scan.id)
    free = scanned(kit.make_letter(number="99", subject="chưa đăng ký"))
    due = office.today() + timedelta(days=9)
    own, others = assign.assign(
        office, [Assignment(who.name, who.id, letter_id=letter.id, due_on=due) for who in (mine, other)]
    )
    sign_in.switch_on(office, "Quản", PASSWORD)
    who = {"administrator": office.working.access}
    for role in ROLES[1:]:
        person = mine.id if role == "officer" else None
        made = sign_in.add_account(office, f"Người {role}", PASSWORD, role, person_id=person)
        who[role] = Access(made.id, made.name, made.role, made.person_id)
    with office.working.as_program(), office.write("own-password") as db:
        db.run("UPDATE account SET given = 0")  # everybody has chosen a password of their own
    return SimpleNamespace(
        office=office,
        unit=unit,
        mine=mine,
        other=other,
        idle=idle,
        letter=letter,
        free=free,
        own=own,
        others=others,
        who=who,
    )


def _file(at: SimpleNamespace) -> Path:
    file: Path = at.office.folder.parent / "bang.txt"
    file.write_text("số liệu", encoding="utf-8")
    return file


def _raised(result: object) -> None:
    for _scan, error in result.failed:  # type: ignore[attr-defined]
        raise error


def _needs_repair(at: SimpleNamespace) -> None:
    with at.office.write("rebuild-search") as db:
        search_index.rebuild(db)


def _settings(at: SimpleNamespace) -> None:
    from dataclasses import replace

    at.office.change_settings(replace(at.office.settings, due_soon_days=9))


def _arrange(at: SimpleNamespace) -> None:
    with contextlib.suppress(RuleError):  # nothing is asked to be changed, and no file is made of nothing
        arranging.arrange(at.office, [])


#: Each public service that writes, and the right it needs.
WRITES: dict[str, tuple[Right, Callable[[SimpleNamespace], object]]] = {
    "register": (Right.REGISTER, lambda at: register.register(at.office, at.free.id)),
    "register_by_hand": (
        Right.REGISTER,
        lambda at: register.register_by_hand(at.office, {"subject": "x", "issuer": "y"}),
    ),
    "register_all": (Right.REGISTER, lambda at: _raised(register.register_all(at.office, only_sure=False))),
    "correct": (Right.REGISTER, lambda at: register.correct(at.office, at.letter.id, {"note": "khác"}, reason="sai")),
    "void": (Right.REGISTER, lambda at: register.void(at.office, at.letter.id, "nhầm")),
    "hand_over": (Right.REGISTER, lambda at: letters.hand_over(at.office, at.letter.id, person_id=at.mine.id)),
    "dismiss": (Right.INTAKE, lambda at: inbox.dismiss(at.office, at.free.id, "không phải")),
    "reread": (Right.INTAKE, lambda at: inbox.reread(at.office, at.free.id)),
    "instruct": (Right.ASSIGN, lambda at: letters.instruct(at.office, at.letter.id, "Giao Phòng Kinh tế")),
    "assign": (Right.ASSIGN, lambda at: assign.assign(at.office, [Assignment("việc", at.mine.id)])),
    "reassign": (Right.ASSIGN, lambda at: tasks.reassign(at.office, at.own.id, at.other.id, "bận")),
    "hand_over_all": (Right.ASSIGN, lambda at: tasks.hand_over_all(at.office, at.mine.id, at.other.id, "nghỉ")),
    "change_due": (Right.ASSIGN, lambda at: tasks.change_due(at.office, at.own.id, date(2026, 12, 31), "lùi")),
    "pause": (Right.ASSIGN, lambda at: tasks.pause(at.office, at.own.id, "chờ")),
    "report_progress": (Right.PROGRESS, lambda at: tasks.report_progress(at.office, at.own.id, "đang làm")),
    "ask_extension": (
        Right.PROGRESS,
        lambda at: extensions.ask(at.office, at.own.id, date(2026, 12, 31), "chưa đủ số liệu"),
    ),
    "attach": (Right.PROGRESS, lambda at: evidence.attach(at.office, "task", at.own.id, _file(at))),
    "add_book": (Right.BOOKS, lambda at: books.add_book(at.office, "Sổ đơn thư")),
    "start_volume": (Right.BOOKS, lambda at: books.start_volume(at.office, 1, 2026)),
    "add_person": (Right.CATALOGUE, lambda at: people.add_person(at.office, "Lan", "", at.unit.id, "officer")),
    "deactivate_person": (Right.CATALOGUE, lambda at: people.deactivate_person(at.office, at.idle.id)),
    "add_unit": (Right.CATALOGUE, lambda at: people.add_unit(at.office, "Tổ Văn hóa")),
    "set_holidays": (Right.CATALOGUE, lambda at: particulars.set_holidays(at.office, 2027, {}, frozenset())),
    "change_office": (Right.CATALOGUE, lambda at: particulars.change_office(at.office, at.office.info)),
    "restrict": (Right.RESTRICT, lambda at: restricted.restrict(at.office, at.letter.id, [1], "dữ liệu cá nhân")),
    "export": (Right.EXPORT, lambda at: export.export(at.office, at.office.folder.parent / "ra.zip")),
    "record_export": (Right.EXPORT, lambda at: export.record(at.office, Path("ra.zip"))),
    "repair": (Right.CARE, _needs_repair),
    "settings": (Right.SETTINGS, _settings),
    "add_account": (Right.ACCOUNTS, lambda at: sign_in.add_account(at.office, "Mới", PASSWORD, "viewer")),
    "change_role": (Right.ACCOUNTS, lambda at: sign_in.change_role(at.office, at.who["viewer"].account_id, "leader")),
    "close_account": (Right.ACCOUNTS, lambda at: sign_in.close_account(at.office, at.who["clerk"].account_id)),
    "set_password": (Right.ACCOUNTS, lambda at: sign_in.set_password(at.office, at.who["viewer"].account_id, PASSWORD)),
    "set_idle": (Right.ACCOUNTS, lambda at: sign_in.set_idle(at.office, 5)),
    "switch_off": (Right.ACCOUNTS, lambda at: sign_in.switch_off(at.office)),
    "own_password": (Right.LOOK, lambda at: sign_in.change_own_password(at.office, PASSWORD, "mật khẩu mới")),
    "recovery_code": (Right.ACCOUNTS, lambda at: recovery.make_code(at.office)),
    "arrange": (Right.INTAKE, _arrange),
    "take_in_files": (Right.INTAKE, lambda at: take_in.take_in_files(at.office, [])),
    "take_in_folder": (Right.INTAKE, lambda at: take_in.take_in_folder(at.office, patience=0)),
    "read_pending": (Right.INTAKE, lambda at: read.read_pending(at.office, processes=1)),
    "test_scan": (Right.INTAKE, lambda at: first_steps.put_test_scan(at.office)),
    "list": (Right.LOOK, lambda at: letters.count(at.office)),
    "search": (Right.LOOK, lambda at: search.search(at.office, "viec")),
}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", WRITES)
def test_each_service_asks_for_its_right(staffed: SimpleNamespace, name: str, role: str) -> None:
    right, call = WRITES[name]
    staffed.office.working.become(staffed.who[role])
    if right in RIGHTS[role]:
        call(staffed)
        return
    before = staffed.office.db.value("SELECT count(*) FROM audit")
    with pytest.raises(AccessDenied) as refused:
        call(staffed)
    assert refused.value.code == "no-right"
    assert staffed.office.db.value("SELECT count(*) FROM audit") == before, "nothing was written"


@pytest.mark.parametrize("name", WRITES)
def test_nobody_signed_in_may_do_nothing(staffed: SimpleNamespace, name: str) -> None:
    staffed.office.working.become(None)
    with pytest.raises(AccessDenied) as refused:
        WRITES[name][1](staffed)
    assert refused.value.code == "sign-in-needed"


def test_every_transaction_of_the_services_is_in_the_table() -> None:
    """A new operation is refused to everybody until somebody says who may do it."""
    known = set(OPERATIONS) | OF_THE_PROGRAM
    used = set()
    for file in SERVICES.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "write":
                names = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
                if "office" in ast.unparse(node.func.value) and node.args:
                    assert names or isinstance(node.args[0], ast.Name), f"{file.name}: a name that is not plain"
                    used |= set(names)
    assert used - known == set()


def test_without_signing_in_everybody_may_do_everything(office: Office) -> None:
    assert not sign_in.asked(office)
    people.add_unit(office, "Tổ khác")
    assert office.actor == office._actor


def test_the_name_stands_in_the_log(staffed: SimpleNamespace) -> None:
    staffed.office.working.become(staffed.who["clerk"])
    letter = register.register(staffed.office, staffed.free.id)
    assert letters.history(staffed.office, "letter", letter.id)[0].who == "Người clerk"
    assert staffed.office.actor == "Người clerk"


@pytest.mark.parametrize("deed", ["report_progress", "ask_extension", "attach"])
def test_an_officer_reports_on_own_tasks_alone(staffed: SimpleNamespace, deed: str) -> None:
    office = staffed.office
    office.working.become(staffed.who["officer"])
    WRITES[deed][1](staffed)
    staffed.own = staffed.others
    with pytest.raises(AccessDenied, match="của mình"):
        WRITES[deed][1](staffed)
    store = [p for p in office.store.rglob("*") if p.is_file()]
    assert len(store) == len(set(office.db.column("SELECT path FROM attachment"))) + len(
        office.db.column("SELECT path FROM scan WHERE path IS NOT NULL")
    ), "no bytes are left of what was refused"


def test_a_closed_account_may_do_nothing_from_then_on(staffed: SimpleNamespace) -> None:
    with Office.open(staffed.office.folder, clock=staffed.office._clock) as window:
        window.working.become(staffed.who["clerk"])
        sign_in.close_account(staffed.office, staffed.who["clerk"].account_id)
        with pytest.raises(AccessDenied):
            register.register(window, staffed.free.id)


def test_a_role_that_was_changed_counts_at_once(staffed: SimpleNamespace) -> None:
    with Office.open(staffed.office.folder, clock=staffed.office._clock) as window:
        window.working.become(staffed.who["viewer"])
        sign_in.change_role(staffed.office, staffed.who["viewer"].account_id, "clerk")
        assert register.register(window, staffed.free.id)


# --- signing in


def test_the_right_password_signs_in_and_is_kept_as_argon2(staffed: SimpleNamespace) -> None:
    staffed.office.working.become(None)
    access = sign_in.sign_in(staffed.office, "  nguoi   CLERK ", PASSWORD)
    assert (access.role, staffed.office.actor) == ("clerk", "Người clerk")
    with staffed.office.working.as_program():
        secrets = staffed.office.db.column("SELECT secret FROM account")
    assert all(secret.startswith("$argon2id$") for secret in secrets)
    content = (staffed.office.folder / "office.db").read_bytes()
    assert PASSWORD.encode() not in content


def test_wrong_tries_are_slowed_and_that_outlives_the_program(staffed: SimpleNamespace, clock) -> None:
    def try_in(password: str) -> str:
        with Office.open(staffed.office.folder, clock=clock) as again, pytest.raises(AccessDenied) as refused:
            sign_in.sign_in(again, "Người clerk", password)
        return refused.value.code

    assert [try_in("sai") for _ in range(3)] == ["wrong-password"] * 3
    assert try_in(PASSWORD) == "wait", "the right one is not looked at either"
    waits = []
    for _ in range(4):
        with staffed.office.working.as_program():
            until = account_rows.named(staffed.office.db, "Người clerk").wait_until
        waits.append((until - staffed.office.now()).total_seconds())
        clock.moment = until
        assert try_in("sai") == "wrong-password"
    assert waits == sorted(waits)
    assert waits[-1] > 2 * waits[0]
    clock.forward(1)
    staffed.office.working.become(None)
    assert sign_in.sign_in(staffed.office, "Người clerk", PASSWORD)
    with staffed.office.working.as_program():
        assert account_rows.named(staffed.office.db, "Người clerk").failed == 0


def test_a_name_that_is_not_there_is_told_like_a_wrong_password(staffed: SimpleNamespace) -> None:
    for name in ("không có", "Người clerk"):
        with pytest.raises(AccessDenied) as refused:
            sign_in.sign_in(staffed.office, name, "sai")
        assert str(refused.value) == "Sai tên hoặc mật khẩu. Hãy nhập lại."


def test_the_last_administrator_stays(staffed: SimpleNamespace) -> None:
    office, admin = staffed.office, staffed.who["administrator"].account_id
    for change in (
        lambda: sign_in.close_account(office, admin),
        lambda: sign_in.change_role(office, admin, "clerk"),
    ):
        with pytest.raises(RuleError) as refused:
            change()
        assert refused.value.code == "last-administrator"
    sign_in.change_role(office, staffed.who["clerk"].account_id, "administrator")
    sign_in.close_account(office, admin)
    assert [a.name for a in sign_in.accounts(office) if a.active and a.role == "administrator"] == ["Người clerk"]


def test_the_database_itself_keeps_the_last_administrator(staffed: SimpleNamespace) -> None:
    from db.library import sqlite3

    db = staffed.office.db
    with pytest.raises(sqlite3.IntegrityError, match="last administrator"), db.write("x"):
        db.run("UPDATE account SET active = 0")


def test_a_short_password_and_a_name_twice_are_refused(staffed: SimpleNamespace) -> None:
    with pytest.raises(RuleError, match="ít nhất 8"):
        sign_in.add_account(staffed.office, "Ba", "1234567", "viewer")
    with pytest.raises(RuleError, match="Đã có tài khoản"):
        sign_in.add_account(staffed.office, "NGUOI viewer", PASSWORD, "viewer")


def test_switched_off_and_on_again_asks_for_the_administrator(staffed: SimpleNamespace) -> None:
    sign_in.switch_off(staffed.office)
    staffed.office.working.become(None)
    assert letters.count(staffed.office) == 1
    with pytest.raises(AccessDenied):
        sign_in.switch_on(staffed.office, "Kẻ lạ", "mật khẩu khác")
    assert not sign_in.asked(staffed.office)
    assert sign_in.switch_on(staffed.office, "Quản", PASSWORD).role == "administrator"
    actions = [entry.action for entry in letters.history(staffed.office, "office", 1)]
    assert actions[-3:] == ["sign-in-on", "sign-in-off", "sign-in-on"]


def test_files_that_come_in_are_taken_whoever_is_signed_in(staffed: SimpleNamespace) -> None:
    assert OF_THE_PROGRAM.isdisjoint(OPERATIONS)
    staffed.office.working.become(None)
    with staffed.office.working.as_program():
        inbox.set_progress(staffed.office, staffed.free.id, 0.5)
    with pytest.raises(AccessDenied):
        letters.count(staffed.office)


def test_replies_need_the_right_to_register(staffed: SimpleNamespace) -> None:
    staffed.office.working.become(staffed.who["leader"])
    with pytest.raises(AccessDenied):
        replies.void(staffed.office, 1, "sai")


# --- passwords that were given, and the way in again

OWN = "mật khẩu của riêng tôi"


def test_with_a_given_password_nothing_is_seen_or_done_before_another_is_chosen(staffed: SimpleNamespace) -> None:
    office = staffed.office
    new = sign_in.add_account(office, "Mới", PASSWORD, "administrator")
    office.working.become(None)
    access = sign_in.sign_in(office, "Mới", PASSWORD)
    assert access.given
    for deed in (
        lambda: letters.count(office),
        lambda: sign_in.switch_off(office),
        lambda: sign_in.set_idle(office, 1),
    ):
        with pytest.raises(AccessDenied) as refused:
            deed()
        assert refused.value.code == "password-given"
    with pytest.raises(RuleError, match="giống mật khẩu cũ"):
        sign_in.change_own_password(office, PASSWORD, PASSWORD)
    assert sign_in.change_own_password(office, PASSWORD, OWN) == Access(new.id, "Mới", "administrator")
    assert letters.count(office) == 1
    office.working.become(None)
    assert not sign_in.sign_in(office, "Mới", OWN).given


def test_a_password_set_by_an_administrator_is_a_given_one_but_not_ones_own(staffed: SimpleNamespace) -> None:
    office = staffed.office
    sign_in.set_password(office, staffed.who["clerk"].account_id, OWN)
    sign_in.set_password(office, staffed.who["administrator"].account_id, OWN)
    assert sign_in.sign_in(office, "Người clerk", OWN).given
    assert not sign_in.sign_in(office, "Quản", OWN).given


def test_wrong_tries_at_ones_own_password_are_slowed_too(staffed: SimpleNamespace) -> None:
    office = staffed.office
    office.working.become(staffed.who["clerk"])
    codes = []
    for word in ["sai"] * 3 + [PASSWORD]:
        with pytest.raises(AccessDenied) as refused:
            sign_in.change_own_password(office, word, OWN)
        codes.append(refused.value.code)
    assert codes == ["wrong-password"] * 3 + ["wait"]


def test_the_recovery_code_lets_an_administrator_in_once_and_nobody_else(staffed: SimpleNamespace) -> None:
    office = staffed.office
    assert not recovery.has_code(office)
    code = recovery.make_code(office)
    assert recovery.has_code(office)
    assert recovery.plain(code).encode() not in (office.folder / "office.db").read_bytes()
    office.working.become(None)
    for name in ("Người clerk", "không có"):
        with pytest.raises(AccessDenied, match="không đúng"):
            recovery.recover(office, code, name, OWN)
    with pytest.raises(RuleError, match="ít nhất"):
        recovery.recover(office, code, "Quản", "ngắn")
    assert recovery.recover(office, code.lower(), "Quản", OWN).role == "administrator"
    assert not recovery.has_code(office)
    with pytest.raises(AccessDenied):
        recovery.recover(office, code, "Quản", OWN)
    office.working.become(None)
    assert sign_in.sign_in(office, "Quản", OWN).role == "administrator"
    actions = [entry.action for entry in letters.history(office, "account", staffed.who["administrator"].account_id)]
    assert actions[-2:] == ["recover", "sign-in"]
    assert check.check(office).problems == []


def test_guessing_the_recovery_code_is_slowed_and_a_new_one_ends_the_old(staffed: SimpleNamespace, clock) -> None:
    office = staffed.office
    old = recovery.make_code(office)
    new = recovery.make_code(office)
    codes = []
    for code in ["AAAAA", old, "", new]:
        with pytest.raises(AccessDenied) as refused:
            recovery.recover(office, code, "Quản", OWN)
        codes.append(refused.value.code)
    assert codes == ["wrong-code"] * 3 + ["wait"]
    clock.forward(1)
    assert recovery.recover(office, new, "Quản", OWN)


def test_without_a_code_the_empty_one_opens_nothing(staffed: SimpleNamespace) -> None:
    with pytest.raises(AccessDenied):
        recovery.recover(staffed.office, "", "Quản", OWN)


def test_the_recovery_sheet_is_printed_and_holds_the_code(staffed: SimpleNamespace, tmp_path: Path) -> None:
    import pypdfium2

    code = recovery.make_code(staffed.office)
    file = recovery.sheet(staffed.office, code, tmp_path / "phieu.pdf")
    with pypdfium2.PdfDocument(file) as document:
        words = document[0].get_textpage().get_text_range()
    assert code in words
    assert "KHÔI PHỤC QUYỀN QUẢN TRỊ" in words
