"""The office's own particulars: its name, its rest days."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from db import offices
from desktop.core.errors import RuleError
from desktop.core.records import OfficeInfo
from desktop.core.text import squeeze
from desktop.core.words import tr
from desktop.services.office import Office


def change_office(office: Office, info: OfficeInfo) -> OfficeInfo:
    """Change name, kind, place and superior; RuleError without a name."""
    if not squeeze(info.name):
        raise RuleError("no-name", tr("Tên cơ quan còn trống."), tr("Hãy ghi tên cơ quan."))
    with office.write("change-office") as db:
        new = OfficeInfo(squeeze(info.name), info.kind, squeeze(info.place), squeeze(info.superior), office.info.uid)
        offices.change_office(db, new)
        office.log("edit", "office", 1, old=vars(office.info), new=vars(new))
    office.reload()
    return office.info


def set_holidays(office: Office, year: int, off: Mapping[date, str], working: frozenset[date]) -> None:
    """Replace the rest days (day → name) and working Saturdays of a year.

    Raises RuleError for a day of another year, and for a working day that is not at a weekend.
    """
    for day in (*off, *working):
        if day.year != year:
            raise RuleError("other-year", tr("Ngày {day} không thuộc năm {year}.", day=f"{day:%d/%m/%Y}", year=year))
    for day in working:
        if day.weekday() < 5:
            raise RuleError(
                "not-a-weekend",
                tr("Ngày {day} không phải Thứ Bảy hay Chủ nhật.", day=f"{day:%d/%m/%Y}"),
                tr("Ngày làm bù chỉ ghi cho ngày cuối tuần."),
            )
    with office.write("set-holidays") as db:
        offices.set_holidays(db, year, off, working)
        office.log("edit", "holidays", year, off={str(d): n for d, n in off.items()}, working=sorted(map(str, working)))
    office.reload()
