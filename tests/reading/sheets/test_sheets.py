"""Weekly sheets that come back: told by their code, read box by box, whatever pen, scanner and feeder did to them."""

from __future__ import annotations

import io
from typing import Any

import cv2
import numpy as np
import pytest
from PIL import Image as Pictures

from desktop.core.readings_json import reading_from_json, reading_to_json, reading_to_storage
from desktop.reading.reader import read_file
from desktop.reading.sheets.boxes import judged
from desktop.reading.sheets.finding import find_code

BOXES = ("done", "doing", "stuck", "none")


def filled(paper: Any, page: Any, code: Any, pen: str, seed: int, *, write: bool = True) -> tuple[Any, dict[int, str]]:
    """Mark every row of a page, each another box in another style; write beside every other one."""
    marked = page.copy()
    writer = paper.Writer(np.random.default_rng(seed), paper.PENS[pen])
    truth = {}
    for n, row in enumerate(code.rows):
        box = BOXES[(n + seed) % 4]
        if box != "none":
            writer.mark(marked, code, n, box, paper.STYLES[(n + seed) % len(paper.STYLES)])
        if write and n % 2 == 0:
            writer.write(marked, code, n)
        truth[row.task_id] = box
    return marked, truth


@pytest.mark.parametrize(
    ("pen", "how"),
    [
        ("ballpoint", {"dpi": 150, "skew": 2.0, "noise": 10.0}),
        ("pencil", {"dpi": 200, "turn": 2, "shade": 0.2, "skew": -1.5}),
        ("gel", {"dpi": 300, "copied": True, "turn": 1}),
        ("red", {"dpi": 150, "turn": 3, "scale": 0.97, "clip": 8.0, "shift": (1.5, -2.0)}),
    ],
)
def test_boxes_are_read_right_from_bad_scans(paper: Any, printed: Any, tmp_path: Any, pen: str, how: Any) -> None:
    scanner = paper.Scanner(seed=3, **how)
    truth: dict[int, str] = {}
    scans = []
    for n, (page, code) in enumerate(printed):
        marked, boxes = filled(paper, page, code, pen, n + 1)
        truth |= boxes
        scans.append(paper.scanned(marked, scanner))
    reading = read_file(paper.save(scans, tmp_path / "scan.pdf", scanner))
    assert reading.letters == ()
    assert reading.returned is not None
    assert [page.code for page in reading.returned.pages] == [code for _, code in printed]
    read = {row.task_id: row.mark for page in reading.returned.pages for row in page.rows}
    wrong = {task: (mark, truth[task]) for task, mark in read.items() if mark not in (truth[task], "unclear")}
    assert wrong == {}
    assert sum(read[task] == box for task, box in truth.items()) >= len(truth) - 1
    written = [bool(row.picture) for page in reading.returned.pages for row in page.rows]
    assert written == [n % 2 == 0 for _, code in printed for n in range(len(code.rows))]
    assert set(reading.rotations) == {(-90 * how.get("turn", 0)) % 360}


def test_the_writing_is_kept_as_a_picture_of_its_lines(paper: Any, printed: Any, tmp_path: Any) -> None:
    page, code = printed[0]
    marked, _ = filled(paper, page, code, "ballpoint", 1)
    scanner = paper.Scanner(turn=2)
    returned = paper.read_sheets(paper.save([paper.scanned(marked, scanner)], tmp_path / "a.jpg", scanner))
    row = returned.pages[0].rows[0]
    picture = np.asarray(Pictures.open(io.BytesIO(row.picture)).convert("L"))
    high, wide = picture.shape
    assert 2.0 < wide / high < 4.5
    assert (picture < 128).mean() > 0.01
    assert len(row.picture) < 20_000
    upright = np.rot90(paper.scanned(marked, scanner), -returned.pages[0].turn // 90)
    tall, across = upright.shape[:2]
    box = row.boxes
    inside = upright[int(box.y0 * tall) : int(box.y1 * tall), int(box.x0 * across) : int(box.x1 * across)]
    assert inside.min() < 120


def test_a_reading_of_sheets_survives_its_json(paper: Any, printed: Any, tmp_path: Any) -> None:
    page, code = printed[0]
    marked, _ = filled(paper, page, code, "gel", 2)
    reading = read_file(paper.save([marked], tmp_path / "a.png", paper.Scanner(dpi=300)))
    again = reading_from_json(reading_to_storage(reading))
    assert again.returned.pages[0].code == reading.returned.pages[0].code
    assert [row.picture for row in again.returned.pages[0].rows] == [r.picture for r in reading.returned.pages[0].rows]
    assert reading_to_json(reading)["kind"] == "sheet"
    assert reading_to_json(reading)["letters"] == []


def test_an_unmarked_sheet_has_no_mark(paper: Any, printed: Any, tmp_path: Any) -> None:
    scanner = paper.Scanner(noise=12.0, copied=True, seed=5)
    scans = [paper.scanned(page, scanner) for page, _ in printed]
    returned = paper.read_sheets(paper.save(scans, tmp_path / "a.tif", scanner))
    rows = [row for page in returned.pages for row in page.rows]
    assert {row.mark for row in rows} == {"none"}
    assert not any(row.picture for row in rows)
    assert [page.notes for page in returned.pages] == [None] * len(returned.pages)


def test_difficulties_written_in_part_three_are_kept_as_a_picture(paper: Any, printed: Any, tmp_path: Any) -> None:
    page, code = printed[-1]
    assert code.notes is not None
    marked = page.copy()
    paper.Writer(np.random.default_rng(4)).note(marked, code)
    scanner = paper.Scanner(dpi=150, turn=2, skew=1.0, seed=6)
    file = paper.save([paper.scanned(marked, scanner)], tmp_path / "a.jpg", scanner)
    [found] = paper.read_sheets(file).pages
    picture = np.asarray(Pictures.open(io.BytesIO(found.notes.picture)).convert("L"))
    assert (picture < 128).mean() > 0.003
    assert not any(row.picture for row in found.rows)
    assert 0.1 < found.notes.place.x0 < found.notes.place.x1 < 0.95
    again = reading_from_json(reading_to_storage(read_file(file))).returned.pages[0]
    assert again.notes.picture == found.notes.picture


@pytest.mark.parametrize("corner", ["left", "foot"])
def test_a_torn_corner_is_told_and_the_rest_is_read(paper: Any, printed: Any, tmp_path: Any, corner: str) -> None:
    page, code = printed[0]
    marked, truth = filled(paper, page, code, "ballpoint", 2)
    high, wide = marked.shape[:2]
    reach = round(35 * paper.FINE)
    tip = {"left": (0, 0), "foot": (wide, high)}[corner]
    torn = np.array([tip, (abs(tip[0] - reach), tip[1]), (tip[0], abs(tip[1] - reach))], np.int32)
    cv2.fillPoly(marked, [torn], (60, 60, 60))  # the scanner's lid shows through
    scanner = paper.Scanner(skew=1.2, seed=3)
    [found] = paper.read_sheets(paper.save([paper.scanned(marked, scanner)], tmp_path / "a.jpg", scanner)).pages
    assert found.corners == 3
    wrong = {row.task_id: row.mark for row in found.rows if row.mark not in (truth[row.task_id], "unclear")}
    assert wrong == {}
    assert all(row.confidence < 0.97 for row in found.rows)


def test_sheets_lie_anywhere_among_letters(paper: Any, printed: Any, letter_pages: Any, tmp_path: Any) -> None:
    sheet, code = printed[0]
    marked, truth = filled(paper, sheet, code, "gel", 1)
    blank = np.full_like(sheet, 250)
    scanner = paper.Scanner(seed=2)
    order = [*letter_pages, marked, blank, *letter_pages, printed[1][0]]
    heads: list[Any] = []
    file = paper.save([paper.scanned(page, scanner) for page in order], tmp_path / "batch.pdf", scanner)
    reading = read_file(file, on_head=heads.append)
    assert [page.page for page in reading.returned.pages] == [2, 5]
    assert [(letter.first_page, letter.last_page) for letter in reading.letters] == [(1, 1), (4, 4)]
    assert [letter.text("symbol") for letter in reading.letters] == ["UBND-KTTH", "UBND-KTTH"]
    assert reading.returned.loose == ()
    assert {row.task_id: row.mark for row in reading.returned.pages[0].rows} == truth
    assert [bool(text) for text in reading.page_texts] == [True, False, False, True, False]
    assert len(heads) == 1
    assert reading_to_json(reading)["kind"] == "mixed"


def test_pages_that_are_no_sheets_are_told(paper: Any, printed: Any, tmp_path: Any) -> None:
    page, code = printed[0]
    spoilt = page.copy()
    place = paper.FINE
    left = round((210 - 15 - 30) * place)
    top = round(code.code_top * place)
    cv2.line(spoilt, (left, top), (left + round(30 * place), top + round(30 * place)), (0, 0, 0), 90)
    letter = np.full_like(page, 255)
    for y in range(300, 2400, 60):
        cv2.putText(letter, "Uy ban nhan dan xa An Binh nhan duoc", (300, y), 0, 1.6, (20, 20, 20), 3)
    blank = np.full_like(page, 250)
    scanner = paper.Scanner()
    scans = [paper.scanned(each, scanner) for each in (page, blank, spoilt, letter)]
    reading = read_file(paper.save(scans, tmp_path / "a.pdf", scanner))
    returned = reading.returned
    assert reading.letters == ()
    assert [found.page for found in returned.pages] == [1]
    assert [(found.page, found.why) for found in returned.loose] == [(3, "code"), (4, "other")]


def test_a_letter_is_no_sheet(paper: Any, printed: Any, tmp_path: Any) -> None:
    page, _ = printed[0]
    letter = np.full_like(page, 255)
    for y in range(300, 2400, 60):
        cv2.putText(letter, "Uy ban nhan dan xa An Binh nhan duoc", (300, y), 0, 1.6, (20, 20, 20), 3)
    other = cv2.QRCodeEncoder.create().encode("https://example.vn/vb/2167")
    letter[300:700, 1800:2200] = cv2.resize(other, (400, 400), interpolation=cv2.INTER_NEAREST)[..., None]
    assert paper.read_sheets(paper.save([letter], tmp_path / "a.png", paper.Scanner(dpi=300))) is None
    assert find_code(cv2.cvtColor(letter, cv2.COLOR_RGB2GRAY)) is None


@pytest.mark.parametrize(
    ("ink", "mark"),
    [
        ((0.0, 0.0, 0.0), "none"),
        ((0.2, 0.0, 0.0), "done"),
        ((0.0, 0.12, 0.03), "doing"),
        ((0.0, 0.0, 0.9), "stuck"),
        ((0.2, 0.15, 0.0), "unclear"),
        ((0.03, 0.0, 0.0), "unclear"),
    ],
)
def test_two_boxes_or_a_speck_are_for_a_person_to_say(ink: Any, mark: str) -> None:
    assert judged(ink)[0] == mark
