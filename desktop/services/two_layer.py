"""The two-layer PDF (image and invisible text) of scans: made in the background after reading, or when it is asked for.

It is made in a reading process, within its limits, since it opens a stranger's file. A PDF that carries its own text
needs none.
"""

from __future__ import annotations

from pathlib import Path

from desktop.core.errors import NotFound
from desktop.core.names import full_symbol
from desktop.core.os_errors import storage_error
from desktop.core.page_words import words_to_json
from desktop.core.readings import Reading
from desktop.core.records import Letter, Scan
from desktop.core.words import say, tr
from desktop.reading.process import Job, Pool
from desktop.services import derived, inbox, letters, restricted
from desktop.services.office import Office

PDF = "application/pdf"


def archive_copy(office: Office, letter_id: int) -> Path:
    """Return a letter's file with text that can be searched and selected, made now if need be: the two-layer PDF of
    its pages, or the original where that is a PDF with text of its own.

    Raises NotFound for a letter without a scan or one that is still being read, UnreadableScan for a damaged file,
    StorageError for the disk or without a fitting font.
    """
    letter = letters.letter(office, letter_id)
    if letter.scan_id is None:
        raise NotFound("no-scan", tr("Văn bản này không có bản quét."), tr("Hãy quét văn bản rồi đăng ký lại."))
    scan = inbox.scan(office, letter.scan_id)
    original, reading = inbox.scan_file(office, scan.id), inbox.reading(office, scan.id)
    if reading is None or not reading.complete:
        raise NotFound("not-read", tr("Văn bản này chưa được đọc xong."), tr("Hãy thử lại sau ít phút."))
    if has_own_text(scan, reading):
        return original
    span = _span(letter, scan)
    target = derived.two_layer_file(office, scan.sha256, span)
    if not target.is_file():
        with Pool(1, warm=None) as pool:
            pool.run(job(office, scan, reading, key=scan.id, span=span, letter=letter))
    return target


def save_archive_copy(office: Office, letter_id: int, file: Path) -> Path:
    """Write a letter's archive copy to ``file``, which appears whole or not at all; raises what ``archive_copy`` does."""
    from desktop.reports.output import write_whole  # the PDF library is loaded when a file is made

    copy = archive_copy(office, letter_id)
    try:
        data = copy.read_bytes()
    except OSError as error:
        raise storage_error(error, copy) from error
    restricted.looked_at(office, [letter_id], "save", file=file.name)
    return write_whole(file, data)


def background_job(office: Office, scan_id: int, key: int) -> Job | None:
    """Return the job that makes a scan's two-layer PDF when nothing else waits; None when there is nothing to do."""
    scan, reading = inbox.scan(office, scan_id), inbox.reading(office, scan_id)
    if scan.path is None or scan.state != "ready" or reading is None or not reading.complete:
        return None
    if not reading.letters:  # weekly sheets that came back, blank paper
        return None
    if has_own_text(scan, reading) or derived.two_layer_file(office, scan.sha256).is_file():
        return None
    return job(office, scan, reading, key=key)


def still_wanted(office: Office, scan_id: int) -> bool:
    """Tell whether a scan is still kept; if not, what was made of it meanwhile is deleted."""
    scan = inbox.scan(office, scan_id)
    if scan.path is not None and scan.state == "ready":
        return True
    derived.forget(office, scan.sha256)
    return False


def has_own_text(scan: Scan, reading: Reading) -> bool:
    """Tell whether the original is a PDF whose text was good enough to be read from."""
    return scan.media == PDF and reading.text_source in ("embedded", "none")


def job(
    office: Office,
    scan: Scan,
    reading: Reading,
    *,
    key: int,
    span: tuple[int, int] | None = None,
    letter: Letter | None = None,
) -> Job:
    """Return the job that writes the two-layer PDF of a scan, or of the pages ``span`` of it."""
    target = derived.two_layer_file(office, scan.sha256, span)
    try:
        target.parent.mkdir(exist_ok=True)
    except OSError as error:
        raise storage_error(error, target.parent) from error
    first, last = span or (1, max(1, reading.pages))
    title, author = _told(letter, reading, scan)
    options = {
        "target": str(target),
        "words": {
            n: words_to_json(page) for n, page in inbox.page_words(office, scan.id).items() if first <= n <= last
        },
        "rotations": list(reading.rotations),
        "first": first,
        "last": last,
        "title": title,
        "author": author,
        "subject": say("Bản số hóa hai lớp"),
        "at": office.now().isoformat(),
    }
    path = inbox.scan_file(office, scan.id)
    from desktop.reports.two_layer import write_two_layer  # the PDF library is loaded when a file is made

    return Job(key, write_two_layer, path, scan.file, scan.pages, streams=False, options=options, background=True)


def _span(letter: Letter, scan: Scan) -> tuple[int, int] | None:
    """Return the letter's pages, None when they are the whole file (blank backs and annexes included)."""
    if scan.letter_count <= 1 or letter.first_page is None or letter.last_page is None:
        return None
    return letter.first_page, letter.last_page


def _told(letter: Letter | None, reading: Reading, scan: Scan) -> tuple[str, str]:
    """Return title and author as the file tells them."""
    if letter is not None:
        number = full_symbol(letter.number, letter.symbol, letter.system).strip(" /-")
        return " · ".join(part for part in (number, letter.subject) if part) or scan.file, letter.issuer
    issuer = reading.letters[0].text("issuer") if reading.letters else None
    return scan.title or scan.file, issuer or ""
