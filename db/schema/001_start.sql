-- Schema 1. Days are ISO text, moments ISO text to the second in local time; lists are JSON text.
-- uid is the stable name of a row that may leave this PC; id is its key here.

CREATE TABLE office (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    uid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL CHECK (name <> ''),
    kind TEXT NOT NULL CHECK (kind IN ('xã', 'phường', 'đặc khu')),
    place TEXT NOT NULL,
    superior TEXT NOT NULL,
    created_at TEXT NOT NULL
) STRICT;

CREATE TABLE unit (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL CHECK (name <> ''),
    short_name TEXT NOT NULL DEFAULT '',
    folded TEXT NOT NULL UNIQUE,
    sort INTEGER NOT NULL DEFAULT 0,
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))
) STRICT;

CREATE TABLE person (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL CHECK (name <> ''),
    folded TEXT NOT NULL,
    title TEXT NOT NULL DEFAULT '',
    unit_id INTEGER REFERENCES unit (id),
    role TEXT NOT NULL CHECK (role IN ('chairman', 'deputy', 'head', 'clerk', 'officer')),
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))
) STRICT;
CREATE INDEX person_unit ON person (unit_id);

-- Issuers the clerk has confirmed. Old and other names stand in issuer_alias with the days they were in use.
CREATE TABLE issuer (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL CHECK (name <> ''),
    folded TEXT NOT NULL UNIQUE,
    parent TEXT NOT NULL DEFAULT '',
    system TEXT NOT NULL DEFAULT 'state' CHECK (system IN ('state', 'party', 'council', 'front', 'other')),
    uses INTEGER NOT NULL DEFAULT 0,
    learned_at TEXT NOT NULL,
    valid_from TEXT,
    valid_to TEXT,
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))
) STRICT;

CREATE TABLE issuer_alias (
    id INTEGER PRIMARY KEY,
    issuer_id INTEGER NOT NULL REFERENCES issuer (id),
    name TEXT NOT NULL CHECK (name <> ''),
    folded TEXT NOT NULL,
    valid_from TEXT,
    valid_to TEXT,
    UNIQUE (issuer_id, folded)
) STRICT;
CREATE INDEX issuer_alias_folded ON issuer_alias (folded);

CREATE TABLE book (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL CHECK (name <> ''),
    code TEXT NOT NULL UNIQUE CHECK (code <> ''),
    system TEXT NOT NULL DEFAULT '' CHECK (system IN ('', 'state', 'party', 'council', 'front', 'other')),
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))
) STRICT;

-- system of a book: the letters that go into it unless another book is chosen ('': none in particular).
-- closed_on: from then on no number is given or voided; printed_*: the register's PDF of that day, below the office
-- folder; bound_on: the paper was signed and bound in so many volumes.
CREATE TABLE book_year (
    book_id INTEGER NOT NULL REFERENCES book (id),
    year INTEGER NOT NULL CHECK (year BETWEEN 1900 AND 9999),
    last_number INTEGER NOT NULL DEFAULT 0 CHECK (last_number >= 0),
    closed_on TEXT,
    closed_by TEXT NOT NULL DEFAULT '',
    printed_path TEXT NOT NULL DEFAULT '',
    printed_sha256 TEXT NOT NULL DEFAULT '',
    bound_on TEXT,
    bound_volumes INTEGER CHECK (bound_volumes > 0),
    PRIMARY KEY (book_id, year),
    CHECK (bound_on IS NULL OR (closed_on IS NOT NULL AND bound_volumes IS NOT NULL))
) STRICT, WITHOUT ROWID;

-- Where a volume (quyển) of a book's year begins; the volumes go on with one sequence. A year without rows is one volume.
CREATE TABLE volume (
    book_id INTEGER NOT NULL REFERENCES book (id),
    year INTEGER NOT NULL,
    number INTEGER NOT NULL CHECK (number > 0),
    first_number INTEGER NOT NULL CHECK (first_number > 0),
    started_on TEXT NOT NULL,
    PRIMARY KEY (book_id, year, number),
    UNIQUE (book_id, year, first_number)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER book_year_only_rises BEFORE UPDATE OF last_number ON book_year
WHEN NEW.last_number < OLD.last_number
BEGIN SELECT RAISE(ABORT, 'a number is never given twice'); END;

CREATE TABLE holiday (
    day TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('off', 'working')),
    year INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- path is relative to the office folder; NULL when nothing was kept (secret, duplicate, damaged).
CREATE TABLE scan (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    file TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    size INTEGER NOT NULL CHECK (size >= 0),
    pages INTEGER NOT NULL DEFAULT 0 CHECK (pages >= 0),
    media TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL
        CHECK (state IN ('stored', 'reading', 'ready', 'unreadable', 'duplicate', 'refused')),
    path TEXT,
    received_at TEXT NOT NULL,
    reason TEXT NOT NULL DEFAULT '',
    duplicate_of INTEGER REFERENCES scan (id),
    secret INTEGER NOT NULL DEFAULT 0 CHECK (secret IN (0, 1)),
    dismissed INTEGER NOT NULL DEFAULT 0 CHECK (dismissed IN (0, 1)),
    progress REAL NOT NULL DEFAULT 0,
    letter_count INTEGER NOT NULL DEFAULT 0,
    registered_count INTEGER NOT NULL DEFAULT 0,
    kind TEXT NOT NULL DEFAULT 'letter' CHECK (kind IN ('letter', 'sheet')),
    settled INTEGER NOT NULL DEFAULT 0 CHECK (settled IN (0, 1)),
    whole INTEGER GENERATED ALWAYS AS (
        state NOT IN ('duplicate', 'refused')
        AND (settled OR (letter_count > 0 AND registered_count >= letter_count))
    ) VIRTUAL,
    doubtful INTEGER NOT NULL DEFAULT 0 CHECK (doubtful IN (0, 1)),
    title TEXT NOT NULL DEFAULT '',
    CHECK (state <> 'duplicate' OR duplicate_of IS NOT NULL),
    CHECK (state NOT IN ('stored', 'reading', 'ready') OR path IS NOT NULL),
    CHECK (settled = 0 OR kind = 'sheet'),
    CHECK (kind = 'letter' OR (letter_count = 0 AND registered_count = 0))
) STRICT;
CREATE INDEX scan_hash ON scan (sha256);
CREATE INDEX scan_state ON scan (state, whole);
CREATE INDEX scan_waiting ON scan (id) WHERE dismissed = 0 AND whole = 0;
-- One original per content: the same bytes taken in again are a duplicate.
CREATE UNIQUE INDEX scan_original ON scan (sha256) WHERE state IN ('stored', 'reading', 'ready');

-- The file in the scan folder that a scan came from, as it looked then (place: its path as text, nanoseconds).
-- due: the row stands, the file is still to be put away; away: it was (now_at); left: it stays where it is.
CREATE TABLE scan_source (
    id INTEGER PRIMARY KEY,
    scan_id INTEGER NOT NULL REFERENCES scan (id),
    place TEXT NOT NULL,
    size INTEGER NOT NULL,
    changed_ns INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('due', 'away', 'left')),
    now_at TEXT
) STRICT;
CREATE INDEX scan_source_place ON scan_source (place, id);
CREATE INDEX scan_source_scan ON scan_source (scan_id);

CREATE TABLE scan_reading (
    scan_id INTEGER PRIMARY KEY REFERENCES scan (id),
    value TEXT NOT NULL
) STRICT;

CREATE TABLE scan_text (
    scan_id INTEGER NOT NULL REFERENCES scan (id),
    page INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (scan_id, page)
) STRICT, WITHOUT ROWID;

-- The words of each page with their places, packed (desktop/core/page_words.py): text to select, and the PDF's second
-- layer. Rowids stay, so that what is large lies outside the key's tree.
CREATE TABLE scan_words (
    scan_id INTEGER NOT NULL REFERENCES scan (id),
    page INTEGER NOT NULL,
    words BLOB NOT NULL,
    PRIMARY KEY (scan_id, page)
) STRICT;

-- number_key: folded "number/symbol", by which twins and citations are found. *_sort: Vietnamese dictionary order.
CREATE TABLE letter (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    book_id INTEGER NOT NULL REFERENCES book (id),
    year INTEGER NOT NULL,
    arrival_number INTEGER NOT NULL CHECK (arrival_number > 0),
    arrived_on TEXT NOT NULL,
    system TEXT NOT NULL DEFAULT 'state' CHECK (system IN ('state', 'party', 'council', 'front', 'other')),
    parent_issuer TEXT NOT NULL DEFAULT '',
    issuer TEXT NOT NULL DEFAULT '',
    number TEXT NOT NULL DEFAULT '',
    symbol TEXT NOT NULL DEFAULT '',
    issued_on TEXT NOT NULL DEFAULT '',
    place TEXT NOT NULL DEFAULT '',
    type TEXT NOT NULL DEFAULT '',
    subject TEXT NOT NULL DEFAULT '',
    addressees TEXT NOT NULL DEFAULT '[]',
    recipients TEXT NOT NULL DEFAULT '[]',
    signing_authority TEXT NOT NULL DEFAULT '',
    signer_title TEXT NOT NULL DEFAULT '',
    signer TEXT NOT NULL DEFAULT '',
    urgency TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL DEFAULT 'registered' CHECK (state IN ('registered', 'void')),
    void_reason TEXT NOT NULL DEFAULT '',
    incomplete TEXT NOT NULL DEFAULT '',
    late INTEGER NOT NULL DEFAULT 0 CHECK (late IN (0, 1)),
    scan_id INTEGER REFERENCES scan (id),
    letter_index INTEGER NOT NULL DEFAULT 0,
    first_page INTEGER,
    last_page INTEGER,
    head_only INTEGER NOT NULL DEFAULT 0 CHECK (head_only IN (0, 1)),
    number_key TEXT NOT NULL DEFAULT '',
    issuer_folded TEXT NOT NULL DEFAULT '',
    issuer_sort BLOB NOT NULL DEFAULT x'',
    subject_sort BLOB NOT NULL DEFAULT x'',
    handed_to TEXT NOT NULL DEFAULT '',
    handed_on TEXT,
    registered_at TEXT NOT NULL,
    registered_by TEXT NOT NULL DEFAULT '',
    UNIQUE (book_id, year, arrival_number),
    CHECK (state <> 'void' OR void_reason <> ''),
    CHECK (CAST(substr(arrived_on, 1, 4) AS INTEGER) = year)
) STRICT;
CREATE UNIQUE INDEX letter_once_per_scan ON letter (scan_id, letter_index)
    WHERE state <> 'void' AND scan_id IS NOT NULL;
CREATE INDEX letter_scan ON letter (scan_id);
CREATE INDEX letter_arrival ON letter (year, arrival_number);
CREATE INDEX letter_arrived ON letter (arrived_on);
CREATE INDEX letter_issued ON letter (issued_on);
CREATE INDEX letter_number ON letter (number_key) WHERE number_key <> '';
CREATE INDEX letter_by_issuer ON letter (issuer_sort);
CREATE INDEX letter_by_subject ON letter (subject_sort);
CREATE INDEX letter_incomplete ON letter (id) WHERE incomplete <> '' AND state = 'registered';
CREATE INDEX letter_urgent ON letter (id) WHERE urgency <> '' AND state = 'registered';
CREATE INDEX letter_void ON letter (id) WHERE state = 'void';
CREATE INDEX letter_not_handed ON letter (id) WHERE handed_to = '' AND state = 'registered';
CREATE TRIGGER letter_number_stays BEFORE UPDATE OF book_id, year, arrival_number ON letter
BEGIN SELECT RAISE(ABORT, 'an arrival number never changes'); END;
CREATE TRIGGER letter_stays BEFORE DELETE ON letter
BEGIN SELECT RAISE(ABORT, 'a register entry is voided, never deleted'); END;
CREATE TRIGGER letter_year_closed BEFORE INSERT ON letter
WHEN EXISTS (SELECT 1 FROM book_year AS y WHERE y.book_id = NEW.book_id AND y.year = NEW.year AND y.closed_on IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'the year is closed'); END;
CREATE TRIGGER letter_year_closed_void BEFORE UPDATE OF state ON letter
WHEN EXISTS (SELECT 1 FROM book_year AS y WHERE y.book_id = NEW.book_id AND y.year = NEW.year AND y.closed_on IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'the year is closed'); END;
CREATE TRIGGER letter_void_stays BEFORE UPDATE OF state ON letter
WHEN OLD.state = 'void' AND NEW.state <> 'void'
BEGIN SELECT RAISE(ABORT, 'a voided entry stays void'); END;
-- A scan counts how many of its letters stand in the register.
CREATE TRIGGER letter_counts AFTER INSERT ON letter WHEN NEW.scan_id IS NOT NULL AND NEW.state = 'registered'
BEGIN UPDATE scan SET registered_count = registered_count + 1 WHERE id = NEW.scan_id; END;
CREATE TRIGGER letter_void_counts AFTER UPDATE OF state ON letter
WHEN NEW.scan_id IS NOT NULL AND OLD.state = 'registered' AND NEW.state = 'void'
BEGIN UPDATE scan SET registered_count = registered_count - 1 WHERE id = NEW.scan_id; END;
CREATE TRIGGER letter_scan_stays BEFORE UPDATE OF scan_id, letter_index ON letter
BEGIN SELECT RAISE(ABORT, 'an entry stays with its scan'); END;

CREATE TABLE letter_field (
    letter_id INTEGER NOT NULL REFERENCES letter (id),
    name TEXT NOT NULL,
    value TEXT,
    confidence REAL NOT NULL DEFAULT 0 CHECK (confidence BETWEEN 0 AND 1),
    page INTEGER,
    box TEXT,
    source TEXT NOT NULL CHECK (source IN ('read', 'typed')),
    PRIMARY KEY (letter_id, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE reference (
    id INTEGER PRIMARY KEY,
    letter_id INTEGER NOT NULL REFERENCES letter (id),
    type TEXT NOT NULL DEFAULT '',
    number TEXT NOT NULL DEFAULT '',
    symbol TEXT NOT NULL DEFAULT '',
    issued_on TEXT NOT NULL DEFAULT '',
    issuer TEXT NOT NULL DEFAULT '',
    raw TEXT NOT NULL,
    page INTEGER,
    box TEXT,
    number_key TEXT NOT NULL DEFAULT '',
    target_letter_id INTEGER REFERENCES letter (id)
) STRICT;
CREATE INDEX reference_letter ON reference (letter_id);
CREATE INDEX reference_number ON reference (number_key) WHERE number_key <> '';
CREATE INDEX reference_target ON reference (target_letter_id) WHERE target_letter_id IS NOT NULL;

CREATE TABLE directive (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    letter_id INTEGER NOT NULL REFERENCES letter (id),
    path TEXT NOT NULL,
    parent TEXT,
    marker TEXT NOT NULL DEFAULT '',
    kind TEXT NOT NULL
        CHECK (kind IN ('container', 'dated', 'recurring', 'urgent', 'standing', 'target', 'note', 'closing')),
    text TEXT NOT NULL,
    addressees TEXT NOT NULL DEFAULT '[]',
    lead TEXT NOT NULL DEFAULT '[]',
    coordinate TEXT NOT NULL DEFAULT '[]',
    deadline TEXT,
    deadlines TEXT NOT NULL DEFAULT '[]',
    recurrence TEXT,
    concerns_commune TEXT NOT NULL DEFAULT 'maybe' CHECK (concerns_commune IN ('yes', 'maybe', 'no')),
    heading TEXT NOT NULL DEFAULT '',
    page INTEGER,
    box TEXT,
    asks_answer INTEGER NOT NULL DEFAULT 0 CHECK (asks_answer IN (0, 1)),
    anchor_key TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX directive_letter ON directive (letter_id);
-- Letters that want an answer from the office, and deadlines counted from another letter (its number_key).
CREATE INDEX directive_asks ON directive (letter_id) WHERE asks_answer = 1 AND concerns_commune = 'yes';
CREATE INDEX directive_anchor ON directive (anchor_key) WHERE anchor_key <> '';

-- The office's own outgoing letters, as far as they answer something: number, day, subject and file.
CREATE TABLE outgoing (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    number TEXT NOT NULL CHECK (number <> ''),
    symbol TEXT NOT NULL DEFAULT '',
    issued_on TEXT NOT NULL,
    type TEXT NOT NULL DEFAULT '',
    subject TEXT NOT NULL CHECK (subject <> ''),
    receiver TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL DEFAULT 'recorded' CHECK (state IN ('recorded', 'void')),
    void_reason TEXT NOT NULL DEFAULT '',
    number_key TEXT NOT NULL CHECK (number_key <> ''),
    recorded_at TEXT NOT NULL,
    recorded_by TEXT NOT NULL DEFAULT '',
    CHECK (state <> 'void' OR void_reason <> '')
) STRICT;
-- A number of the office's own is used once a year.
CREATE UNIQUE INDEX outgoing_number ON outgoing (number_key, substr(issued_on, 1, 4)) WHERE state = 'recorded';
CREATE TRIGGER outgoing_stays BEFORE DELETE ON outgoing
BEGIN SELECT RAISE(ABORT, 'a recorded letter is voided, never deleted'); END;

CREATE TABLE answer (
    outgoing_id INTEGER NOT NULL REFERENCES outgoing (id),
    letter_id INTEGER NOT NULL REFERENCES letter (id),
    PRIMARY KEY (outgoing_id, letter_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX answer_letter ON answer (letter_id);

CREATE TABLE task (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL CHECK (title <> ''),
    letter_id INTEGER REFERENCES letter (id),
    directive_id INTEGER REFERENCES directive (id),
    lead_id INTEGER NOT NULL REFERENCES person (id),
    product TEXT NOT NULL DEFAULT '',
    due_on TEXT,
    due_time TEXT NOT NULL DEFAULT '',
    kind TEXT NOT NULL DEFAULT 'standing',
    assigned_on TEXT NOT NULL,
    assigned_by TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done', 'paused', 'waiting', 'rework', 'void')),
    done_on TEXT,
    reply TEXT NOT NULL DEFAULT '',
    reply_id INTEGER REFERENCES outgoing (id),
    recurrence TEXT,
    period_on TEXT,
    previous_id INTEGER REFERENCES task (id),
    CHECK (state <> 'done' OR done_on IS NOT NULL)
) STRICT;
-- recurrence: how often it comes back, NULL when it does not (any more). period_on: the day of the period that this
-- piece is for, whatever its due day became. A piece follows another once, so making the next twice is impossible.
CREATE UNIQUE INDEX task_next ON task (previous_id) WHERE previous_id IS NOT NULL;
CREATE INDEX task_recurring ON task (id) WHERE recurrence IS NOT NULL;
CREATE INDEX task_reply ON task (reply_id) WHERE reply_id IS NOT NULL;
CREATE INDEX task_letter ON task (letter_id);
CREATE INDEX task_directive ON task (directive_id);
CREATE INDEX task_lead ON task (lead_id);
CREATE INDEX task_open_due ON task (due_on) WHERE state IN ('open', 'rework', 'waiting', 'paused');
CREATE INDEX task_due ON task (due_on);
CREATE INDEX task_done ON task (done_on) WHERE done_on IS NOT NULL;

CREATE TABLE task_partner (
    task_id INTEGER NOT NULL REFERENCES task (id),
    person_id INTEGER NOT NULL REFERENCES person (id),
    part TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (task_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX task_partner_person ON task_partner (person_id);

CREATE TABLE progress (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    task_id INTEGER NOT NULL REFERENCES task (id),
    at TEXT NOT NULL,
    note TEXT NOT NULL,
    kind TEXT NOT NULL DEFAULT 'note',
    who TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX progress_task ON progress (task_id);

-- Every other due day asked for or set, with the day it was to replace: the first days stay on record.
-- asked → granted, refused or countered (answer_due offered) → accepted or declined; changed: set without being asked.
CREATE TABLE extension (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    task_id INTEGER NOT NULL REFERENCES task (id),
    old_due TEXT,
    new_due TEXT,
    reason TEXT NOT NULL CHECK (reason <> ''),
    asked_at TEXT NOT NULL,
    asked_by TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL DEFAULT 'asked'
        CHECK (state IN ('asked', 'granted', 'refused', 'countered', 'accepted', 'declined', 'changed')),
    answer_due TEXT,
    answer TEXT NOT NULL DEFAULT '',
    answered_at TEXT,
    answered_by TEXT NOT NULL DEFAULT '',
    CHECK (state NOT IN ('countered', 'accepted') OR answer_due IS NOT NULL),
    CHECK (state = 'changed' OR new_due IS NOT NULL)
) STRICT;
CREATE INDEX extension_task ON extension (task_id);
CREATE UNIQUE INDEX extension_open ON extension (task_id) WHERE state IN ('asked', 'countered');

CREATE TABLE transfer (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    letter_id INTEGER NOT NULL REFERENCES letter (id),
    person_id INTEGER REFERENCES person (id),
    unit_id INTEGER REFERENCES unit (id),
    to_name TEXT NOT NULL CHECK (to_name <> ''),
    handed_on TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX transfer_letter ON transfer (letter_id);

CREATE TABLE instruction (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    letter_id INTEGER NOT NULL REFERENCES letter (id),
    person_id INTEGER REFERENCES person (id),
    who TEXT NOT NULL DEFAULT '',
    text TEXT NOT NULL CHECK (text <> ''),
    given_on TEXT NOT NULL
) STRICT;
CREATE INDEX instruction_letter ON instruction (letter_id);

CREATE TABLE attachment (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    letter_id INTEGER REFERENCES letter (id),
    task_id INTEGER REFERENCES task (id),
    outgoing_id INTEGER REFERENCES outgoing (id),
    name TEXT NOT NULL,
    path TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    size INTEGER NOT NULL,
    added_at TEXT NOT NULL,
    added_by TEXT NOT NULL DEFAULT '',
    CHECK ((letter_id IS NOT NULL) + (task_id IS NOT NULL) + (outgoing_id IS NOT NULL) = 1)
) STRICT;
CREATE INDEX attachment_task ON attachment (task_id) WHERE task_id IS NOT NULL;
CREATE INDEX attachment_letter ON attachment (letter_id) WHERE letter_id IS NOT NULL;
CREATE INDEX attachment_outgoing ON attachment (outgoing_id) WHERE outgoing_id IS NOT NULL;

-- Pages of weekly sheets that came back, as they were confirmed; marks: JSON, what was recorded for each task.
CREATE TABLE sheet_return (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    scan_id INTEGER NOT NULL REFERENCES scan (id),
    page INTEGER NOT NULL CHECK (page > 0),
    person_id INTEGER NOT NULL REFERENCES person (id),
    week TEXT NOT NULL,
    sheet_page INTEGER NOT NULL,
    marks TEXT NOT NULL,
    confirmed_at TEXT NOT NULL,
    confirmed_by TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX sheet_return_sheet ON sheet_return (person_id, week);
CREATE INDEX sheet_return_scan ON sheet_return (scan_id);

-- What each form was last printed from: what a later print may leave out.
CREATE TABLE print_log (
    id INTEGER PRIMARY KEY,
    report TEXT NOT NULL,
    scope TEXT NOT NULL DEFAULT '',
    key TEXT NOT NULL,
    stamp TEXT NOT NULL,
    printed_at TEXT NOT NULL,
    UNIQUE (report, scope, key)
) STRICT;

-- Who did what, in order; each line carries the hash of the one before it.
CREATE TABLE audit (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    action TEXT NOT NULL,
    noun TEXT NOT NULL,
    row_id INTEGER NOT NULL,
    detail TEXT NOT NULL,
    prev_hash TEXT NOT NULL,
    hash TEXT NOT NULL UNIQUE
) STRICT;
CREATE INDEX audit_row ON audit (noun, row_id);
CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END;
CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END;

-- What is searched. unicode61 strips every Vietnamese mark but knows no đ, so the views write it as d.
-- The key of a row is its id times four, plus 0 for a letter, 1 for a directive, 2 for a task, 3 for
-- an outgoing letter.
CREATE VIEW search_letter AS
SELECT l.id AS row_id, l.id * 4 AS id,
    replace(replace(l.number || ' ' || l.symbol || ' ' || l.arrival_number, 'đ', 'd'), 'Đ', 'D') AS code,
    replace(replace(l.type || ' ' || l.subject || ' ' || l.issuer, 'đ', 'd'), 'Đ', 'D') AS title,
    replace(replace(
        l.parent_issuer || ' ' || l.signer || ' ' || l.signer_title || ' ' || l.addressees || ' ' || l.recipients
        || ' ' || l.note || ' ' || coalesce((
            SELECT group_concat(p.text, ' ') FROM (
                SELECT t.text FROM scan_text AS t
                WHERE t.scan_id = l.scan_id AND t.page BETWEEN l.first_page AND l.last_page ORDER BY t.page
            ) AS p), ''),
        'đ', 'd'), 'Đ', 'D') AS body
FROM letter AS l;

CREATE VIEW search_directive AS
SELECT d.id AS row_id, d.id * 4 + 1 AS id, '' AS code,
    replace(replace(d.heading, 'đ', 'd'), 'Đ', 'D') AS title,
    replace(replace(d.text, 'đ', 'd'), 'Đ', 'D') AS body
FROM directive AS d;

CREATE VIEW search_task AS
SELECT t.id AS row_id, t.id * 4 + 2 AS id, replace(replace(t.reply, 'đ', 'd'), 'Đ', 'D') AS code,
    replace(replace(t.title, 'đ', 'd'), 'Đ', 'D') AS title,
    replace(replace(t.product || ' ' || p.name, 'đ', 'd'), 'Đ', 'D') AS body
FROM task AS t JOIN person AS p ON p.id = t.lead_id;

CREATE VIEW search_outgoing AS
SELECT o.id AS row_id, o.id * 4 + 3 AS id, replace(replace(o.number || ' ' || o.symbol, 'đ', 'd'), 'Đ', 'D') AS code,
    replace(replace(o.type || ' ' || o.subject, 'đ', 'd'), 'Đ', 'D') AS title,
    replace(replace(o.receiver, 'đ', 'd'), 'Đ', 'D') AS body
FROM outgoing AS o;

CREATE VIEW search_source AS
SELECT id, code, title, body FROM search_letter
UNION ALL SELECT id, code, title, body FROM search_directive
UNION ALL SELECT id, code, title, body FROM search_task
UNION ALL SELECT id, code, title, body FROM search_outgoing;

CREATE VIRTUAL TABLE search USING fts5 (
    code, title, body, content = 'search_source', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);
