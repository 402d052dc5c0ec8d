"""The command line as it is promised: names, keys, exit status, what goes to which stream."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

FIELDS = {
    "system", "parent_issuer", "issuer", "number", "symbol", "issued_on", "place", "type", "subject", "addressees",
    "signing_authority", "signer_title", "signer", "recipients", "urgency", "secrecy",
}  # fmt: skip
LETTER_KEYS = {
    "letter", "book", "year", "arrival_number", "arrived_on", "issuer", "number", "symbol", "issued_on", "type",
    "subject", "state",
}  # fmt: skip


def test_inbox_tells_every_scan(vanthu, office: Path) -> None:
    rows = vanthu("--office", office, "inbox", "--json").json
    states = {row["file"]: row["state"] for row in rows}
    assert states["scan_0010.pdf"] == "duplicate"
    assert states["scan_0011.pdf"] == "unreadable"
    assert [states[f"scan_{n:04d}.{e}"] for n, e in ((1, "pdf"), (3, "jpg"), (5, "tif"), (6, "png"))] == ["ready"] * 4
    batch = next(row for row in rows if row["file"] == "scan_0008.pdf")
    assert batch["letters"] == 2
    twin = next(row for row in rows if row["file"] == "scan_0010.pdf")
    first = next(row for row in rows if row["scan"] == twin["duplicate_of"])
    assert first["file"] == "scan_0001.pdf"
    assert first["sha256"] == twin["sha256"]


def test_intake_leaves_the_damaged_file_where_it_was(office: Path) -> None:
    assert any(p.name == "scan_0011.pdf" for p in office.rglob("scans/scan_0011.pdf"))


def test_read_prints_a_json_line_a_file(vanthu, office: Path, tmp_path: Path) -> None:
    stored = sorted((office / "store").rglob("*.pdf"))[0]
    copy = tmp_path / "một tệp.pdf"
    copy.write_bytes(stored.read_bytes())
    result = vanthu("read", copy, "--json")
    assert result.status == 0
    reading = result.json
    assert reading["file"] == "một tệp.pdf"
    assert reading["sha256"] == hashlib.sha256(copy.read_bytes()).hexdigest()
    letter = reading["letters"][0]
    assert set(letter["fields"]) == FIELDS
    for field in letter["fields"].values():
        assert 0 <= field["confidence"] <= 1
        assert field["box"] is None or all(0 <= v <= 1 for v in field["box"])


def test_register_sure_then_all_numbers_run(vanthu, office: Path) -> None:
    sure = vanthu("--office", office, "register", "--sure", "--json").json
    rest = vanthu("--office", office, "register", "--all", "--json").json
    numbers = [row["arrival_number"] for row in sure + rest]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) == 10
    assert {"scan", "letter", "book", "year", "arrival_number", "arrived_on"} <= set(sure[0])
    letters = vanthu("--office", office, "letters", "--json").json
    assert set(letters[0]) >= LETTER_KEYS
    assert [row["arrival_number"] for row in letters] == numbers
    again = vanthu("--office", office, "register", "--all", "--json").json
    assert again == []


def test_sure_leaves_handwriting(vanthu, office: Path) -> None:
    vanthu("--office", office, "register", "--sure")
    waiting = {row["file"] for row in vanthu("--office", office, "inbox", "--json").json}
    assert {"scan_0002.pdf", "scan_0006.png"} <= waiting


def test_register_one_scan_and_refuse_it_twice(vanthu, office: Path) -> None:
    scan = vanthu("--office", office, "inbox", "--json").json[0]["scan"]
    assert vanthu("--office", office, "register", scan, "--json").json[0]["scan"] == scan
    again = vanthu("--office", office, "register", scan)
    assert again.status == 1
    assert again.err.startswith("vanthu: ")
    assert "Traceback" not in again.err
    assert again.err.count("\n") == 1


def test_void_keeps_the_number(vanthu, office: Path) -> None:
    first = vanthu("--office", office, "register", "--sure", "--json").json[0]
    assert vanthu("--office", office, "void", first["letter"], "--reason", "Nhầm văn bản").status == 0
    row = next(r for r in vanthu("--office", office, "letters", "--json").json if r["letter"] == first["letter"])
    assert row["state"] == "void"
    assert row["arrival_number"] == first["arrival_number"]
    again = vanthu("--office", office, "register", first["scan"], "--json").json[0]
    assert again["arrival_number"] > first["arrival_number"]


def test_void_needs_a_reason(vanthu, office: Path) -> None:
    first = vanthu("--office", office, "register", "--sure", "--json").json[0]
    assert vanthu("--office", office, "void", first["letter"]).status == 2
    assert vanthu("--office", office, "void", first["letter"], "--reason", "  ").status == 1


def test_letter_task_progress_and_search(vanthu, office: Path) -> None:
    vanthu("--office", office, "register", "--sure")
    letters = vanthu("--office", office, "letters", "--json").json
    row = next(r for r in letters if r["symbol"] == "SNV-CCHC")
    whole = vanthu("--office", office, "letter", row["letter"], "--json").json
    assert {"fields", "references", "directives", "tasks", "history"} <= set(whole)
    assert any(r["number"] == "87" for r in whole["references"])
    directive = next(d for d in whole["directives"] if d["path"] == "2-a")
    people = vanthu("--office", office, "people", "--json").json
    lead, partner = people[5], people[6]
    given = vanthu(
        "--office", office, "assign", directive["directive"], "--to", lead["person"], "--with", partner["name"],
        "--due", "2026-12-01", "--product", "Danh mục", "--json",
    ).json  # fmt: skip
    task = given["task"]
    assert given["lead"] == lead["name"]
    assert given["partners"] == [partner["name"]]
    assert given["due_on"] == "2026-12-01"
    rows = vanthu("--office", office, "tasks", "--week", "2026-W49", "--json").json
    assert [r["task"] for r in rows] == [task]
    assert (
        vanthu("--office", office, "progress", task, "--note", "Đã gửi", "--done", "--reply", "12/BC-UBND").status == 0
    )
    [done] = vanthu("--office", office, "tasks", "--person", lead["name"], "--json").json
    assert done["status"] == "done_on_time"
    assert done["reply"] == "12/BC-UBND"
    hits = vanthu("--office", office, "search", "cai cach hanh chinh", "--json").json
    assert row["letter"] in {h["letter"] for h in hits}
    assert vanthu("--office", office, "search", "1846/snv", "--json").json[0]["letter"] == row["letter"]


def test_assign_a_whole_letter(vanthu, office: Path) -> None:
    first = vanthu("--office", office, "register", "--sure", "--json").json[0]
    person = vanthu("--office", office, "people", "--json").json[0]
    given = vanthu("--office", office, "assign", first["letter"], "--to", person["uid"], "--title", "Trả lời", "--json")
    assert given.json["letter"] == first["letter"]


def test_overdue_is_counted_from_the_day_asked(vanthu, office: Path) -> None:
    from datetime import datetime

    first = vanthu("--office", office, "register", "--sure", "--json").json[0]
    vanthu("--office", office, "assign", first["letter"], "--to", "P1", "--due", "2026-11-25")
    assert vanthu("--office", office, "tasks", "--overdue", "--json").json == []
    late = vanthu("--office", office, "tasks", "--overdue", "--json", now=datetime(2026, 11, 30, 9)).json
    assert [row["days_late"] for row in late] == [5]


@pytest.mark.parametrize("report", ["weekly-sheets", "weekly-summary", "register", "overdue"])
def test_print(vanthu, office: Path, tmp_path: Path, report: str) -> None:
    vanthu("--office", office, "register", "--sure")
    file = tmp_path / f"{report}.pdf"
    result = vanthu("--office", office, "print", report, "-o", file, "--week", "2026-W47")
    assert result.status == 0, result.err
    assert file.read_bytes().startswith(b"%PDF")
    assert result.out == ""


def test_print_an_ending_the_form_does_not_have(vanthu, office: Path, tmp_path: Path) -> None:
    result = vanthu("--office", office, "print", "weekly-sheets", "-o", tmp_path / "a.png")
    assert result.status == 1
    assert result.err.startswith("vanthu: ")


def test_backup_restore_check(vanthu, office: Path, tmp_path: Path) -> None:
    vanthu("--office", office, "register", "--sure")
    before = vanthu("--office", office, "letters", "--json").json
    file = tmp_path / "sao lưu.vanthu"
    assert vanthu("--office", office, "backup", file).status == 0
    assert vanthu("restore", file, "--to", tmp_path / "mới").status == 0
    assert vanthu("--office", tmp_path / "mới", "letters", "--json").json == before
    report = vanthu("--office", tmp_path / "mới", "check", "--json")
    assert report.status == 0, report.out
    assert report.json["ok"] is True
    counts = report.json["accounting"]
    assert (
        counts["taken_in"] == counts["registered"] + counts["waiting"] + counts["duplicate"] + counts["refused"] == 11
    )


def test_demo_does_the_main_job(vanthu, tmp_path: Path) -> None:
    result = vanthu("demo", tmp_path / "thử", "--no-window")
    assert result.status == 0, result.err
    files = sorted(p.name for p in (tmp_path / "thử" / "prints").iterdir())
    assert any(name.startswith("weekly-sheets") for name in files)
    assert "window.png" in files


def test_usage_errors_end_with_2(vanthu, tmp_path: Path) -> None:
    assert vanthu("no-such-command").status == 2
    assert vanthu("--office", tmp_path / "x", "new").status == 2
    assert vanthu("tasks", "--week", "2026-99").status == 2


def test_what_is_no_office_is_told_in_one_line(vanthu, tmp_path: Path) -> None:
    for language in ("vi", "en"):
        result = vanthu("--office", tmp_path / "nothing", "--lang", language, "letters")
        assert result.status == 1
        assert result.err.startswith("vanthu: ")
        assert result.err.count("\n") == 1
        assert result.out == ""


def test_a_bug_is_logged_and_told_without_traceback(vanthu, office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from desktop.services import inbox

    def broken(_office: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(inbox, "waiting", broken)
    result = vanthu("--office", office, "inbox")
    assert result.status == 1
    assert "Traceback" not in result.err
    assert "ZeroDivisionError" in (office / "logs" / "vanthu.log").read_text(encoding="utf-8")


def test_a_sample_office_with_a_full_register(vanthu, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.services.sample.write_scans", lambda *_: [])
    place = tmp_path / "large"
    assert vanthu("--office", place, "new", "--sample", "--letters", 40).status == 0
    rows = vanthu("--office", place, "letters", "--json").json
    assert sorted(row["arrival_number"] for row in rows if row["arrived_on"].startswith("2026")) != []
    assert vanthu("--office", place, "check").status == 0
    assert vanthu("--office", tmp_path / "other", "new", "--name", "X", "--letters", 5).status == 2


def test_a_scan_of_a_letter_that_is_there_gets_no_second_number(vanthu, office: Path) -> None:
    vanthu("--office", office, "register", "--all", "--json")
    rows = vanthu("--office", office, "inbox", "--json").json
    letter = vanthu("--office", office, "letters", "--json").json[0]
    for row in rows:
        refused = vanthu("--office", office, "same", row["scan"], letter["letter"])
        assert refused.status == 1
        assert "Traceback" not in refused.err
    assert vanthu("--office", office, "check", "--json").json["ok"]
