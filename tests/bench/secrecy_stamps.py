"""Is every page stamped secret refused, and no other? ``python tests/bench/secrecy_stamps.py [--count N] [--first SEED]
[--into DIR] [--quick] [--letters DIR]``

Stamps made-up letters MẬT, TỐI MẬT or TUYỆT MẬT: in red, in faint red or (on a copy) in black, framed or not, level or
slanted, under the number, over the head or over the text, on the first page or a later one, and wears them as scanners,
copiers and phones do; then letters that only speak of secrets, or bear an urgency, an arrival stamp, a table, a title.
Each page is looked at twice: by the quick look before a file is copied, and by the reading (``--quick``: the first
alone). Prints what was missed, what was refused without reason, and what the quick look costs a page. ``--letters``
looks at files that are known to be plain.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_THREAD_LIMIT", "1")
ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "bench")]

import numpy as np  # noqa: E402
import other_letters  # noqa: E402
from PIL import Image, ImageDraw, ImageFont  # noqa: E402
from varied import drawn, worn_pages  # noqa: E402

from desktop.core.errors import SecretLetter  # noqa: E402
from desktop.reading import glance  # noqa: E402
from desktop.reading.raster import READ_DPI  # noqa: E402
from desktop.reading.secrecy import degree_of  # noqa: E402
from desktop.reading.source import Source  # noqa: E402
from desktop.reports.fonts import font_file  # noqa: E402
from desktop.reports.scan_look import DPI, _blend, as_pdf  # noqa: E402

MM = DPI / 25.4
DEGREES = ("MẬT", "TỐI MẬT", "TUYỆT MẬT")
INKS = {"red": ((205, 38, 44), 0.85), "faint": ((214, 60, 70), 0.42), "black": ((30, 30, 30), 0.9)}
WEARS = ("scan", "medium", "heavy", "phone", "photo", "copies")
PLACES = {"number": (48, 78), "text": (60, 82), "right": (165, 62), "top": (55, 12)}
SPEAKS = (
    "V/v tăng cường bảo vệ bí mật nhà nước", "tuân thủ chế độ bảo mật thông tin; Mật độ dân số bình quân 312 người/km2",
    "danh mục tài liệu MẬT được giải mật", "QUY CHẾ BẢO MẬT", "cung cấp mật khẩu; hồ sơ có độ mật",
)  # fmt: skip
PLAIN = ("words", "arrival", "table", "title", "boxed title", "red title")


def face(size: float) -> Any:
    """Return the bold face, ``size`` in points."""
    return ImageFont.truetype(str(font_file("bold")), round(size * DPI / 72))


def stamp(page: Any, text: str, draw: random.Random, ink: str, framed: bool, place: str = "") -> Any:
    """Stamp a word on a page, somewhere in its head, slanted or not."""
    size = draw.uniform(13, 18)
    font = face(size)
    width, height = round(font.getlength(text) + 6 * MM), round(size * DPI / 72 + 4.5 * MM)
    plate = Image.new("L", (width, height), 0)
    pen = ImageDraw.Draw(plate)
    if framed:
        pen.rectangle((2, 2, width - 3, height - 3), outline=255, width=draw.choice((3, 4, 5)))
    pen.text((width / 2, height / 2), text, fill=255, font=font, anchor="mm")
    slant = draw.choice((0, draw.uniform(-4, 4), draw.uniform(-12, 12), draw.uniform(-22, 22)))
    turned = plate.rotate(slant, expand=True, resample=Image.Resampling.BICUBIC)
    x, y = PLACES[place or draw.choice(tuple(PLACES))]
    colour, force = INKS[ink]
    left, top = round(x * MM - turned.width / 2), max(4, round(y * MM - turned.height / 2))
    return _blend(page, np.array(turned), left, top, colour, force)


def arrival(page: Any, draw: random.Random) -> Any:
    """Stamp an arrival stamp under the head's left half."""
    plate = Image.new("L", (round(56 * MM), round(24 * MM)), 0)
    pen = ImageDraw.Draw(plate)
    pen.rectangle((2, 2, plate.width - 3, plate.height - 3), outline=255, width=3)
    pen.text((plate.width / 2, 4 * MM), "CÔNG VĂN ĐẾN", fill=255, font=face(11), anchor="mm")
    for row, text in enumerate(("Số: ……………", "Ngày: …/…/2026"), 1):
        pen.text((3 * MM, (4 + 7 * row) * MM), text, fill=255, font=face(10), anchor="lm")
    turned = plate.rotate(draw.uniform(-5, 5), expand=True, resample=Image.Resampling.BICUBIC)
    return _blend(page, np.array(turned), round(25 * MM), round(70 * MM), INKS["red"][0], 0.8)


def table(page: Any, draw: random.Random) -> Any:
    """Draw a table that counts secret papers by degree: its heads are the degrees, alone in their cells."""
    plate = Image.new("L", (round(160 * MM), round(36 * MM)), 0)
    pen = ImageDraw.Draw(plate)
    heads = ("STT", "ĐƠN VỊ", *DEGREES, "MẬT ĐỘ")
    widths = (14, 28, 24, 28, 36, 29)
    left = 0.0
    for head, width in zip(heads, widths, strict=True):
        for row in range(4):
            box = (left * MM, row * 9 * MM, min(plate.width - 2, (left + width) * MM), min(35.5, (row + 1) * 9) * MM)
            pen.rectangle(box, outline=255, width=2)
            text = head if row == 0 else str(draw.randrange(90))
            pen.text(((left + width / 2) * MM, (row * 9 + 4.5) * MM), text, fill=255, font=face(11), anchor="mm")
        left += width
    page[round(75 * MM) : round(114 * MM), round(15 * MM) : round(200 * MM)] = 255
    return _blend(page, np.array(plate), round(25 * MM), round(76 * MM), (0, 0, 0), 1.0)


def titled(page: Any, draw: random.Random, kind: str) -> Any:
    """Write a title that speaks of secrets where a stamp may stand, framed or in red as a form's is."""
    text = draw.choice(("BÍ MẬT", "BẢO MẬT", "MẬT ĐỘ", "MẬT KHẨU", "MẶT TRẬN", "GIẢI MẬT", "THÂN MẬT"))
    if kind == "title":
        text = draw.choice(("QUY CHẾ BẢO MẬT", "DANH MỤC BÍ MẬT", "MẬT ĐỘ DÂN SỐ"))
    ink = "black" if kind == "boxed title" else "red" if kind == "red title" else "black"
    return stamp(page, text, draw, ink, kind != "title" and draw.random() < 0.8, "right")


def case(seed: int, secret: bool) -> tuple[str, bytes]:
    """Return what a page is, and the page as a scan."""
    draw = random.Random(seed)
    _, letter = other_letters.other(seed)
    letter = replace(letter, subject="rà soát, thống kê số liệu năm 2026", urgency="" if secret else letter.urgency)
    wear = WEARS[seed % len(WEARS)]
    later = (seed // 18) % 2 == 1 and seed % 3 == 0
    if not secret:
        letter = replace(letter, subject=draw.choice(SPEAKS[:1]), body=(*SPEAKS[1:], *letter.body))
        letter = replace(letter, urgency=draw.choice(("", "KHẨN", "HỎA TỐC", "THƯỢNG KHẨN")))
    pdf, places = other_letters.render(letter)
    pages = drawn(pdf)
    if later and len(pages) == 1:
        pages.append(drawn(other_letters.render(replace(letter, left=letter.left[:1], own=0))[0])[0])
    at = len(pages) - 1 if later else 0
    if secret:
        ink = "black" if wear == "copies" else draw.choice(("red", "red", "faint", "black"))
        framed = draw.random() < 0.65
        degree = DEGREES[seed // len(WEARS) % 3]
        place = draw.choice(tuple(PLACES))
        framed = framed or (ink == "black" and place != "top")
        pages[at] = stamp(pages[at], degree, draw, ink, framed, place)
        told = f"{degree} {ink} {'framed' if framed else 'bare'} {place} {wear}"
    else:
        kind = PLAIN[(seed + seed // 6) % len(PLAIN)]
        pages[at] = dressed(pages[at], kind, draw)
        told = f"plain {kind} {letter.urgency or '-'} {wear}"
    return told + (" later" if later else ""), as_pdf(worn_pages(pages, letter, places, wear, seed))


def dressed(page: Any, kind: str, draw: random.Random) -> Any:
    """Return a plain page with what may be taken for a stamp."""
    if kind == "words":
        return page
    if kind in ("arrival", "table"):
        return {"arrival": arrival, "table": table}[kind](page, draw)
    return titled(page, draw, kind)


def cases(folder: Path, first: int, count: int) -> Iterator[tuple[str, bool, Path]]:
    """Yield what each page is, whether it is secret, and its file; files that are there are taken as they are."""
    for seed in range(first, first + count):
        for secret in (True, False):
            start = f"{seed:03d}_{'secret' if secret else 'plain'}_"
            file = next(iter(folder.glob(start + "*.pdf")), None)
            if file is None:
                told, data = case(seed, secret)
                file = folder / f"{start}{told.replace(' ', '~')}.pdf"
                file.write_bytes(data)
            yield file.stem.replace("~", " "), secret, file


def glanced(file: Path) -> str | None:
    """Return what the quick look tells of a file, None for a plain one."""
    try:
        glance.look(file)
    except SecretLetter as error:
        return str(error)
    return None


def read(file: Path) -> str | None:
    """Return what the reading tells of a file's pages, None for plain ones."""
    with Source(file) as source:
        found = (degree_of(source.page(number)) for number in range(1, source.pages + 1))
        return next((degree for degree in found if degree), None)


def cost(files: list[Path]) -> float:
    """Return the CPU milliseconds of the quick look a page, besides rendering."""
    spent, pages = 0.0, 0
    for file in files:
        with Source(file) as source:
            for number in range(1, source.pages + 1):
                if source.embedded_text(number) is not None:
                    continue
                picture = source.file.render(number, READ_DPI)
                start = time.process_time()
                glance.stamped(picture)
                spent, pages = spent + time.process_time() - start, pages + 1
    return 1000 * spent / max(1, pages)


def main() -> None:
    """Make, look, count."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--count", type=int, default=36, help="how many of each")
    options.add_argument("--first", type=int, default=0)
    options.add_argument("--into", type=Path, help="folder to write the pages to, kept and used again")
    options.add_argument("--quick", action="store_true", help="the quick look alone")
    options.add_argument("--letters", type=Path, nargs="*", default=[], help="folders of plain letters")
    given = options.parse_args()
    glance.warm_look()
    looks = {"quick look": glanced} if given.quick else {"quick look": glanced, "reading": read}
    seen: Counter[tuple[str, bool, bool]] = Counter()
    with tempfile.TemporaryDirectory() as name:
        folder = given.into or Path(name)
        folder.mkdir(parents=True, exist_ok=True)
        made = list(cases(folder, given.first, given.count))
        made += [(file.name, False, file) for place in given.letters for file in sorted(place.iterdir())]
        for told, secret, file in made:
            for how, look in looks.items():
                found = look(file)
                right = (found is not None) == secret
                seen[how, secret, right] += 1
                if not right:
                    print(f"{told}, {how}: told as {found}", flush=True)
        print(f"quick look: {cost([file for _, _, file in made]):.0f} ms CPU a page besides rendering")
    for how in looks:
        for secret, kind in ((True, "stamped"), (False, "plain")):
            right = seen[how, secret, True]
            print(f"{how}: {right} of {right + seen[how, secret, False]} {kind} right")


if __name__ == "__main__":
    main()
