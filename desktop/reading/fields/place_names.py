"""Is the name of a place likely misread? Names of communes are too many to list, but most are made of few syllables: one
that differs from such a syllable by its marks alone («Tấn Lập» for Tân Lập) is rather a slip of every look alike."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from desktop.core.text import fold
from desktop.reading.fields.catalogue import Catalogue

_COMMON = (
    "an bình phú hòa tân long mỹ thạnh thành vĩnh đông tây nam bắc sơn hải hà thủy lộc phước lâm giang châu hưng thọ xuân "
    "trung thượng hạ đại quang quảng trà đức ninh thanh thịnh thuận tiến hiệp hội hồng kim khánh linh minh nghĩa nhơn "
    "phong phương quý sông tam thái thới trường tuy văn vân việt yên đồng điền bàu cẩm cao cát cổ diên duy gia kỳ lạc liên "
    "lý nga nghi ngọc nguyên nhân phổ suối tịnh tràng trực tường vạn vũ đắk krông mường nậm hóa hoa phủ vinh lai lập lâu "
    "lương mộc mai núi đảo bản bảo biên búk cần cư cửu đình định đoài giao hiền hoàng hùng huy kiến la lãng lục mậu nghĩa nhuận "
    "pắc phúc phượng quân quế quới sa sen sĩ tả thắng thiện thuần tĩnh tín tri triệu trạch truông ứng viên võ xá"
)
_RANK = re.compile(
    r"(?:^|\s)(?:tỉnh|thành phố|huyện|quận|thị xã|thị trấn|xã(?! hội)|phường|đặc khu)\s+(.+)$", re.IGNORECASE
)
_PREFIX = re.compile(r"^(?:tp\.?|thành phố|tx\.?|t\.)\s+", re.IGNORECASE)


def unusual(name: str, catalogue: Catalogue) -> bool:
    """Tell whether a place's name holds a syllable that only its marks part from a common one.

    >>> from desktop.reading.fields.catalogue import shipped
    >>> [unusual(name, shipped()) for name in ("Tân Lập", "Tấn Lập", "Hoà Bình", "Krông Búk", "Cần Thơ", "TP. Huế")]
    [False, True, False, False, False, False]
    """
    bare = _PREFIX.sub("", name.strip())
    if any(fold(bare) == folded for folded in catalogue.folded_places.values()):
        return False
    return any(fold(word) in _folded() and _marks(word) not in _known() for word in bare.split())


def unusual_in(body: str, catalogue: Catalogue) -> bool:
    """Tell the same of the place in the name of a body: «ỦY BAN NHÂN DÂN XÃ TẤN LẬP»."""
    found = _RANK.search(body)
    return found is not None and unusual(found.group(1), catalogue)


@cache
def _folded() -> frozenset[str]:
    return frozenset(map(fold, _COMMON.split()))


@cache
def _known() -> frozenset[tuple[str, ...]]:
    return frozenset(map(_marks, _COMMON.split()))


@cache
def _marks(word: str) -> tuple[str, ...]:
    """Return a word's letters and marks, wherever in it the tone stands (HOÀ, HÒA)."""
    parts = unicodedata.normalize("NFD", word.casefold())
    letters = "".join(c for c in parts if not unicodedata.combining(c))
    return (letters, *sorted(c for c in parts if unicodedata.combining(c)))
