"""How well weekly sheets are read when they come back: ``python -m tests.bench.sheets [count]``.

Sheets of a made-up office are marked with random pens in random styles, written on, and scanned badly at 150, 200 and
300 dpi, some photocopied, upside down or sideways, each by a random scanner of its own. Prints for each resolution how
many sheets were recognised, how many boxes were read right, said to be unclear, and read wrong; then whether the
letters that lie beside the repository, if they do, are left alone.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_THREAD_LIMIT", "1")

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import cv2  # noqa: E402
import numpy as np  # noqa: E402

from desktop.core.calendar import Week  # noqa: E402
from desktop.core.records import OfficeInfo, Person, Task  # noqa: E402
from desktop.core.weekly import WeeklySheet  # noqa: E402
from desktop.reading.sheets.finding import find_code  # noqa: E402
from desktop.reports.furniture import Imprint  # noqa: E402
from desktop.reports.weekly_sheets import weekly_sheets  # noqa: E402
from tests.reading.sheets import paper as kit  # noqa: E402

LETTERS = ROOT.parent / "shared" / "letters"
DPI = (150, 200, 300)


def printed() -> list[tuple[Any, Any]]:
    """Return pages of sheets with few and many tasks, each with its code."""
    office = OfficeInfo("ỦY BAN NHÂN DÂN XÃ AN BÌNH", "xã", "An Bình", "", "0f8fad5bd9cb469fa16570867728950e")
    pages = []
    for who, count in enumerate((4, 9, 16), 1):
        person = Person(who, f"7c9e6679742540de944b{who:012d}", f"Nguyễn Văn {'ABC'[who - 1]}", "Chuyên viên")
        tasks = [
            Task(who * 1000 + n, f"t{n}", "Rà soát, báo cáo " + "kết quả kiểm tra các thôn " * (n % 4 + 1), who, person.name,
                 due_on=date(2026, 11, 18) + timedelta(days=n % 3), last_note="Đang tổng hợp" if n % 3 else "")
            for n in range(count)
        ]  # fmt: skip
        sheet = WeeklySheet(person, Week(2026, 47), tuple(tasks[: count // 2 + 1]), tuple(tasks[count // 2 + 1 :]))
        pages += kit.pages_of(weekly_sheets(Imprint(office, date(2026, 11, 16)), [sheet]))
    codes = [find_code(cv2.cvtColor(page, cv2.COLOR_RGB2GRAY)) for page in pages]
    return [(page, found.code) for page, found in zip(pages, codes, strict=True) if found and found.code.rows]


def one(page: Any, code: Any, seed: int, folder: Path) -> Counter[str]:
    """Mark, scan and read one page; return what came of it."""
    rng = np.random.default_rng(seed)
    copied = seed % 5 == 4
    pen = "gel" if copied and seed % 4 == 2 else list(kit.PENS)[seed % 4]
    writer = kit.Writer(rng, kit.PENS[pen])
    marked = page.copy()
    truth: dict[int, tuple[str, bool]] = {}
    for n, row in enumerate(code.rows):
        box = str(rng.choice(["done", "doing", "stuck", "none"]))
        if box != "none":
            writer.mark(marked, code, n, box, str(rng.choice(kit.STYLES)))
        wrote = bool(rng.random() < 0.5) and row.bottom - row.write_top > 3
        if wrote:
            writer.write(marked, code, n)
        truth[row.task_id] = box, wrote
    how = kit.rough(seed, dpi=DPI[seed % 3], copied=copied, turn=(0, 2, 0, 1, 3)[seed % 5])
    file = kit.save([kit.scanned(marked, how)], folder / f"{seed}.jpg", how)
    begin = time.perf_counter()
    returned = kit.read_sheets(file)
    took = time.perf_counter() - begin
    told: Counter[str] = Counter({"sheets": 1, "ms": round(took * 1000)})
    if returned is None or not returned.pages:
        return told + Counter({"lost": 1})
    for row in returned.pages[0].rows:
        box, wrote = truth[row.task_id]
        told["right" if row.mark == box else "unclear" if row.mark == "unclear" else "wrong"] += 1
        told["writing right" if bool(row.picture) == wrote else "writing wrong"] += 1
        if row.mark not in (box, "unclear"):
            print(f"  wrong: seed {seed} {how.dpi} dpi {pen} {'copied ' if copied else ''}{box} → {row.mark}")
    return told


def letters_left_alone() -> None:
    """Tell whether real letters are taken for sheets, and how long that question takes."""
    files = sorted(LETTERS.rglob("*.pdf"))[:60] if LETTERS.is_dir() else []
    begin, taken = time.perf_counter(), 0
    for path in files:
        taken += kit.read_sheets(path) is not None
    if files:
        spent = (time.perf_counter() - begin) / len(files) * 1000
        print(f"letters: {len(files)}, taken for sheets: {taken}, {spent:.0f} ms each")


def main(count: int) -> None:
    pages = printed()
    by_dpi: dict[int, Counter[str]] = {dpi: Counter() for dpi in DPI}
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(count):
            page, code = pages[seed % len(pages)]
            by_dpi[DPI[seed % 3]] += one(page, code, seed, Path(folder))
    for dpi, told in by_dpi.items():
        boxes = told["right"] + told["unclear"] + told["wrong"]
        print(
            f"{dpi} dpi: sheets {told['sheets']}, recognised {told['sheets'] - told['lost']}; boxes {boxes}, right"
            f" {told['right']}, unclear {told['unclear']}, wrong {told['wrong']}; writing found rightly"
            f" {told['writing right']}/{boxes}; {told['ms'] / max(1, told['sheets']):.0f} ms a sheet"
        )
    letters_left_alone()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 60)
