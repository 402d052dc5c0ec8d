"""Whatever stands on a page, in whatever boxes: fields, directives, deadlines and citations are read or left, never a
fault, and every place told lies on the page."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.core.calendar import WorkCalendar
from desktop.core.readings import Box, LetterReading
from desktop.reading import directives, encodings, fields, secrecy
from desktop.reading.directives.dates import Issued
from desktop.reading.directives.deadlines import find_deadlines
from desktop.reading.directives.recurrence import find_recurrence
from desktop.reading.directives.references import Source, find_references
from desktop.reading.directives.setting import Setting
from desktop.reading.pages import Line, Look, Page, Word

QUICK = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
PIECES = (
    "ỦY BAN NHÂN DÂN", "TỈNH AN LẠC", "Số:", "415/UBND-KT", "Số 12-CV/TU", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "*",
    "ĐẢNG CỘNG SẢN VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "An Bình, ngày 14 tháng 3 năm 2025", "ngày 31 tháng 2 năm 2025",
    "V/v kiểm tra", "Kính gửi:", "- Sở Y tế;", "QUYẾT ĐỊNH", "Nơi nhận:", "- Như trên;", "- Lưu: VT.", "KT. CHỦ TỊCH", "MẬT",
    "PHÓ CHỦ TỊCH", "Đỗ Minh Khuê", "1.", "a)", "-", "+", "I.", "Điều 1.", "UBND các xã", "trước ngày 30/02/2025", "29/2/2024",
    "trong thời hạn 999 ngày làm việc kể từ ngày ký", "trước 99 giờ ngày 45/13/2025", "Quý IX/2025", "tháng 13/2025", "./.",
    "hằng tháng", "theo từng tuần", "chậm nhất ngày 0/0/0000", "sau 0 ngày kể từ ngày ban hành", "năm 9999", "31/12/9999",
    "Công văn số 99999999/UBND ngày 99/99/2025 của", "59/2019/NĐ-CP", "chủ trì, phối hợp với", ":", ";", "…", "/", "\u0301",
)  # fmt: skip

texts = st.one_of(
    st.sampled_from(PIECES),
    st.lists(st.sampled_from(PIECES), max_size=6).map(" ".join),
    st.text(max_size=24),
    st.text(alphabet="0123456789/.-: ngàythángmquýđ", max_size=24),
)
edges = st.floats(0, 1, allow_nan=False, width=32)


@st.composite
def boxes(draw) -> Box:
    x, y = sorted((draw(edges), draw(edges))), sorted((draw(edges), draw(edges)))
    return Box(x[0], y[0], x[1], y[1])


@st.composite
def lines(draw) -> Line:
    """A row of words side by side, as a page gives them; now and then words anywhere."""
    words = [w for w in draw(texts).split() if w] or ["x"]
    if draw(st.booleans()):
        return Line(tuple(Word(w, draw(boxes()), draw(edges)) for w in words[:6]))
    place = draw(boxes())
    step = (place.x1 - place.x0) / len(words)
    row = [Box(place.x0 + n * step, place.y0, place.x0 + (n + 1) * step, place.y1) for n in range(len(words))]
    bold = draw(st.sampled_from((None, True, False)))
    return Line(tuple(Word(w, box, draw(edges)) for w, box in zip(words, row, strict=True)), bold)


@st.composite
def pages(draw) -> list[Page]:
    found = []
    for number in range(1, draw(st.integers(1, 3)) + 1):
        rows = tuple(draw(st.lists(lines(), max_size=14)))
        kind = draw(st.sampled_from(("embedded", "ocr", "none")))
        stamps = tuple((draw(texts), draw(boxes())) for _ in range(draw(st.integers(0, 1))))
        found.append(Page(number, 595.0, 842.0, rows, kind, 0, (), stamps))
    return found


class Again:
    """Looks that see all of the page again, wherever they are asked to look."""

    def __init__(self, found: Sequence[Page]) -> None:
        self.found = found

    def look(self, page: int, box: Box, how: Look = "block") -> Sequence[Line]:
        return self.found[page - 1].lines[:: 2 if how == "sparse" else 1]

    def ink(self, page: int, box: Box) -> float:
        return 0.5


def check(letter: LetterReading, count: int) -> None:
    places = [(f.page, f.box, f.confidence) for f in letter.fields.values()]
    places += [(d.page, d.box, 1.0) for d in letter.directives] + [(r.page, r.box, 1.0) for r in letter.references]
    for page, box, confidence in places:
        assert 0.0 <= confidence <= 1.0
        assert page is None or 1 <= page <= count
        assert box is None or (0 <= box.x0 <= box.x1 <= 1 and 0 <= box.y0 <= box.y1 <= 1), box


@QUICK
@given(pages())
def test_any_page_is_read(found: list[Page]) -> None:
    fields.head(found[0], Again(found))
    for letter in fields.letters(found, Again(found)):
        check(letter, len(found))
        cited, ordered = directives.read_body(found, letter.first_page, letter.last_page, letter.fields, commune="xã")
        check(LetterReading(letter.first_page, letter.last_page, {}, cited, ordered), len(found))
    for page in found:
        secrecy.degree_of(page)


@settings(QUICK, max_examples=200)
@given(
    st.lists(texts, max_size=8).map(" ".join),
    st.sampled_from((None, "2024", "2024-02", "2024-02-29", "9999-12-31", "x")),
)
def test_any_sentence_is_understood_or_left(said: str, issued_on: str | None) -> None:
    setting = Setting(Issued.of(issued_on), WorkCalendar(), find_references([Source(said)]))
    for deadline in find_deadlines(said, setting):
        assert deadline.expression
    find_recurrence(said)


@settings(QUICK, max_examples=200)
@given(st.text(max_size=60), st.sampled_from(("unicode", "tcvn3", "tcvn3-capitals", "vni")), st.text(max_size=20))
def test_any_text_has_an_encoding(text: str, encoding: encodings.Encoding, font: str) -> None:
    encodings.to_unicode(text, encoding)
    assert encodings.of_text(text) in ("unicode", "tcvn3", "vni")
    encodings.of_font(font)
