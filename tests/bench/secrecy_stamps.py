"""Is every page stamped secret refused, and no other? ``python tests/bench/secrecy_stamps.py [--count N] [--first SEED]``

Stamps made-up letters MẬT, TỐI MẬT or TUYỆT MẬT: in red, in faint red or (on a copy) in black, framed or not, level or
slanted, under the number or over the right half of the head, and wears them as scanners, copiers and phones do; then
letters that only speak of secrets, or bear an urgency. Prints what was missed and what was refused without reason.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
from collections import Counter
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

from desktop.reading.secrecy import degree_of  # noqa: E402
from desktop.reading.source import Source  # noqa: E402
from desktop.reports.fonts import font_file  # noqa: E402
from desktop.reports.scan_look import DPI, _blend, as_pdf  # noqa: E402

MM = DPI / 25.4
DEGREES = ("MẬT", "TỐI MẬT", "TUYỆT MẬT")
INKS = {"red": ((205, 38, 44), 0.85), "faint": ((214, 60, 70), 0.42), "black": ((30, 30, 30), 0.9)}
WEARS = ("scan", "medium", "heavy", "phone", "photo", "copies")
SPEAKS = (
    "V/v tăng cường bảo vệ bí mật nhà nước", "tuân thủ chế độ bảo mật thông tin; Mật độ dân số bình quân 312 người/km2",
    "danh mục tài liệu MẬT được giải mật", "QUY CHẾ BẢO MẬT", "cung cấp mật khẩu; hồ sơ có độ mật",
)  # fmt: skip


def stamp(page: Any, text: str, draw: random.Random, ink: str, framed: bool) -> Any:
    """Stamp a word on a page, somewhere in its head, slanted or not."""
    size = draw.uniform(13, 18)
    font = ImageFont.truetype(str(font_file("bold")), round(size * DPI / 72))
    width, height = round(font.getlength(text) + 6 * MM), round(size * DPI / 72 + 4.5 * MM)
    plate = Image.new("L", (width, height), 0)
    pen = ImageDraw.Draw(plate)
    if framed:
        pen.rectangle((2, 2, width - 3, height - 3), outline=255, width=draw.choice((3, 4, 5)))
    pen.text((width / 2, height / 2), text, fill=255, font=font, anchor="mm")
    turned = plate.rotate(draw.choice((0, 0, draw.uniform(-4, 4), draw.uniform(-22, 22))), expand=True)
    x, y = draw.choice(((48, 78), (60, 82), (165, 62), (55, 12)))
    colour, force = INKS[ink]
    left, top = round(x * MM - turned.width / 2), max(4, round(y * MM - turned.height / 2))
    return _blend(page, np.array(turned), left, top, colour, force)


def case(seed: int, secret: bool) -> tuple[str, bytes]:
    """Return what a page is, and the page as a scan."""
    draw = random.Random(seed)
    _, letter = other_letters.other(seed)
    letter = replace(letter, subject="rà soát, thống kê số liệu năm 2026", urgency="" if secret else letter.urgency)
    wear = WEARS[seed % len(WEARS)]
    if not secret:
        letter = replace(letter, subject=draw.choice(SPEAKS[:1]), body=(*SPEAKS[1:], *letter.body))
        letter = replace(letter, urgency=draw.choice(("", "KHẨN", "HỎA TỐC", "THƯỢNG KHẨN")))
    pdf, places = other_letters.render(letter)
    pages = drawn(pdf)
    told = f"plain {wear}"
    if secret:
        ink = "black" if wear == "copies" else draw.choice(("red", "red", "faint"))
        framed = draw.random() < 0.7
        degree = DEGREES[seed // len(WEARS) % 3]
        pages[0] = stamp(pages[0], degree, draw, ink, framed)
        told = f"{degree} {ink} {'framed' if framed else 'bare'} {wear}"
    return told, as_pdf(worn_pages(pages, letter, places, wear, seed))


def main() -> None:
    """Make, read, count."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--count", type=int, default=36, help="how many of each")
    options.add_argument("--first", type=int, default=0)
    options.add_argument("--keep", type=Path, help="folder to write the missed pages to")
    given = options.parse_args()
    seen: Counter[tuple[str, bool]] = Counter()
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "page.pdf"
        for seed in range(given.first, given.first + given.count):
            for secret in (True, False):
                told, data = case(seed, secret)
                file.write_bytes(data)
                with Source(file) as source:
                    found = degree_of(source.page(1))
                right = (found is not None) == secret
                seen[("secret" if secret else "plain"), right] += 1
                if not right:
                    print(f"{seed} {told}: told as {found}")
                    if given.keep:
                        (given.keep / f"s{seed}_{secret}.pdf").write_bytes(data)
    for kind in ("secret", "plain"):
        print(f"{kind}: {seen[kind, True]} of {given.count} right")


if __name__ == "__main__":
    main()
