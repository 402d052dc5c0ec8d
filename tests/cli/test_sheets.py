"""The paper's way round by commands alone: print the week, scan it back, confirm."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from tests.reading.sheets import paper

NOW = datetime(2026, 11, 20, 8, 30)


def test_a_printed_week_comes_back_by_the_scanner(vanthu: Any, tmp_path: Path) -> None:
    from desktop.reading.sheets.finding import find_code

    office = tmp_path / "office"
    assert vanthu("--office", office, "new", "--name", "UBND XÃ AN BÌNH").status == 0
    _give_work(office)
    pdf = tmp_path / "week.pdf"
    assert vanthu("--office", office, "print", "weekly-sheets", "-o", pdf, "--person", "Duyên").status == 0
    page = paper.pages_of(pdf.read_bytes())[0]
    code = find_code(cv2.cvtColor(page, cv2.COLOR_RGB2GRAY)).code
    writer = paper.Writer(np.random.default_rng(1))
    writer.mark(page, code, 0, "done", "tick")
    writer.mark(page, code, 1, "stuck", "cross")
    writer.write(page, code, 1)
    scanner = paper.Scanner(dpi=150, turn=2, skew=1.0)
    paper.save([paper.scanned(page, scanner)], office / "scans" / "phieu.pdf", scanner)

    [row] = vanthu("--office", office, "intake", "--once", "--json").json
    assert (row["kind"], row["state"], row["letters"]) == ("sheet", "ready", 0)
    plan = vanthu("--office", office, "sheet", row["scan"], "--json").json
    [sheet] = plan["sheets"]
    assert sheet["name"] == "Trần Thị Mỹ Duyên"
    assert [(item["task"], item["box"], item["written"]) for item in sheet["items"]] == [
        ("T1", "done", False),
        ("T2", "stuck", True),
    ]
    assert "Trang 1 quét ngược, đã xoay lại." in sheet["problems"]

    done = vanthu("--office", office, "sheet", row["scan"], "--confirm", "--json")
    assert [(task["task"], task["status"]) for task in done.json] == [("T1", "done_on_time"), ("T2", "under_way")]
    again = vanthu("--office", office, "sheet", row["scan"], "--confirm")
    assert again.status == 1
    assert "đã được ghi nhận" in again.err
    assert vanthu("--office", office, "inbox", "--json").json == []
    check = vanthu("--office", office, "check", "--json").json
    assert check["ok"]
    assert check["accounting"]["registered"] == 1


def test_a_letter_is_no_sheet(vanthu: Any, office: Path) -> None:
    scan = next(row for row in vanthu("--office", office, "inbox", "--json").json if row["kind"] == "letter")
    refused = vanthu("--office", office, "sheet", scan["scan"])
    assert refused.status == 1
    assert "không phải phiếu tuần" in refused.err


def test_print_takes_the_further_options(vanthu: Any, office: Path, tmp_path: Path) -> None:
    vanthu("--office", office, "register", "--all")
    slip = vanthu("--office", office, "print", "handling-slip", "-o", tmp_path / "a.pdf", "--empty")
    stamp = vanthu(
        "--office", office, "print", "arrival-stamp", "-o", tmp_path / "b.pdf", "--letter", "L1", "--corner", "top-left"
    )
    first = vanthu("--office", office, "print", "register", "-o", tmp_path / "c.pdf", "--new")
    again = vanthu("--office", office, "print", "register", "-o", tmp_path / "d.pdf", "--new")
    assert (slip.status, stamp.status, first.status, again.status) == (0, 0, 0, 1)
    assert "Không có gì mới" in again.err


def _give_work(folder: Path) -> None:
    from datetime import date

    from desktop.services import people
    from desktop.services.assign import Assignment, assign
    from desktop.services.office import Office

    with Office.open(folder, clock=lambda: NOW) as office:
        unit = people.units(office)[0].id
        officer = people.add_person(office, "Trần Thị Mỹ Duyên", "Chuyên viên", unit, "officer")
        assign(office, [Assignment(f"Báo cáo số {n}", officer.id, due_on=date(2026, 11, 20)) for n in (1, 2)])
