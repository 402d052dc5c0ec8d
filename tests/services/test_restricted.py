"""Letters with personal data: those who are not named see that there is a letter, and nothing of what it says — in lists,
search, tasks, print, export and the terminal."""

from __future__ import annotations

import contextlib
import json
import re
import zipfile
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import openpyxl
import pytest

from db import attachments, restrictions, scan_intake
from desktop.core.errors import OfficeError, RuleError
from desktop.core.filters import LetterFilter
from desktop.core.rights import Access, AccessDenied
from desktop.services import (
    assign,
    check,
    closing_year,
    directives,
    evidence,
    export,
    inbox,
    letters,
    people,
    register,
    restricted,
    search,
    sign_in,
    sources,
    tasks,
)
from desktop.services.assign import Assignment
from desktop.services.office import Office
from desktop.services.printing import KINDS, PrintRequest, print_report

PASSWORD = "một câu dễ nhớ"
SECRET = "trợ cấp khó khăn bà Trịnh Thị Quế"
WORDS = re.compile("Quế|khó khăn|8812|LĐTBXH|hỗ trợ đột xuất", re.IGNORECASE)


@pytest.fixture(autouse=True)
def quick_hash(monkeypatch: pytest.MonkeyPatch) -> None:
    from argon2 import PasswordHasher

    monkeypatch.setattr(sign_in, "_HASHER", PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
    sign_in.nobody.cache_clear()


@pytest.fixture
def kept(office: Office, scanned, kit) -> SimpleNamespace:
    """Two letters, one of them restricted to the administrator and to the clerk; the officer Mai leads a task of it."""
    unit = people.add_unit(office, "Tổ Một cửa")
    mai = people.add_person(office, "Mai", "Chuyên viên", unit.id, "officer")
    nam = people.add_person(office, "Nam", "Chuyên viên", unit.id, "officer")
    scan = scanned(
        kit.make_letter(subject=SECRET, number="8812", symbol="LĐTBXH", directives=(kit.make_directive(text=SECRET),)),
        texts=(f"Trang một: {SECRET}",),
    )
    letter = register.register(office, scan.id)
    open_letter = register.register_by_hand(office, {"subject": "việc thường", "issuer": "Sở Y tế"})
    (task,) = assign.assign(
        office, [Assignment(f"Chi {SECRET}", mai.id, letter_id=letter.id, product="hỗ trợ đột xuất")]
    )
    tasks.report_progress(office, task.id, f"Đã gặp {SECRET}")
    letters.instruct(office, letter.id, f"Giải quyết {SECRET}")
    admin = sign_in.switch_on(office, "Quản", PASSWORD)
    who = {"administrator": admin}
    for name, role, person in (
        ("clerk", "clerk", None),
        ("mai", "officer", mai),
        ("nam", "officer", nam),
        ("viewer", "viewer", None),
    ):
        made = sign_in.add_account(office, name, PASSWORD, role, person_id=person.id if person else None)
        who[name] = Access(made.id, made.name, made.role, made.person_id)
    restricted.restrict(office, letter.id, [who["clerk"].account_id], "có dữ liệu cá nhân")
    return SimpleNamespace(office=office, letter=letter, open=open_letter, task=task, scan=scan, who=who)


def everything_told(office: Office, at: SimpleNamespace, folder: Path) -> dict[str, str]:
    """What each way of looking shows, as text."""
    told: dict[str, object] = {
        "letter": letters.letter(office, at.letter.id),
        "list": letters.rows(office, letters.ids(office)),
        "fields": letters.field_readings(office, at.letter.id),
        "history": [letters.history(office, *key) for key in (("letter", at.letter.id), ("task", at.task.id))],
        "instructions": letters.instructions(office, at.letter.id),
        "references": letters.references(office, at.letter.id),
        "directives": directives.of_letter(office, at.letter.id),
        "tasks": tasks.tasks(office),
        "task": tasks.task(office, at.task.id),
        "search": [search.search(office, word) for word in ("Quế", "khó khăn", "8812", "đột xuất")],
        "scan": inbox.scan(office, at.scan.id),
        "reading": inbox.reading(office, at.scan.id),
        "words": inbox.page_words(office, at.scan.id),
        "by text": letters.rows(office, letters.ids(office, LetterFilter(text="Quế"))),
    }
    for kind in KINDS:
        request = PrintRequest(kind.code, letter_id=at.letter.id)
        if "xlsx" in kind.endings:
            file = print_report(office, request, folder / f"{kind.code}.xlsx")
            told[kind.code] = [
                [c.value for c in row] for s in openpyxl.load_workbook(file).worksheets for row in s.iter_rows()
            ]
    if office.working.access is not None and office.working.access.role == "clerk":
        with zipfile.ZipFile(export.export(office, folder / "ra.zip")) as archive:
            told["export"] = [archive.read(name).decode() for name in archive.namelist()]
    return {name: repr(value) for name, value in told.items()}


@pytest.mark.parametrize("how", ["window", "reader"])
def test_who_is_not_named_sees_nothing_of_it(kept: SimpleNamespace, tmp_path: Path, how: str) -> None:
    with Office.open(kept.office.folder, clock=kept.office._clock, read_only=how == "reader") as looking:
        for name in ("viewer", "nam"):
            looking.working.become(kept.who[name])
            told = everything_told(looking, kept, tmp_path)
            assert [key for key, text in told.items() if WORDS.search(text)] == [], name
            assert letters.count(looking) == 2, "the number stays in the book"
            assert letters.count(looking, LetterFilter(text="khó khăn")) == 0
            with pytest.raises(OfficeError):
                inbox.scan_file(looking, kept.scan.id)


def test_those_named_see_all_of_it(kept: SimpleNamespace, tmp_path: Path) -> None:
    for name in ("clerk", "administrator"):
        kept.office.working.become(kept.who[name])
        told = everything_told(kept.office, kept, tmp_path)
        shown = {key for key, text in told.items() if WORDS.search(text)}
        assert {"letter", "list", "directives", "tasks", "search", "register", "by text"} <= shown
        assert inbox.scan_file(kept.office, kept.scan.id).is_file()


def test_who_leads_a_task_of_it_sees_the_task(kept: SimpleNamespace, tmp_path: Path) -> None:
    kept.office.working.become(kept.who["mai"])
    assert tasks.task(kept.office, kept.task.id).title == f"Chi {SECRET}"
    assert tasks.report_progress(kept.office, kept.task.id, "xong phần đầu")
    assert not WORDS.search(repr(letters.letter(kept.office, kept.letter.id)))


def test_an_export_by_a_clerk_who_is_not_named_holds_nothing_of_it(kept: SimpleNamespace, tmp_path: Path) -> None:
    office = kept.office
    restricted.restrict(office, kept.letter.id, [], "chỉ quản trị")
    office.working.become(kept.who["clerk"])
    told = everything_told(office, kept, tmp_path)
    assert [key for key, text in told.items() if WORDS.search(text)] == []
    assert json.loads(zipfile.ZipFile(tmp_path / "ra.zip").read("export.json"))["rows"]["letter"] == 2


@pytest.mark.parametrize(
    "deed",
    [
        lambda at: register.correct(at.office, at.letter.id, {"note": "x"}, reason="sai"),
        lambda at: register.void(at.office, at.letter.id, "nhầm"),
        lambda at: letters.hand_over(at.office, at.letter.id, person_id=1),
        lambda at: tasks.change_due(at.office, at.task.id, None, "x"),
        lambda at: assign.assign(at.office, [Assignment("y", 1, letter_id=at.letter.id)]),
    ],
)
def test_who_is_not_named_changes_nothing_of_it(kept: SimpleNamespace, deed) -> None:
    restricted.restrict(kept.office, kept.letter.id, [], "chỉ quản trị")
    kept.office.working.become(kept.who["clerk"])
    with pytest.raises((AccessDenied, RuleError, OfficeError)):
        deed(kept)
    kept.office.working.become(kept.who["administrator"])
    assert letters.letter(kept.office, kept.letter.id).subject == SECRET
    assert check.check(kept.office).problems == []


def test_others_go_on_working_and_the_register_stays_whole(kept: SimpleNamespace) -> None:
    kept.office.working.become(kept.who["clerk"])
    restricted_before = letters.letter(kept.office, kept.letter.id)
    added = register.register_by_hand(kept.office, {"subject": "mới", "issuer": "Sở"})
    assert added.arrival_number == 3
    assert letters.letter(kept.office, kept.letter.id) == restricted_before
    kept.office.working.become(kept.who["administrator"])
    assert check.check(kept.office).problems == []


def test_looks_and_changes_are_in_the_log(kept: SimpleNamespace) -> None:
    office = kept.office
    office.working.become(kept.who["clerk"])
    restricted.looked_at(office, [kept.letter.id])
    restricted.looked_at(office, [kept.open.id])
    office.working.become(kept.who["viewer"])
    restricted.looked_at(office, [kept.letter.id])
    office.working.become(kept.who["administrator"])
    restricted.lift(office, kept.letter.id, "đã xóa dữ liệu cá nhân")
    told = [(entry.action, entry.who) for entry in letters.history(office, "letter", kept.letter.id)]
    assert told[-3:] == [("restrict", "Quản"), ("see-restricted", "clerk"), ("unrestrict", "Quản")]
    assert not any(e.action == "see-restricted" for e in letters.history(office, "letter", kept.open.id))
    office.working.become(kept.who["viewer"])
    assert letters.letter(office, kept.letter.id).subject == SECRET


def test_a_restriction_needs_a_reason_signing_in_and_somebody_who_sees(kept: SimpleNamespace) -> None:
    with pytest.raises(RuleError, match="lý do"):
        restricted.restrict(kept.office, kept.letter.id, [1], " ")
    kept.office.working.become(kept.who["viewer"])
    with pytest.raises(AccessDenied):
        restricted.restrict(kept.office, kept.letter.id, [1], "x")
    kept.office.working.become(kept.who["administrator"])
    sign_in.switch_off(kept.office)
    with pytest.raises(RuleError, match="bật đăng nhập"):
        restricted.restrict(kept.office, kept.letter.id, [1], "x")


def _looks(at: SimpleNamespace) -> list[tuple[str, str]]:
    """(who, how) of each look at the restricted letter that the log tells, in order."""
    with at.office.working.as_program():
        entries = letters.history(at.office, "letter", at.letter.id)
    return [(e.who, str(e.detail["how"])) for e in entries if e.action == "see-restricted"]


@pytest.mark.parametrize("how", ["window", "reader"])
@pytest.mark.parametrize("name", ["clerk", "viewer"])
def test_each_way_of_looking_and_of_taking_out_is_in_the_log(
    kept: SimpleNamespace, tmp_path: Path, how: str, name: str
) -> None:
    letter_id = kept.letter.id
    note = tmp_path / "don.txt"
    note.write_text("đơn của bà Quế", encoding="utf-8")
    kept.office.working.become(kept.who["clerk"])
    attached = evidence.attach(kept.office, "letter", letter_id, note)
    with Office.open(kept.office.folder, clock=kept.office._clock, read_only=how == "reader") as looking:
        looking.working.become(kept.who[name])
        deeds = [
            lambda: letters.letter(looking, letter_id),
            lambda: inbox.scan_file(looking, kept.scan.id),
            lambda: evidence.attachment_file(looking, attached.id),
            lambda: print_report(looking, PrintRequest("action-sheet", letter_id=letter_id), tmp_path / "in.pdf"),
            lambda: print_report(looking, PrintRequest("register"), tmp_path / "so.xlsx"),
            lambda: export.export(looking, tmp_path / "ra.zip"),
        ]
        for deed in [*deeds, *deeds]:
            with contextlib.suppress(OfficeError):
                deed()
    told = _looks(kept)
    if name == "viewer":
        assert [look for look in told if look[0] == "viewer"] == [], "nothing was seen, so nothing is said to have been"
        return
    seen = [deed for who, deed in told if who == "clerk"]
    assert set(seen) == {"open", "scan", "file", "print", "export"}
    assert (seen.count("open"), seen.count("print"), seen.count("export")) == (1, 4, 2)


def test_a_letter_of_another_time_is_not_said_to_have_been_printed(kept: SimpleNamespace, tmp_path: Path) -> None:
    day = kept.letter.arrived_on - timedelta(days=30)
    kept.office.working.become(kept.who["clerk"])
    print_report(kept.office, PrintRequest("register", first=day, last=day), tmp_path / "so.xlsx")
    assert _looks(kept) == []


def test_files_of_the_same_scan_are_kept_from_others_too(kept: SimpleNamespace) -> None:
    """A duplicate's and a source's name may say what the letter says; so may where the file lay."""
    office = kept.office
    with office.working.as_program(), office.write("take-in") as db:
        head = {"size": 1, "state": "refused"}
        doubled = {**head, "file": "ba-Que.pdf", "sha256": "x", "state": "duplicate", "duplicate_of": kept.scan.id}
        twin = scan_intake.add_scan(db, office.now(), doubled)
        source = scan_intake.add_scan(db, office.now(), {**head, "file": "goc-Que.pdf", "sha256": "y"})
        db.insert("scan_part", {"scan_id": kept.scan.id, "place": 1, "source_id": source, "page": 1, "turn": 0})
        scan_intake.add_source(db, kept.scan.id, "/scans/don-ba-Que.pdf", 1, 1, "left", None)
        office.log("take-in", "scan", twin, file="ba-Que.pdf")
    office.working.become(kept.who["viewer"])
    scans = [inbox.scan(office, n) for n in (twin, source)]
    shown = (scans, inbox.waiting(office), sources.source_place(office, kept.scan.id))
    assert "Que" not in repr(shown)
    assert "Que" not in repr(letters.history(office, "scan", twin))
    office.working.become(kept.who["clerk"])
    assert "ba-Que" in repr(inbox.scan(office, twin))
    assert "ba-Que" in sources.source_place(office, kept.scan.id)


def test_bytes_of_a_hidden_scan_stay_when_the_same_file_is_taken_off_something_else(kept: SimpleNamespace) -> None:
    office = kept.office
    office.working.become(kept.who["administrator"])
    scan = inbox.scan(office, kept.scan.id)
    assert scan.path is not None
    with office.write("attach") as db:
        copy = attachments.add(
            db,
            "letter",
            kept.open.id,
            name="ban-sao.pdf",
            path=scan.path,
            sha256=scan.sha256,
            size=1,
            at=office.now(),
            who="",
        )
    restricted.restrict(office, kept.letter.id, [], "chỉ quản trị")
    office.working.become(kept.who["clerk"])
    evidence.detach(office, copy, "nhầm")
    assert office.path(scan.path).is_file()


def test_who_may_restrict_without_seeing_is_not_told_why(kept: SimpleNamespace) -> None:
    office = kept.office
    restricted.restrict(office, kept.letter.id, [], "đơn của bà Quế")
    office.working.become(kept.who["clerk"])
    found = restricted.restriction(office, kept.letter.id)
    assert found is not None
    assert "Quế" not in found.reason


def test_a_letter_that_cites_a_hidden_one_does_not_lead_to_it(kept: SimpleNamespace) -> None:
    office = kept.office
    with office.working.as_program(), office.write("register") as db:
        cited = {"letter_id": kept.open.id, "raw": "Công văn 8812", "target_letter_id": kept.letter.id}
        db.insert("reference", cited)  # type: ignore[arg-type]  # plain column values
    for name, target in (("viewer", None), ("clerk", kept.letter.id)):
        office.working.become(kept.who[name])
        assert letters.references(office, kept.open.id)[0].target_letter_id == target
        assert [link.letter is not None for link in letters.chain(office, kept.open.id)] == [target is not None, True]


def test_the_closed_register_is_kept_from_who_may_not_see_all_of_it(kept: SimpleNamespace, clock) -> None:
    office = kept.office
    clock.forward(60)
    office.working.become(kept.who["clerk"])
    closing_year.close_year(office, 1, 2026, confirmed=True)
    assert closing_year.printed_file(office, 1, 2026).is_file()
    office.working.become(kept.who["viewer"])
    with pytest.raises(AccessDenied, match="hạn chế"):
        closing_year.printed_file(office, 1, 2026)


def test_every_column_is_covered_or_known_to_say_nothing(office: Office) -> None:
    """A new column must be put on one of the two lists."""
    says_nothing = {
        "letter": "id uid book_id year arrival_number arrived_on system urgency state void_reason late letter_index"
        " head_only registered_at registered_by",
        "task": "id uid letter_id lead_id lead_unit_id due_on due_time kind assigned_on assigned_by state done_on"
        " recurrence period_on previous_id days_after anchor_letter_id answers_id",
        "outgoing": "id uid number issued_on type state void_reason number_key recorded_at recorded_by",
        "scan": "id uid sha256 size pages media state received_at duplicate_of progress letter_count registered_count"
        " doubtful kind settled sheets_waiting whole dismissed secret",
    }
    for table, covered in restrictions.COVERED.items():
        columns = set(office.db.column(f"SELECT name FROM pragma_table_xinfo('{table}')"))
        assert set(covered) <= columns, table
        assert columns - set(covered) - set(says_nothing[table].split()) == set(), table


def test_every_table_is_covered_or_known_to_say_nothing(office: Office) -> None:
    """A new table must be put on one of the lists, too."""
    says_nothing = (
        "office unit person issuer issuer_alias book book_year volume holiday scan_part answer task_partner sheet_return"
        " print_log account sign_in recovery restriction_reader"
    )
    watched = {*restrictions.COVERED, *restrictions.COVERED_BY_LETTER, "attachment", "audit"}
    watched |= {table for table, _column, _kind in restrictions.GONE}
    tables = office.db.column("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
    assert {t for t in tables if not t.startswith("search")} - watched - set(says_nothing.split()) == set()


def test_text_copied_out_of_it_is_in_the_log_each_time(kept: SimpleNamespace) -> None:
    kept.office.working.become(kept.who["clerk"])
    for _ in range(2):
        restricted.looked_at(kept.office, [kept.letter.id, kept.open.id], "copy")
    assert _looks(kept) == [("clerk", "copy"), ("clerk", "copy")]
    assert not any(e.action == "see-restricted" for e in letters.history(kept.office, "letter", kept.open.id))
