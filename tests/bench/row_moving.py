"""Moving in and out: a register of years imported from Excel, the whole office exported to a workbook."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

from desktop.services import export, import_register, letters
from tests.bench.frame import Bench, Figure, new_office, open_office, seconds


def run(bench: Bench) -> list[Figure]:
    """Beside the import stands reading the same sheet; beside the export, writing the same cells and nothing else."""
    count = 10_000 if bench.short else 100_000
    file = bench.scratch / "register.xlsx"
    with open_office(bench.office(count), read_only=True) as office:
        _write_register(office, file)
        made = bench.scratch / "export.xlsx"
        exported = seconds(lambda: export.export(office, made))
    bare = seconds(lambda: _write(bench.scratch / "bare.xlsx", _cells(made)))
    reading = seconds(lambda: sum(1 for _ in _cells(file)))
    with new_office(bench.scratch / "fresh") as fresh:
        imported = seconds(lambda: _import(fresh, file))
    return [
        Figure(f"import of {count:,} letters from Excel", imported, "s", reading, "reading the sheet"),
        Figure(f"export of {count:,} letters to a workbook", exported, "s", bare, "reading and writing the cells"),
    ]


def _import(office: Any, file: Path) -> None:
    look = import_register.look(office, file)
    plan = import_register.plan(office, file, look.sheet, look.head or 0, look.columns)
    import_register.carry_out(office, plan)


def _write_register(office: Any, file: Path) -> None:
    ids = letters.ids(office, None, "arrival", False)
    heads = (
        "Ngày đến",
        "Số đến",
        "Tác giả",
        "Số, ký hiệu",
        "Ngày văn bản",
        "Tên loại và trích yếu nội dung",
        "Người nhận",
    )
    rows = (
        (
            x.arrived_on,
            x.arrival_number,
            x.issuer,
            f"{x.number}/{x.symbol}",
            x.issued_on,
            f"{x.type} {x.subject}",
            x.handed_to,
        )
        for start in range(0, len(ids), 5_000)
        for x in letters.rows(office, ids[start : start + 5_000])
    )
    _write(file, [heads, *rows])


def _write(file: Path, rows: Iterable[Iterable[Any]]) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Sổ")
    for row in rows:
        sheet.append(list(row))
    book.save(file)


def _cells(file: Path) -> Iterable[tuple[Any, ...]]:
    book = load_workbook(file, read_only=True)
    for sheet in book.worksheets:
        yield from sheet.iter_rows(values_only=True)
