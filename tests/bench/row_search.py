"""Search: the first 50 hits, ranked, with titles and snippets, beside the bare FTS5 query on the same table."""

from __future__ import annotations

import statistics
from typing import Any

from db import search_hits as index
from desktop.core.text import fold
from desktop.services import search
from tests.bench.frame import Bench, Figure, medians, open_office

#: words that stand in one letter of a thousand, of a hundred, of ten, nearly everywhere; a number; a word begun
QUERIES = (
    "mai táng phí cho cựu chiến binh",
    "chuyển đổi số cấp xã",
    "phòng cháy, chữa cháy rừng",
    "Sở Nông nghiệp",
    "UBND tỉnh",
    "1234/UBND",
    "tuyển q",
)
#: The bare query: as many ranked rows and nothing of what they say.
BARE = "SELECT rowid, rank FROM search WHERE search MATCH ? ORDER BY rank LIMIT 50"


def run(bench: Bench) -> list[Figure]:
    """Measure every query with accents and without at every size."""
    found = []
    for letters in bench.sizes:
        with open_office(bench.office(letters), read_only=True) as office:
            for words, queries in (("with accents", QUERIES), ("without", tuple(map(fold, QUERIES)))):
                found += _figures(bench, office, f"search, {letters:,} letters, {words}", queries)
    return found


def _figures(bench: Bench, office: Any, work: str, queries: tuple[str, ...]) -> list[Figure]:
    times = {query: _measure(bench, office, query) for query in queries}
    ranked, whole, bare = (statistics.median(each) for each in zip(*times.values(), strict=True))
    slowest = max(times, key=lambda query: times[query][1])
    each = "; ".join(f"«{q}» {r * 1e3:.1f}, {w * 1e3:.1f}, {b * 1e3:.1f}" for q, (r, w, b) in times.items())
    note = f"the slowest is «{slowest}»; ms ranked, with titles, bare: {each}; median with titles {whole * 1e3:.1f}"
    return [
        Figure(f"{work}: 50 ranked hits", ranked * 1e3, "ms", bare * 1e3, "bare FTS5", 1.5, "×"),
        Figure(f"{work}: with titles, slowest query", times[slowest][1] * 1e3, "ms", most=50.0, note=note),
    ]


def _measure(bench: Bench, office: Any, query: str) -> tuple[float, float, float]:
    """Seconds of the ranked rows, of the hits as they are shown, of the bare query, which gives ranked rows too."""
    match = index.query(query)
    ranked, whole, bare = medians(
        bench.rounds,
        lambda: index.find(office.db, query, 50),
        lambda: search.search(office, query),
        lambda: office.db.all(BARE, (match,)),
    )
    return ranked, whole, bare
