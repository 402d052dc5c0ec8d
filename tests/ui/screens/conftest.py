"""A real office in a temporary folder with made-up letters, and the real workers between it and the screens."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPageSize, QPainter, QPdfWriter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.core.assignments import Assignment
from desktop.core.readings import Box, Deadline, DirectiveReading, FieldReading, LetterReading, Reading, Reference
from desktop.core.records import Letter, OfficeInfo, Person, Scan, Task
from desktop.services import assign, directives, inbox, people, register, tasks
from desktop.services.new import create_office
from desktop.services.office import Office
from desktop.ui.context import UiContext
from desktop.workers.jobs import Jobs

NOW = datetime(2026, 11, 20, 8, 30)
LONG_NAME = "Công Tằng Tôn Nữ Nguyễn Phước Hoàng Phương Thảo Nguyên"


class Made:
    """Makes rows of a made-up office."""

    def __init__(self, office: Office, take_in: Callable[[Office, Path], Scan]) -> None:
        self.office = office
        self._take_in = take_in
        self.folk: dict[str, Person] = {person.name: person for person in people.people(office)}

    def paper(self, **values: Any) -> Letter:
        whole = {
            "issuer": "Sở Y tế tỉnh An Giang",
            "number": "1987",
            "symbol": "SYT-NVY",
            "issued_on": "2026-11-16",
            "type": "Công văn",
            "subject": "tăng cường phòng, chống dịch sốt xuất huyết trên địa bàn",
        }
        arrived = values.pop("arrived_on", date(2026, 11, 18))
        return register.register_by_hand(self.office, {**whole, **values}, arrived_on=arrived)

    def scanned(self, name: str = "cong-van.pdf", *, deadline: Deadline | None = None, **values: str) -> Letter:
        """Register a letter of two pages with four directives, one dated (or by ``deadline``) and for the commune."""
        scan = self.scan(name, deadline=deadline, **values)
        return register.register(self.office, scan)

    def scan(self, name: str = "cong-van.pdf", *, deadline: Deadline | None = None, **values: str) -> int:
        file = self.office.scan_folder / name
        write_pdf(file, name)
        scan = self._take_in(self.office, file)
        inbox.store_reading(self.office, scan.id, reading(name, scan.sha256, values, deadline))
        return scan.id

    def task(self, title: str, lead: str = "Đỗ Văn Kinh", due: date | None = None, **more: Any) -> Task:
        work = Assignment(title=title, lead_id=self.folk[lead].id, due_on=due, **more)
        return assign.assign(self.office, [work])[0]

    def give(self, letter: Letter, due: date | None = None) -> list[Task]:
        found = directives.proposals(self.office, letter.id)
        ticked = [p.assignment for p in found if p.ticked]
        lead = self.folk["Đỗ Văn Kinh"].id
        return assign.assign(
            self.office, [Assignment(**{**vars(a), "lead_id": lead, "due_on": due or a.due_on}) for a in ticked]
        )

    def progress(self, task: Task, note: str, **more: Any) -> Task:
        return tasks.report_progress(self.office, task.id, note, **more)


def add_people(office: Office) -> None:
    units = {unit.name: unit.id for unit in people.units(office)}
    for name, title, unit, role in (
        ("Trần Văn Chính", "Chủ tịch", "Lãnh đạo Ủy ban nhân dân", "chairman"),
        ("Phạm Thị Hòa", "Phó Chủ tịch", "Lãnh đạo Ủy ban nhân dân", "deputy"),
        ("Lê Thị Thư", "Văn thư", "Văn phòng HĐND và UBND", "clerk"),
        ("Đỗ Văn Kinh", "Trưởng phòng", "Phòng Kinh tế", "head"),
        ("Nguyễn Thị Lúa", "Chuyên viên", "Phòng Kinh tế", "officer"),
        (LONG_NAME, "Chuyên viên", "Phòng Văn hóa - Xã hội", "officer"),
    ):
        people.add_person(office, name, title, units[unit], cast(Any, role))


def reading(name: str, digest: str, values: dict[str, str], due: Deadline | None = None) -> Reading:
    texts = {
        "system": "state",
        "issuer": "Ủy ban nhân dân tỉnh An Giang",
        "number": "2167",
        "symbol": "UBND-KTTH",
        "issued_on": "2026-11-12",
        "type": "Công văn",
        "subject": "đẩy nhanh tiến độ cấp giấy chứng nhận quyền sử dụng đất lần đầu",
        **values,
    }
    fields = {
        key: FieldReading(value, 0.99, 1, Box(0.1, 0.05 + 0.03 * place, 0.5, 0.075 + 0.03 * place))
        for place, (key, value) in enumerate(texts.items())
    }
    deadline = due or Deadline("trước ngày 30/11/2026", "before_date", "2026-11-29", "2026-11-27", "2026-11-30")
    found = (
        directive("1", "container", "Ủy ban nhân dân các xã, phường, đặc khu:", 0.1),
        directive(
            "1-a", "dated", "Rà soát các thửa đất chưa được cấp giấy, báo cáo trước ngày 30/11/2026.", 0.2, deadline
        ),
        directive("1-b", "standing", "Niêm yết công khai thủ tục tại Trung tâm Phục vụ hành chính công.", 0.3),
        directive("2", "standing", "Sở Nông nghiệp và Môi trường tổng hợp, báo cáo.", 0.4, None, "no"),
    )
    cited = (Reference("Chỉ thị", "05", "CT-TTg", "2026-01-15", "Thủ tướng Chính phủ", "Chỉ thị số 05/CT-TTg"),)
    letter = LetterReading(1, 2, fields, cited, found)
    return Reading(name, digest, 2, "embedded", (letter,), True, ("trang một", "trang hai"))


def directive(
    path: str, kind: Any, text: str, top: float, deadline: Deadline | None = None, concerns: Any = "yes"
) -> DirectiveReading:
    return DirectiveReading(
        path=path,
        parent="1" if "-" in path else None,
        marker="",
        kind=kind,
        text=text,
        addressees=("UBND các xã, phường, đặc khu",),
        deadline=deadline,
        concerns_commune=concerns,
        page=2,
        box=Box(0.1, top, 0.9, top + 0.06),
    )


def write_pdf(file: Path, words: str) -> None:
    writer = QPdfWriter(str(file))
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(20, 20, 20, 20))
    painter = QPainter(writer)
    painter.drawText(200, 400, f"ỦY BAN NHÂN DÂN · {words}")
    writer.newPage()
    painter.drawText(200, 400, "Trang hai: các chỉ đạo")
    painter.end()


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office without letters, with the standard units and six people; made once, copied for each test."""
    place = tmp_path_factory.mktemp("screens") / "office"
    info = OfficeInfo("ỦY BAN NHÂN DÂN XÃ AN BÌNH", "xã", "An Bình", "ỦY BAN NHÂN DÂN TỈNH AN GIANG")
    with create_office(place, info, clock=lambda: NOW) as made:
        add_people(made)
    return place


@pytest.fixture
def folder(template: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(template, tmp_path / "office"))


@pytest.fixture
def jobs(folder: Path, qapp: QApplication) -> Iterator[Jobs]:
    there = Jobs(folder, clock=lambda: NOW, actor="Lê Thị Thư")
    yield there
    there.close()


@pytest.fixture
def office(folder: Path) -> Iterator[Office]:
    """The office beside the window, as another program would have it open."""
    there = Office.open(folder, clock=lambda: NOW, actor="Lê Thị Thư")
    yield there
    there.close()


@pytest.fixture
def made(office: Office, take_in: Callable[[Office, Path], Scan]) -> Made:
    return Made(office, take_in)


class Told(UiContext):
    """A context that remembers what was said and which failures were shown."""

    def __init__(self, jobs: Jobs, folder: Path, info: OfficeInfo) -> None:
        super().__init__(jobs, cast(Any, None), folder, info)
        self.said: list[str] = []
        self.failures: list[Exception] = []
        self.toast_wanted.connect(lambda text, _action: self.said.append(str(text)))
        self.error_wanted.connect(self.failures.append)


@pytest.fixture
def context(jobs: Jobs, folder: Path, office: Office, qtbot: QtBot) -> Iterator[Told]:
    """What the screens are given; a failure that the test did not take out of ``failures`` fails it."""
    there = Told(jobs, folder, office.info)
    yield there
    there.pages.close()
    there.backups.close()
    there.deleteLater()  # its actions hold what they call
    jobs.deleteLater()
    assert not there.failures, there.failures
