"""Could a small model read numbers written by hand? ``python tests/bench/handwriting.py [--pairs FOLDER=GOLD …] [--seed N]``

Trains a small network (edges of 28 x 28 pixels, one hidden layer, numpy alone) on digits made here: strokes and free
handwriting faces, bent, slanted, thinned and thickened; where scikit-learn is installed, on its 1797 small scanned digits
too. Then cuts the number cell of letters whose gold says it was written by hand, parts it into strokes, reads them, and
prints how many digits and whole numbers are right, and how many are wrong though each digit was told with 0.9 or more.

Nothing of it is shipped. Measured: of other made digits 98 % right; of 17 real letters 13 cells part into as many strokes
as there are digits, 30 of their 35 digits and 8 whole numbers are right, and of 11 numbers told with 0.9 or more 4 are
wrong (a 1 with a long upstroke is a 4 or 7, a crossed 7 falls apart, a faint first digit is lost). A wrong number that
nobody doubts is the worst there is, and as a suggestion it would be wrong every other time: the strip is shown instead.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_THREAD_LIMIT", "1")
ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import cv2  # noqa: E402
import numpy as np  # noqa: E402
from PIL import Image, ImageDraw, ImageFont  # noqa: E402

from desktop.reading import fields  # noqa: E402
from desktop.reading.source import Source  # noqa: E402
from desktop.reports.scan_look import _DIGITS, _smooth  # noqa: E402

LETTERS = ROOT.parent / "shared" / "letters"
FACES = ("dkg.ttf", "breipfont.ttf", "femkeklaver.ttf", "Breip.ttf", "Z003-MediumItalic.otf", "Tinos-Italic.ttf")
SIDE, INNER = 28, 20
SURE = 0.9
Picture = Any


def faces() -> list[str]:
    """Return the handwriting-like faces that are installed."""
    return [str(f) for f in Path("/usr/share/fonts").rglob("*") if f.name in FACES]


def fitted(ink: Picture) -> Picture:
    """Return a digit (white on black) in the middle of a square, as large as fits."""
    rows, columns = np.flatnonzero(ink.max(axis=1) > 60), np.flatnonzero(ink.max(axis=0) > 60)
    if not rows.size or not columns.size:
        return np.zeros((SIDE, SIDE), np.uint8)
    cut = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    scale = INNER / max(cut.shape)
    size = (max(1, round(cut.shape[1] * scale)), max(1, round(cut.shape[0] * scale)))
    small = cv2.resize(cut, size, interpolation=cv2.INTER_AREA)
    out = np.zeros((SIDE, SIDE), np.uint8)
    y, x = (SIDE - small.shape[0]) // 2, (SIDE - small.shape[1]) // 2
    out[y : y + small.shape[0], x : x + small.shape[1]] = small
    return out


def stroked(digit: str, rng: np.random.Generator) -> Picture:
    """Draw a digit as a pen would, its points shaken."""
    page = np.zeros((96, 96), np.uint8)
    for stroke in _DIGITS[digit]:
        points = [(px + rng.normal(0, 0.035), py + rng.normal(0, 0.035)) for px, py in stroke]
        curve = _smooth(points) * (60 * rng.uniform(0.7, 1.1), 64)
        fixed = np.round((curve + 16) * 16).astype(np.int32).reshape(-1, 1, 2)
        cv2.polylines(page, [fixed], False, 255, int(rng.integers(3, 10)), cv2.LINE_AA, 4)
    return page


def lettered(digit: str, face: str, rng: np.random.Generator) -> Picture:
    """Draw a digit in a face."""
    plate = Image.new("L", (120, 120), 0)
    font = ImageFont.truetype(face, 72)
    ImageDraw.Draw(plate).text((60, 60), digit, fill=255, font=font, anchor="mm", stroke_width=int(rng.integers(0, 3)))
    return np.array(plate)


def bent(ink: Picture, rng: np.random.Generator) -> Picture:
    """Slant, turn, stretch and warp a digit."""
    height, width = ink.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), rng.uniform(-14, 14), 1.0)
    turn[0, 1] += rng.uniform(-0.35, 0.15)
    moved = cv2.warpAffine(ink, turn, (width, height))
    reach = rng.uniform(0, 5)
    grid = [cv2.resize(rng.normal(0, reach, (4, 4)).astype(np.float32), (width, height)) for _ in "xy"]
    xs, ys = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    warped = cv2.remap(moved, xs + grid[0], ys + grid[1], cv2.INTER_LINEAR)
    return cv2.GaussianBlur(warped, (0, 0), rng.uniform(0.4, 1.6))


def made(count: int, rng: np.random.Generator) -> tuple[list[Picture], list[int]]:
    """Return made digits and what they are."""
    known = faces()
    pictures, labels = [], []
    for n in range(count):
        digit = str(n % 10)
        drawn = lettered(digit, str(rng.choice(known)), rng) if known and n % 3 else stroked(digit, rng)
        pictures.append(fitted(bent(drawn, rng)))
        labels.append(n % 10)
    return pictures, labels


def scanned() -> tuple[list[Picture], list[int]]:
    """Return scikit-learn's small digits, where it is installed."""
    try:
        from sklearn.datasets import load_digits
    except ImportError:
        return [], []
    data = load_digits()
    large = [
        cv2.resize((d * 16).clip(0, 255).astype(np.uint8), (64, 64), interpolation=cv2.INTER_CUBIC) for d in data.images
    ]
    return [fitted(d) for d in large], [int(t) for t in data.target]


def features(pictures: list[Picture]) -> Picture:
    """Return for each picture how strongly its edges run in eight directions, in each of 7 x 7 fields."""
    rows = []
    for picture in pictures:
        grey = cv2.GaussianBlur(picture, (0, 0), 0.8).astype(np.float32) / 255
        dx, dy = cv2.Sobel(grey, cv2.CV_32F, 1, 0), cv2.Sobel(grey, cv2.CV_32F, 0, 1)
        force, angle = cv2.cartToPolar(dx, dy)
        bins = np.floor(angle / (2 * np.pi) * 8).astype(int) % 8
        planes = np.stack([np.where(bins == b, force, 0) for b in range(8)])
        fields_of = planes.reshape(8, 7, 4, 7, 4).sum(axis=(2, 4)).ravel()
        rows.append(
            np.concatenate([fields_of / (np.linalg.norm(fields_of) + 1e-6), cv2.resize(grey, (7, 7)).ravel() / 7])
        )
    return np.array(rows, np.float32)


@dataclass
class Net:
    """One hidden layer, trained by Adam on the cross-entropy."""

    weights: list[Picture]

    def shares(self, rows: Picture) -> Picture:
        """Return for each row the share of each digit."""
        first, bias, second, offset = self.weights
        out = np.maximum(rows @ first + bias, 0) @ second + offset
        out = np.exp(out - out.max(axis=1, keepdims=True))
        return out / out.sum(axis=1, keepdims=True)


def trained(pictures: list[Picture], labels: list[int], rng: np.random.Generator, rounds: int = 40) -> Net:
    """Return a network trained on these pictures."""
    rows, wanted = features(pictures), np.eye(10, dtype=np.float32)[labels]
    size, hidden = rows.shape[1], 96
    weights = [rng.normal(0, (2 / size) ** 0.5, (size, hidden)), np.zeros(hidden)]
    weights += [rng.normal(0, (2 / hidden) ** 0.5, (hidden, 10)), np.zeros(10)]
    means, squares, step = [np.zeros_like(w) for w in weights], [np.zeros_like(w) for w in weights], 0
    for _ in range(rounds):
        order = rng.permutation(len(rows))
        for start in range(0, len(rows), 128):
            some = order[start : start + 128]
            step += 1
            for at, slope in enumerate(slopes(weights, rows[some], wanted[some])):
                means[at] += 0.1 * (slope - means[at])
                squares[at] += 0.001 * (slope**2 - squares[at])
                moved = (means[at] / (1 - 0.9**step)) / (np.sqrt(squares[at] / (1 - 0.999**step)) + 1e-8)
                weights[at] -= 0.002 * moved
    return Net(weights)


def slopes(weights: list[Picture], rows: Picture, wanted: Picture) -> list[Picture]:
    """Return the slope of the cross-entropy for each weight."""
    first, bias, second, _ = weights
    inner = np.maximum(rows @ first + bias, 0)
    error = (Net(weights).shares(rows) - wanted) / len(rows)
    back = (error @ second.T) * (inner > 0)
    return [rows.T @ back, back.sum(axis=0), inner.T @ error, error.sum(axis=0)]


def told(net: Net, pictures: list[Picture]) -> list[tuple[int, float]]:
    """Return for each picture the digit and how sure."""
    shares = net.shares(features(pictures))
    return [(int(row.argmax()), float(row.max())) for row in shares]


def cells(folder: Path, gold: Path) -> Iterator[tuple[str, str, Picture]]:
    """Yield name, number and the picture of its cell for each scan whose number was written by hand."""
    for scan in sorted(folder.iterdir()):
        answers = next((f for s in (scan.stem, scan.stem.split("__")[0]) if (f := gold / f"{s}.json").is_file()), None)
        known = json.loads(answers.read_text(encoding="utf-8")) if answers else {}
        if "number" not in known.get("handwritten", ()):
            continue
        with Source(scan) as source:
            box = fields.head(source.page(1), source)["number"].box
            if box is not None:
                raster = source._rasters.get(1)
                x0, y0, x1, y1 = raster.pixels(box, 0.03)
                yield scan.stem, known["fields"]["number"], raster.colour(x0, y0, x1, y1)


def strokes(cell: Picture) -> list[Picture]:
    """Part a number cell into digits: connected ink as tall as digits are, the slash at the end and the colon left out."""
    grey = cv2.resize(cell.min(axis=2), None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)
    ink = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)[1]
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink)
    height = ink.shape[0]
    tall = sorted((n for n in range(1, count) if stats[n, 3] > 0.3 * height), key=lambda n: stats[n, 0])
    kept = [n for n in tall if stats[n, 2] < 3 * stats[n, 3]]
    if kept and _is_slash(labels == kept[-1], stats[kept[-1]]):
        kept.pop()
    return [fitted(np.where(labels == n, 255, 0).astype(np.uint8)) for n in kept]


def _is_slash(mask: Picture, stat: Picture) -> bool:
    """A slash is narrow, straight and leans to the right."""
    ys, xs = np.nonzero(mask)
    lean = float(np.corrcoef(xs, ys)[0, 1]) if len(set(xs)) > 2 else 0.0
    return bool(stat[2] < 0.6 * stat[3] and lean < -0.8)


def main() -> None:
    """Train, read, print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument(
        "--pairs", nargs="*", default=[f"{LETTERS}/real={LETTERS}/gold-real", f"{LETTERS}/scans={LETTERS}/gold"]
    )
    options.add_argument("--made", type=int, default=12000, help="how many digits to make")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--verbose", action="store_true")
    given = options.parse_args()
    rng = np.random.default_rng(given.seed)
    pictures, labels = made(given.made, rng)
    more, named = scanned()
    net = trained(pictures + more, labels + named, rng)
    held, right = made(1000, np.random.default_rng(given.seed + 1))
    share = np.mean([d == want for (d, _), want in zip(told(net, held), right, strict=True)])
    print(f"trained on {len(labels)} made and {len(named)} scanned digits; of 1000 other made ones {share:.3f} right")
    for pair in given.pairs:
        report(net, *map(Path, pair.split("=")), verbose=given.verbose)


def report(net: Net, folder: Path, gold: Path, *, verbose: bool) -> None:
    """Print the figures of one set."""
    counts = dict.fromkeys(("numbers", "parted", "digits", "digits right", "right", "sure", "sure and wrong"), 0)
    for name, want, cell in cells(folder, gold):
        parts = strokes(cell)
        said = told(net, parts) if parts else []
        have, sure = "".join(str(d) for d, _ in said), min((s for _, s in said), default=0.0)
        counts["numbers"] += 1
        counts["right"] += have == want
        counts["sure"] += sure >= SURE
        counts["sure and wrong"] += sure >= SURE and have != want
        if len(have) == len(want):
            counts["parted"] += 1
            counts["digits"] += len(want)
            counts["digits right"] += sum(a == b for a, b in zip(have, want, strict=True))
        if verbose:
            print(f"  {name}: {want} read as {have} ({sure:.2f})")
    print(f"{folder.name}: " + ", ".join(f"{key} {value}" for key, value in counts.items()))


if __name__ == "__main__":
    main()
