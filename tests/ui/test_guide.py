"""Pages of the guide keep their letters' sizes, whatever size the view comes to while a page is set."""

import pytest
from PySide6.QtGui import QTextFormat

from desktop.ui.help_view import Guide, pages

SIZE_STEP = QTextFormat.Property.FontSizeAdjustment


def outsized(guide: Guide) -> list[str]:
    """Return the words that are set as large as a heading and stand in none."""
    found = []
    block = guide.document().begin()
    while block.isValid():
        if not block.blockFormat().headingLevel():
            texts = [place.fragment() for place in block]
            found += [text.text() for text in texts if text.charFormat().hasProperty(SIZE_STEP)]
        block = block.next()
    return found


@pytest.mark.parametrize("file", pages("vi"), ids=lambda file: file.stem)
def test_only_headings_are_large(qtbot, file):
    guide = Guide()
    qtbot.addWidget(guide)
    guide.show()
    for wide, high in ((900, 700), (700, 500), (1100, 420)):
        guide.resize(wide, high)
        for page in (pages("vi")[0], file, file):
            guide.show_page(page.read_text(encoding="utf-8"), page.parent)
            qtbot.wait(5)
            assert not outsized(guide)
    assert guide.document().idealWidth() <= guide.viewport().width() + 1
