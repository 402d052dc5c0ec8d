"""A second day: all that an office writes besides taking in, registering and giving work. One deed is one thing a person
does; it is done unless it stands there already, so that the day goes on where it was broken off."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

import pypdfium2 as pdfium
from argon2 import _password_hasher

from db import scan_intake
from desktop.core.arranging import PagePart
from desktop.core.calendar import Week
from desktop.core.errors import SecretLetter
from desktop.core.readings import Box, LetterReading, Reading, Recurrence
from desktop.core.register_sheet import SheetEntry
from desktop.core.returned import Returned, RowReading, SheetPage
from desktop.core.rights import PROGRAM
from desktop.core.sheet_code import SheetCode, SheetRow, short_uid
from desktop.core.words import tr
from desktop.intake.store import hash_of
from desktop.services import (
    arranging,
    assign,
    backup,
    backup_care,
    backup_key,
    books,
    closing_year,
    evidence,
    export,
    extensions,
    import_register,
    inbox,
    letter_copies,
    letters,
    particulars,
    people,
    printed_before,
    recurring,
    register,
    replies,
    restoring,
    restricted,
    returned_sheets,
    secret,
    sign_in,
    tasks,
)
from desktop.services.assign import Assignment
from desktop.services.new import create_office
from desktop.services.office import Office
from tests.faults.scene import INFO, NOW, Say, Verdict
from tests.faults.scene import judge as judge_first

PASSWORD = "một câu dễ nhớ"
TODAY = NOW.date()
WEEK = Week(2026, 47)
BOX = Box(0.8, 0.2, 0.82, 0.26)
PNG = b"\x89PNG\r\n\x1a\n made-up writing"
#: what lies in the office when the day begins, by its row's number
PAGES, DISMISSED, COPY, SHEET, SECRET, DAMAGED = 1, 2, 3, 4, 5, 6
LETTERS, TASKS = 4, 8
#: what may be written again when it is done again: the fact stands once, and is said each time
_SAID_AGAIN = frozenset({"refuse-secret", "put-away", "put-aside", "sign-in"})


@dataclass(frozen=True)
class Deed:
    """Something a person does, known in the log by ``name`` as the one who did it; ``last``: the action its last
    transaction is logged as; ``there``: what tells that it is done where no log line does."""

    name: str
    do: Callable[[Office], object]
    last: str = ""
    there: Callable[[Office], bool] | None = None

    def done(self, office: Office) -> bool:
        """Whether it stands there."""
        if self.there is not None:
            return self.there(office)
        where, args = ("AND action = ?", [self.last]) if self.last else ("", [])
        return bool(office.db.value(f"SELECT count(*) FROM audit WHERE who = ? {where}", [self.name, *args]))


def _due(days: int) -> date:
    return TODAY + timedelta(days=days)


def _paper(office: Office) -> Path:
    return office.folder.parent / "papers" / "minh chứng.txt"


def _asked(office: Office, task_id: int) -> int:
    return extensions.of_task(office, task_id)[-1].id


def _draft(number: str, file: Path | None = None) -> replies.ReplyDraft:
    return replies.ReplyDraft(number, "BC-UBND", TODAY, f"báo cáo {number}", file=file)


def _import(office: Office) -> object:
    entries = tuple(
        SheetEntry(n, n, date(2025, 12, n), {"number": str(n), "symbol": "UBND", "subject": f"năm trước {n}"})
        for n in (1, 2, 3)
    )
    plan = import_register.Plan(office.folder / "sổ cũ.xlsx", books.default_book(office, "state").id, entries, (), 0)
    return import_register.carry_out(office, plan)


def _first_year(office: Office) -> tuple[Office, int, int]:
    return office, books.default_book(office, "state").id, 2025


def _print(office: Office) -> object:
    return printed_before.remember_sheets(office, WEEK, [s for s in tasks.weekly(office, WEEK) if s.person.id == 1])


def _on_paper(office: Office) -> bool:
    return bool(office.db.value("SELECT count(*) FROM print_log"))


def _export(office: Office) -> object:
    target = office.folder.parent / "xuất"
    shutil.rmtree(target, ignore_errors=True)
    export.export(office, target, with_scans=True)
    return export.record(office, target, with_scans=True)


def _account(office: Office, name: str) -> int:
    return sign_in.account(office, name).id


def _signed_in(office: Office) -> bool:
    return bool(office.db.value("SELECT count(*) FROM audit WHERE action = 'sign-in'"))


def _report_to_confirm(office: Office) -> object:
    """Where the office wants it, what is reported done waits for a leader."""
    usual = office.settings
    office.change_settings(replace(usual, confirm_done=True))
    tasks.report_progress(office, TASKS, "xong", done=True)
    return office.change_settings(replace(usual, confirm_done=False))


def _is_refused(office: Office) -> bool:
    scan = inbox.scan(office, SECRET)
    return scan.state == "refused" and scan.path is None


DEEDS = (
    Deed("person added", lambda o: people.add_person(o, "Phạm Văn Ba")),
    Deed("person changed", lambda o: people.edit_person(o, 3, title="Chuyên viên")),
    Deed("person gone", lambda o: people.deactivate_person(o, 3)),
    Deed("person back", lambda o: people.activate_person(o, 3)),
    Deed("unit added", lambda o: people.add_unit(o, "Tổ Một cửa")),
    Deed("unit changed", lambda o: people.edit_unit(o, 1, short_name="VP")),
    Deed("office changed", lambda o: particulars.change_office(o, replace(INFO, place="An Bình Đông"))),
    Deed("holidays set", lambda o: particulars.set_holidays(o, 2027, {date(2027, 1, 1): "Tết"}, frozenset())),
    Deed("book added", lambda o: books.add_book(o, "Sổ đơn thư")),
    Deed("book changed", lambda o: books.edit_book(o, books.find_book(o, "Sổ đơn thư").id, name="Sổ đơn")),
    Deed("imported", _import, "import"),
    Deed("year closed", lambda o: closing_year.close_year(*_first_year(o), confirmed=True)),
    Deed("year bound", lambda o: closing_year.bind(*_first_year(o), volumes=1)),
    Deed("year open again", lambda o: closing_year.reopen_year(*_first_year(o), "in thiếu")),
    Deed("volume begun", lambda o: books.start_volume(o, books.default_book(o, "state").id, 2026)),
    Deed("handed over", lambda o: letters.hand_over(o, 1, person_id=1, note="xem")),
    Deed("opinion", lambda o: letters.instruct(o, 1, "Khẩn trương", by="Chủ tịch")),
    Deed("done", lambda o: tasks.report_progress(o, 1, "xong", done=True)),
    Deed("open again", lambda o: tasks.reopen(o, 1, "chưa đủ")),
    Deed("paused", lambda o: tasks.pause(o, 1, "chờ tỉnh")),
    Deed("goes on", lambda o: tasks.resume(o, 1, "tỉnh đã trả lời")),
    Deed("due day changed", lambda o: tasks.change_due(o, 1, _due(20), "họp lùi ngày")),
    Deed("given to another", lambda o: tasks.reassign(o, 1, 2, "nghỉ phép")),
    Deed("all given to another", lambda o: tasks.hand_over_all(o, 2, 1, "chuyển công tác")),
    Deed("extension asked", lambda o: extensions.ask(o, 2, _due(12), "chờ số liệu")),
    Deed("extension granted", lambda o: extensions.grant(o, _asked(o, 2))),
    Deed("extension asked 3", lambda o: extensions.ask(o, 3, _due(12), "chờ số liệu")),
    Deed("extension refused", lambda o: extensions.refuse(o, _asked(o, 3), "gấp")),
    Deed("extension asked 4", lambda o: extensions.ask(o, 4, _due(12), "chờ số liệu")),
    Deed("extension countered", lambda o: extensions.counter(o, _asked(o, 4), _due(10))),
    Deed("extension accepted", lambda o: extensions.accept(o, _asked(o, 4))),
    Deed("extension asked again", lambda o: extensions.ask(o, 3, _due(13), "vẫn chờ số liệu")),
    Deed("extension taken back", lambda o: extensions.decline(o, _asked(o, 3))),
    Deed("reported to be confirmed", _report_to_confirm),
    Deed("confirmed", lambda o: tasks.confirm(o, TASKS)),
    Deed("comes back", lambda o: recurring.change(o, 5, Recurrence("hằng tuần", "week"), "giao ban")),
    Deed("file attached", lambda o: evidence.attach(o, "task", 2, _paper(o))),
    Deed("file attached 3", lambda o: evidence.attach(o, "letter", 2, _paper(o).with_name("khác.txt"))),
    Deed("file detached", lambda o: evidence.detach(o, evidence.attachments(o, "letter", 2)[0].id, "nhầm")),
    Deed("answered", lambda o: replies.record(o, _draft("45", _paper(o).with_name("trả lời.txt")), task_ids=[6])),
    Deed("answered 2", lambda o: replies.record(o, _draft("46"), letter_ids=[2], task_ids=[7])),
    Deed("answer void", lambda o: replies.void(o, replies.of_letter(o, 2)[-1].id, "nhầm")),
    Deed(
        "pages arranged",
        lambda o: arranging.arrange(o, [PagePart(PAGES, 1, 90, first=True), PagePart(PAGES, 2, first=True)]),
    ),
    Deed("dismissed", lambda o: inbox.dismiss(o, DISMISSED, "không thuộc thẩm quyền")),
    Deed("read again", lambda o: inbox.reread(o, DISMISSED)),
    Deed("reading stopped", lambda o: inbox.stop_reading(o, DISMISSED)),
    Deed("dismissed again", lambda o: inbox.dismiss(o, DISMISSED, "đã rõ")),
    Deed("kept as a copy", lambda o: letter_copies.keep_as_copy(o, COPY, 3)),
    Deed("copy taken back", lambda o: letter_copies.take_back(o, COPY)),
    Deed("dropped as a copy", lambda o: letter_copies.drop_as_copy(o, COPY, 3)),
    Deed("sheets came back", lambda o: returned_sheets.confirm(o, SHEET), "confirm-sheets"),
    Deed("sheet printed", _print, there=_on_paper),
    Deed("unreadable", lambda o: inbox.mark_unreadable(o, DAMAGED, "trang trắng")),
    Deed("registered from the head", lambda o: register.register(o, SECRET, values={"subject": "chưa rõ"})),
    Deed(
        "secret refused",
        lambda o: secret.refuse(o, SECRET, SecretLetter("secret", tr("Văn bản mật."))),
        "",
        _is_refused,
    ),
    Deed("sign-in on", lambda o: sign_in.switch_on(o, "Quản", PASSWORD), "sign-in-on"),
    Deed("signed in", lambda o: sign_in.sign_in(o, "Quản", PASSWORD), there=_signed_in),
    Deed("account added", lambda o: sign_in.add_account(o, "Xem", PASSWORD, "viewer")),
    Deed("account changed", lambda o: sign_in.change_role(o, _account(o, "Xem"), "officer", person_id=1)),
    Deed("account closed", lambda o: sign_in.close_account(o, _account(o, "Xem"))),
    Deed("account opened", lambda o: sign_in.open_account(o, _account(o, "Xem"))),
    Deed("password set", lambda o: sign_in.set_password(o, _account(o, "Xem"), PASSWORD + " khác")),
    Deed("idle minutes", lambda o: sign_in.set_idle(o, 5)),
    Deed("restricted", lambda o: restricted.restrict(o, 4, [_account(o, "Quản")], "dữ liệu cá nhân")),
    Deed("restriction lifted", lambda o: restricted.lift(o, 4, "hết lý do")),
    Deed("sign-in off", sign_in.switch_off),
    Deed("taken out", _export, "export"),
)


def prepare(root: Path) -> Path:
    """Make an office that is at work: letters, tasks, scans of every kind, sealed backups; return its folder."""
    folder = root / "office"
    (root / "stick").mkdir(parents=True)
    (root / "papers").mkdir()
    for name in ("minh chứng.txt", "khác.txt", "trả lời.txt"):
        (root / "papers" / name).write_text(name * 400, encoding="utf-8")
    with create_office(folder, INFO, clock=lambda: NOW, actor="Văn thư") as office:
        for name in ("Lê Văn Đạt", "Ngô Thị Mai"):
            people.add_person(office, name)
        people.add_unit(office, "Văn phòng")
        for n in range(1, LETTERS + 1):
            register.register_by_hand(office, {"subject": f"việc {n}", "number": str(n), "symbol": "UBND-TH"})
        given = [
            Assignment(f"Việc {n}", 1, (2,), due_on=_due(-8 if n == 4 else 5), letter_id=1 if n < 6 else 2)
            for n in range(TASKS)
        ]
        assign.assign(office, given)
        for n, name in enumerate(("trang.pdf", "bo.pdf", "ban.pdf", "phieu.pdf", "mat.pdf", "hong.pdf"), 1):
            _scan(office, n, name)
        key = backup_key.begin(office, PASSWORD)
        (root / "papers" / "sheet.json").write_text(json.dumps(key.words), encoding="utf-8")
    return folder


def _scan(office: Office, n: int, name: str) -> None:
    made = pdfium.PdfDocument.new()
    pages = 2 if n == PAGES else 1
    for page in range(pages):
        made.new_page(300 + 10 * n, 400 + 10 * page)
    draft = office.folder.parent / "papers" / name
    made.save(draft)
    sha256 = hash_of(draft)
    path = f"store/{sha256[:2]}/{sha256}.pdf"
    office.path(path).parent.mkdir(exist_ok=True)
    draft.replace(office.path(path))
    values = {"file": name, "sha256": sha256, "size": office.path(path).stat().st_size, "pages": pages, "path": path}
    with office.write("take-in") as db:
        scan_id = scan_intake.add_scan(db, NOW, {**values, "state": "stored"})
    returned = Returned((_page(office),)) if n == SHEET else None
    found = () if n == SHEET else (LetterReading(1, pages, {}),)
    inbox.store_reading(
        office, scan_id, Reading(name, sha256, pages, "ocr", found, True, ("trang",), returned=returned)
    )


def _page(office: Office) -> SheetPage:
    person = people.person(office, 1)
    rows = tuple(SheetRow(task, 60.0, 59.0, 80.0) for task in (2, 3))
    code = SheetCode(short_uid(office.info.uid), short_uid(person.uid), WEEK, 1, 1, 40.0, 172.0, 126.0, rows)
    marks = (RowReading(2, "doing", 0.97, BOX, BOX, PNG), RowReading(3, "stuck", 0.97, BOX, BOX, PNG + b"2"))
    return SheetPage(1, code, 0, marks)


@contextmanager
def _quick_hash() -> Iterator[None]:
    """The same argon2, at costs for tests."""
    real = _password_hasher.hash_secret

    def hash_secret(**asked: object) -> bytes:
        return real(**{**asked, "time_cost": 1, "memory_cost": 64, "parallelism": 1})  # type: ignore[arg-type]

    _password_hasher.hash_secret = hash_secret  # type: ignore[assignment]
    try:
        yield
    finally:
        _password_hasher.hash_secret = real


def work(folder: Path, say: Say, now: datetime = NOW, touch: Callable[[Office], None] = lambda _office: None) -> None:
    """Do what is not done yet, saying each thing once it was told done; then the sealed backups, and back again."""
    with Office.open(folder, clock=lambda: now, actor="Văn thư") as office, _quick_hash():
        touch(office)
        for deed in DEEDS:
            office.working.become(PROGRAM)
            office._actor = deed.name
            if not deed.done(office):
                deed.do(office)
                say(f"deed {deed.name}")
        recurring.make_due(office)
        _back_up(office, say)


def _back_up(office: Office, say: Say) -> None:
    root = office.folder.parent
    made = backup.back_up_day(office).file
    say(f"backup {made}")
    backup_care.copy_to(office, "f" * 32, root / "stick", lambda _share: None, made)
    say(f"stick {root / 'stick' / made.name}")
    whole = root / "whole.vanthu"
    whole.unlink(missing_ok=True)
    backup.backup(office, whole)
    words = json.loads((root / "papers" / "sheet.json").read_text(encoding="utf-8"))
    for file in (made, whole):
        shutil.rmtree(root / "restored", ignore_errors=True)
        restoring.restore(file, root / "restored", passphrase=words)
    say("restored")


def judge(folder: Path, said: list[str], files: set[str]) -> Verdict:
    """As for the first day; and the office holds as many rows of each kind as after a day that nothing disturbed."""
    verdict = judge_first(folder, said, files)
    with Office.open(folder, clock=lambda: NOW) as office:
        verdict.lost += [f"deed {deed.name}" for deed in DEEDS if not deed.done(office)]
        for row in office.db.all("SELECT path, sha256 FROM attachment"):
            if not office.path(row["path"]).is_file() or hash_of(office.path(row["path"])) != row["sha256"]:
                verdict.lost.append(f"file {row['path']}")
        found, undisturbed = counts(office), _undisturbed()
    for name in sorted({*found, *undisturbed}):
        lacking = undisturbed[name] - found[name]
        (verdict.lost if lacking > 0 else verdict.doubled).extend([f"{name} {-lacking:+}"] if lacking else [])
    return verdict


def counts(office: Office) -> Counter[str]:
    """How many rows each table has, and how many log lines each action."""
    tables = office.db.column("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'search%'")
    found = Counter({t: office.db.value(f"SELECT count(*) FROM {t}") for t in tables if t != "audit"})
    for row in office.db.all("SELECT noun, action, count(*) AS times FROM audit GROUP BY noun, action"):
        if row["action"] not in _SAID_AGAIN:
            found[f"log {row['noun']} {row['action']}"] = row["times"]
    return found


@cache
def _undisturbed() -> Counter[str]:
    import tempfile

    with tempfile.TemporaryDirectory() as place:
        folder = prepare(Path(place) / "one")
        work(folder, lambda _text: None)
        with Office.open(folder, clock=lambda: NOW) as office:
            return counts(office)
