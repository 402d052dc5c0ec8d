"""The inbox's chooser of the book: there only where there is a choice, by default the book for letters of its kind."""

from __future__ import annotations

from desktop.core.readings import FieldReading
from desktop.services import books, letters
from desktop.ui.inbox_view import InboxView


def open_inbox(context, qtbot, until):
    view = InboxView(context)
    qtbot.addWidget(view)
    view.show()
    context.actions.show_front(view)
    view.shown()
    until(lambda: view.sheet is not None and view.letter.sheet is not None)
    return view


def test_with_one_book_nothing_is_asked(desk, context, make, qtbot, until):
    desk.scan(make())
    assert not open_inbox(context, qtbot, until).letter.book.isVisible()


def test_a_party_letter_is_offered_the_party_book_and_the_clerk_may_choose(desk, context, make, qtbot, until):
    party = books.add_book(desk.office, "Sổ văn bản Đảng", "party")
    more = books.add_book(desk.office, "Sổ đơn thư")
    desk.scan(make(system=FieldReading("party", 0.99, 1)))
    view = open_inbox(context, qtbot, until)
    assert view.letter.book.isVisible()
    assert view.letter.book.currentData() == party.id
    view.letter.book.setCurrentIndex(view.letter.book.findData(more.id))
    view.letter.book.activated.emit(view.letter.book.currentIndex())
    until(lambda: view.sheet.book_id == more.id)
    view.act_register.trigger()
    until(lambda: letters.count(desk.office) == 1)
    assert letters.letter(desk.office, 1).book_id == more.id
