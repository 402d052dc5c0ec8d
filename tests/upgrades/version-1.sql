-- An office of schema version 1, as it was released. Never changed.
PRAGMA application_id = 1448372341;
PRAGMA user_version = 1;
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
CREATE TABLE volume (
    book_id INTEGER NOT NULL REFERENCES book (id),
    year INTEGER NOT NULL,
    number INTEGER NOT NULL CHECK (number > 0),
    first_number INTEGER NOT NULL CHECK (first_number > 0),
    started_on TEXT NOT NULL,
    PRIMARY KEY (book_id, year, number),
    UNIQUE (book_id, year, first_number)
) STRICT, WITHOUT ROWID;
CREATE TABLE holiday (
    day TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('off', 'working')),
    year INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
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
CREATE UNIQUE INDEX scan_original ON scan (sha256) WHERE state IN ('stored', 'reading', 'ready');
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
CREATE TABLE scan_words (
    scan_id INTEGER NOT NULL REFERENCES scan (id),
    page INTEGER NOT NULL,
    words BLOB NOT NULL,
    PRIMARY KEY (scan_id, page)
) STRICT;
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
CREATE INDEX directive_asks ON directive (letter_id) WHERE asks_answer = 1 AND concerns_commune = 'yes';
CREATE INDEX directive_anchor ON directive (anchor_key) WHERE anchor_key <> '';
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
CREATE UNIQUE INDEX outgoing_number ON outgoing (number_key, substr(issued_on, 1, 4)) WHERE state = 'recorded';
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
CREATE TABLE print_log (
    id INTEGER PRIMARY KEY,
    report TEXT NOT NULL,
    scope TEXT NOT NULL DEFAULT '',
    key TEXT NOT NULL,
    stamp TEXT NOT NULL,
    printed_at TEXT NOT NULL,
    UNIQUE (report, scope, key)
) STRICT;
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
INSERT INTO office ("id", "uid", "name", "kind", "place", "superior", "created_at") VALUES (1, '8d5518f32a5f466ab5183f9940364e5e', 'ỦY BAN NHÂN DÂN XÃ AN BÌNH', 'xã', 'An Bình', '', '2026-11-16T08:00:00');
INSERT INTO unit ("id", "uid", "name", "short_name", "folded", "sort", "active") VALUES (1, '2361978a3f914b40a9aeb58f3bc1ae5d', 'Lãnh đạo Ủy ban nhân dân', 'LĐ', 'lanh dao uy ban nhan dan', 1, 1);
INSERT INTO unit ("id", "uid", "name", "short_name", "folded", "sort", "active") VALUES (10, '4b4d8ec9ceb04ea98ffb8fbfd6c16043', 'Văn phòng Đảng ủy', 'VPĐU', 'van phong dang uy', 10, 1);
INSERT INTO unit ("id", "uid", "name", "short_name", "folded", "sort", "active") VALUES (11, 'fb29bb85c2b04de68fb792db3ce967c4', 'Ban Xây dựng Đảng', 'BXDĐ', 'ban xay dung dang', 11, 1);
INSERT INTO unit ("id", "uid", "name", "short_name", "folded", "sort", "active") VALUES (12, 'b9e992f095f0442a8111b23892882a94', 'Ủy ban Kiểm tra Đảng ủy', 'UBKT', 'uy ban kiem tra dang uy', 12, 1);
INSERT INTO unit ("id", "uid", "name", "short_name", "folded", "sort", "active") VALUES (13, '39d71a724be642fe9cddd4e305b7c860', 'Ủy ban Mặt trận Tổ quốc Việt Nam', 'MTTQ', 'uy ban mat tran to quoc viet nam', 13, 1);
INSERT INTO unit ("id", "uid", "name", "short_name", "folded", "sort", "active") VALUES (14, 'f3809ce434e74690a194551b36c772d1', 'Tổ thử nghiệm', '', 'to thu nghiem', 14, 1);
INSERT INTO unit ("id", "uid", "name", "short_name", "folded", "sort", "active") VALUES (2, 'ba4b76fab7e749e9b8877584e6d593d4', 'Văn phòng HĐND và UBND', 'VP', 'van phong hdnd va ubnd', 2, 1);
INSERT INTO unit ("id", "uid", "name", "short_name", "folded", "sort", "active") VALUES (3, 'cd1d531e593241bfae002892d7e48a5c', 'Phòng Kinh tế', 'PKT', 'phong kinh te', 3, 1);
INSERT INTO unit ("id", "uid", "name", "short_name", "folded", "sort", "active") VALUES (4, '4f152d5e9ce343b9b1468445a112e8cb', 'Phòng Văn hóa - Xã hội', 'PVHXH', 'phong van hoa - xa hoi', 4, 1);
INSERT INTO unit ("id", "uid", "name", "short_name", "folded", "sort", "active") VALUES (5, '22ce18f4f4514305888a8e48a6a7a8aa', 'Trung tâm Phục vụ hành chính công', 'TTPVHCC', 'trung tam phuc vu hanh chinh cong', 5, 1);
INSERT INTO unit ("id", "uid", "name", "short_name", "folded", "sort", "active") VALUES (6, '3e304dd818dc43adb451a11cf00966d7', 'Ban Chỉ huy Quân sự', 'BCHQS', 'ban chi huy quan su', 6, 1);
INSERT INTO unit ("id", "uid", "name", "short_name", "folded", "sort", "active") VALUES (7, '7d4d67276bde405990b0fb978314a4d9', 'Công an', 'CA', 'cong an', 7, 1);
INSERT INTO unit ("id", "uid", "name", "short_name", "folded", "sort", "active") VALUES (8, '85c424af8c3f45a1b30051da8410dfc6', 'Trạm Y tế', 'TYT', 'tram y te', 8, 1);
INSERT INTO unit ("id", "uid", "name", "short_name", "folded", "sort", "active") VALUES (9, 'd4fec1a4e05b43fd815ae08725c58154', 'Trường học', 'TH', 'truong hoc', 9, 1);
INSERT INTO person ("id", "uid", "name", "folded", "title", "unit_id", "role", "active") VALUES (1, '7db994a7699646e5826196b62b28715a', 'Lê Văn Đạt', 'le van dat', '', NULL, 'officer', 1);
INSERT INTO person ("id", "uid", "name", "folded", "title", "unit_id", "role", "active") VALUES (2, '1f9e027ceed24182b081cd52588ecacf', 'Ngô Thị Mai', 'ngo thi mai', '', NULL, 'officer', 1);
INSERT INTO issuer ("id", "uid", "name", "folded", "parent", "system", "uses", "learned_at", "valid_from", "valid_to", "active") VALUES (1, 'ddd64d16b5584e14b7eccdcc3626d6b8', 'ĐẢNG ỦY', 'dang uy', '', 'state', 1, '2026-11-16T08:00:00', NULL, NULL, 1);
INSERT INTO book ("id", "uid", "name", "code", "system", "active") VALUES (1, 'c0573e6e7d83420d96287ba2ae9eeddd', 'Sổ đăng ký văn bản đến', 'den', '', 1);
INSERT INTO book_year ("book_id", "year", "last_number", "closed_on", "closed_by", "printed_path", "printed_sha256", "bound_on", "bound_volumes") VALUES (1, 2026, 8, NULL, '', '', '', NULL, NULL);
INSERT INTO holiday ("day", "name", "kind", "year") VALUES ('2025-01-01', 'Tết Dương lịch', 'off', 2025);
INSERT INTO holiday ("day", "name", "kind", "year") VALUES ('2025-01-27', 'Tết Nguyên đán', 'off', 2025);
INSERT INTO holiday ("day", "name", "kind", "year") VALUES ('2025-01-28', 'Tết Nguyên đán', 'off', 2025);
INSERT INTO holiday ("day", "name", "kind", "year") VALUES ('2025-01-29', 'Tết Nguyên đán', 'off', 2025);
INSERT INTO holiday ("day", "name", "kind", "year") VALUES ('2025-01-30', 'Tết Nguyên đán', 'off', 2025);
INSERT INTO holiday ("day", "name", "kind", "year") VALUES ('2025-01-31', 'Tết Nguyên đán', 'off', 2025);
INSERT INTO holiday ("day", "name", "kind", "year") VALUES ('2025-04-07', 'Giỗ Tổ Hùng Vương', 'off', 2025);
INSERT INTO holiday ("day", "name", "kind", "year") VALUES ('2025-04-26', '', 'working', 2025);
INSERT INTO holiday ("day", "name", "kind", "year") VALUES ('2025-04-30', 'Ngày Chiến thắng', 'off', 2025);
INSERT INTO holiday ("day", "name", "kind", "year") VALUES ('2025-05-01', 'Ngày Quốc tế lao động', 'off', 2025);
INSERT INTO holiday ("day", "name", "kind", "year") VALUES ('2025-05-02', 'Nghỉ hoán đổi', 'off', 2025);
INSERT INTO holiday ("day", "name", "kind", "year") VALUES ('2025-09-01', 'Quốc khánh', 'off', 2025);
INSERT INTO holiday ("day", "name", "kind", "year") VALUES ('2025-09-02', 'Quốc khánh', 'off', 2025);
INSERT INTO holiday ("day", "name", "kind", "year") VALUES ('2026-01-01', 'Tết Dương lịch', 'off', 2026);
INSERT INTO holiday ("day", "name", "kind", "year") VALUES ('2026-01-02', 'Nghỉ hoán đổi', 'off', 2026);
INSERT INTO holiday ("day", "name", "kind", "year") VALUES ('2026-01-10', '', 'working', 2026);
INSERT INTO holiday ("day", "name", "kind", "year") VALUES ('2026-02-16', 'Tết Nguyên đán', 'off', 2026);
INSERT INTO holiday ("day", "name", "kind", "year") VALUES ('2026-02-17', 'Tết Nguyên đán', 'off', 2026);
INSERT INTO holiday ("day", "name", "kind", "year") VALUES ('2026-02-18', 'Tết Nguyên đán', 'off', 2026);
INSERT INTO holiday ("day", "name", "kind", "year") VALUES ('2026-02-19', 'Tết Nguyên đán', 'off', 2026);
INSERT INTO holiday ("day", "name", "kind", "year") VALUES ('2026-02-20', 'Tết Nguyên đán', 'off', 2026);
INSERT INTO holiday ("day", "name", "kind", "year") VALUES ('2026-04-27', 'Giỗ Tổ Hùng Vương', 'off', 2026);
INSERT INTO holiday ("day", "name", "kind", "year") VALUES ('2026-04-30', 'Ngày Chiến thắng', 'off', 2026);
INSERT INTO holiday ("day", "name", "kind", "year") VALUES ('2026-05-01', 'Ngày Quốc tế lao động', 'off', 2026);
INSERT INTO holiday ("day", "name", "kind", "year") VALUES ('2026-08-22', '', 'working', 2026);
INSERT INTO holiday ("day", "name", "kind", "year") VALUES ('2026-08-31', 'Nghỉ hoán đổi', 'off', 2026);
INSERT INTO holiday ("day", "name", "kind", "year") VALUES ('2026-09-01', 'Quốc khánh', 'off', 2026);
INSERT INTO holiday ("day", "name", "kind", "year") VALUES ('2026-09-02', 'Quốc khánh', 'off', 2026);
INSERT INTO holiday ("day", "name", "kind", "year") VALUES ('2026-11-24', 'Ngày Văn hóa Việt Nam', 'off', 2026);
INSERT INTO scan ("id", "uid", "file", "sha256", "size", "pages", "media", "state", "path", "received_at", "reason", "duplicate_of", "secret", "dismissed", "progress", "letter_count", "registered_count", "kind", "settled", "doubtful", "title") VALUES (1, 'ec6db3cb5baf4b3ca06ff22dcb3ba8f1', '0.pdf', '9c60a901abfbcad7cd6331a8bf9f9bdbf070964d0c752e1fb0b72013aa102704', 6, 1, '', 'ready', 'store/9c60a901abfbcad7cd6331a8bf9f9bdbf070964d0c752e1fb0b72013aa102704.pdf', '2026-11-16T08:00:00', '', NULL, 0, 0, 1.0, 1, 1, 'letter', 0, 0, '1/UBND-TH · việc số 1');
INSERT INTO scan ("id", "uid", "file", "sha256", "size", "pages", "media", "state", "path", "received_at", "reason", "duplicate_of", "secret", "dismissed", "progress", "letter_count", "registered_count", "kind", "settled", "doubtful", "title") VALUES (2, '2cbfed25eca04924bb44a5038eb33171', '1.pdf', '9c41e8113781859fad84b011f7044795d7a02ed8be0f0f66245864fa9cda8a5c', 6, 1, '', 'ready', 'store/9c41e8113781859fad84b011f7044795d7a02ed8be0f0f66245864fa9cda8a5c.pdf', '2026-11-16T08:00:00', '', NULL, 0, 0, 1.0, 1, 1, 'letter', 0, 0, '2/UBND-TH · việc số 2');
INSERT INTO scan ("id", "uid", "file", "sha256", "size", "pages", "media", "state", "path", "received_at", "reason", "duplicate_of", "secret", "dismissed", "progress", "letter_count", "registered_count", "kind", "settled", "doubtful", "title") VALUES (3, '2732232d340b49c19b86861c8aa0b963', '2.pdf', 'c4b9e275b9d73be8a91a9bb8252818c41eac1047a76db8046cf161080adf85df', 6, 1, '', 'ready', 'store/c4b9e275b9d73be8a91a9bb8252818c41eac1047a76db8046cf161080adf85df.pdf', '2026-11-16T08:00:00', '', NULL, 0, 0, 1.0, 1, 1, 'letter', 0, 0, '3/UBND-TH · việc số 3');
INSERT INTO scan ("id", "uid", "file", "sha256", "size", "pages", "media", "state", "path", "received_at", "reason", "duplicate_of", "secret", "dismissed", "progress", "letter_count", "registered_count", "kind", "settled", "doubtful", "title") VALUES (4, 'cc19eced3dd2494ebfe3fd5c1364efa1', '3.pdf', '9fe60e1ea504c656a93611511773e90bee5b0fb78ffabb2d9fcd9a957e121fc2', 6, 1, '', 'refused', 'store/9fe60e1ea504c656a93611511773e90bee5b0fb78ffabb2d9fcd9a957e121fc2.pdf', '2026-11-16T08:00:00', 'không thuộc thẩm quyền', NULL, 0, 1, 0.0, 0, 0, 'letter', 0, 0, '');
INSERT INTO scan ("id", "uid", "file", "sha256", "size", "pages", "media", "state", "path", "received_at", "reason", "duplicate_of", "secret", "dismissed", "progress", "letter_count", "registered_count", "kind", "settled", "doubtful", "title") VALUES (5, '18be959226ec412c832ae22d5f4ff0d7', '4.pdf', '7f417beb21b88691b60eede7d2463e41c7a1d016363d527c757d8c831ea486f3', 6, 1, '', 'refused', NULL, '2026-11-16T08:00:00', 'MẬT', NULL, 1, 0, 1.0, 0, 0, 'letter', 0, 0, '');
INSERT INTO scan ("id", "uid", "file", "sha256", "size", "pages", "media", "state", "path", "received_at", "reason", "duplicate_of", "secret", "dismissed", "progress", "letter_count", "registered_count", "kind", "settled", "doubtful", "title") VALUES (6, '2efa8b63c7694d93966732b6a43fab67', '5.pdf', 'd3b7d8ef7b3162d145cc067f21d6ddf3380ae87ce524913f216d0fcc57768f62', 6, 1, '', 'ready', 'store/d3b7d8ef7b3162d145cc067f21d6ddf3380ae87ce524913f216d0fcc57768f62.pdf', '2026-11-16T08:00:00', '', NULL, 0, 0, 1.0, 1, 1, 'letter', 0, 0, '6/UBND-TH · việc số 6');
INSERT INTO scan ("id", "uid", "file", "sha256", "size", "pages", "media", "state", "path", "received_at", "reason", "duplicate_of", "secret", "dismissed", "progress", "letter_count", "registered_count", "kind", "settled", "doubtful", "title") VALUES (7, '45da57380ccd42188aee011f49067f6c', '6.pdf', 'c3daa02dd012bb4009d8a921153bd65668e7572b0a584045423897a0c4c7eb1e', 6, 1, '', 'ready', 'store/c3daa02dd012bb4009d8a921153bd65668e7572b0a584045423897a0c4c7eb1e.pdf', '2026-11-16T08:00:00', '', NULL, 0, 0, 1.0, 1, 1, 'letter', 0, 0, '7/UBND-TH · việc số 7');
INSERT INTO scan_reading ("scan_id", "value") VALUES (1, '{"file":"1.pdf","sha256":"0000000000000000000000000000000000000000000000000000000000000000","pages":1,"text_source":"ocr","letters":[{"first_page":1,"last_page":1,"fields":{"system":{"value":null,"confidence":0.0,"page":null,"box":null},"parent_issuer":{"value":null,"confidence":0.0,"page":null,"box":null},"issuer":{"value":"UBND TỈNH","confidence":0.95,"page":1,"box":null},"number":{"value":"1","confidence":0.95,"page":1,"box":null},"symbol":{"value":"UBND-TH","confidence":0.95,"page":1,"box":null},"issued_on":{"value":"2026-11-10","confidence":0.95,"page":1,"box":null},"place":{"value":null,"confidence":0.0,"page":null,"box":null},"type":{"value":"Công văn","confidence":0.95,"page":1,"box":null},"subject":{"value":"việc số 1","confidence":0.95,"page":1,"box":null},"addressees":{"value":null,"confidence":0.0,"page":null,"box":null},"signing_authority":{"value":null,"confidence":0.0,"page":null,"box":null},"signer_title":{"value":null,"confidence":0.0,"page":null,"box":null},"signer":{"value":null,"confidence":0.0,"page":null,"box":null},"recipients":{"value":null,"confidence":0.0,"page":null,"box":null},"urgency":{"value":null,"confidence":0.0,"page":null,"box":null},"secrecy":{"value":null,"confidence":0.0,"page":null,"box":null}},"references":[],"directives":[{"path":"1","parent":null,"marker":"1.","kind":"standing","text":"UBND các xã rà soát.","addressees":[],"lead":[],"coordinate":[],"deadline":null,"recurrence":null,"concerns_commune":"yes","page":null,"box":null}]}],"complete":true,"page_texts":[],"rotations":[],"page_words":[]}');
INSERT INTO scan_reading ("scan_id", "value") VALUES (2, '{"file":"2.pdf","sha256":"0000000000000000000000000000000000000000000000000000000000000000","pages":1,"text_source":"ocr","letters":[{"first_page":1,"last_page":1,"fields":{"system":{"value":null,"confidence":0.0,"page":null,"box":null},"parent_issuer":{"value":null,"confidence":0.0,"page":null,"box":null},"issuer":{"value":"UBND TỈNH","confidence":0.95,"page":1,"box":null},"number":{"value":"2","confidence":0.95,"page":1,"box":null},"symbol":{"value":"UBND-TH","confidence":0.95,"page":1,"box":null},"issued_on":{"value":"2026-11-10","confidence":0.95,"page":1,"box":null},"place":{"value":null,"confidence":0.0,"page":null,"box":null},"type":{"value":"Công văn","confidence":0.95,"page":1,"box":null},"subject":{"value":"việc số 2","confidence":0.95,"page":1,"box":null},"addressees":{"value":null,"confidence":0.0,"page":null,"box":null},"signing_authority":{"value":null,"confidence":0.0,"page":null,"box":null},"signer_title":{"value":null,"confidence":0.0,"page":null,"box":null},"signer":{"value":null,"confidence":0.0,"page":null,"box":null},"recipients":{"value":null,"confidence":0.0,"page":null,"box":null},"urgency":{"value":null,"confidence":0.0,"page":null,"box":null},"secrecy":{"value":null,"confidence":0.0,"page":null,"box":null}},"references":[],"directives":[{"path":"1","parent":null,"marker":"1.","kind":"standing","text":"UBND các xã rà soát.","addressees":[],"lead":[],"coordinate":[],"deadline":null,"recurrence":null,"concerns_commune":"yes","page":null,"box":null}]}],"complete":true,"page_texts":[],"rotations":[],"page_words":[]}');
INSERT INTO scan_reading ("scan_id", "value") VALUES (3, '{"file":"3.pdf","sha256":"0000000000000000000000000000000000000000000000000000000000000000","pages":1,"text_source":"ocr","letters":[{"first_page":1,"last_page":1,"fields":{"system":{"value":null,"confidence":0.0,"page":null,"box":null},"parent_issuer":{"value":null,"confidence":0.0,"page":null,"box":null},"issuer":{"value":"UBND TỈNH","confidence":0.95,"page":1,"box":null},"number":{"value":"3","confidence":0.95,"page":1,"box":null},"symbol":{"value":"UBND-TH","confidence":0.95,"page":1,"box":null},"issued_on":{"value":"2026-11-10","confidence":0.95,"page":1,"box":null},"place":{"value":null,"confidence":0.0,"page":null,"box":null},"type":{"value":"Công văn","confidence":0.95,"page":1,"box":null},"subject":{"value":"việc số 3","confidence":0.95,"page":1,"box":null},"addressees":{"value":null,"confidence":0.0,"page":null,"box":null},"signing_authority":{"value":null,"confidence":0.0,"page":null,"box":null},"signer_title":{"value":null,"confidence":0.0,"page":null,"box":null},"signer":{"value":null,"confidence":0.0,"page":null,"box":null},"recipients":{"value":null,"confidence":0.0,"page":null,"box":null},"urgency":{"value":null,"confidence":0.0,"page":null,"box":null},"secrecy":{"value":null,"confidence":0.0,"page":null,"box":null}},"references":[],"directives":[{"path":"1","parent":null,"marker":"1.","kind":"standing","text":"UBND các xã rà soát.","addressees":[],"lead":[],"coordinate":[],"deadline":null,"recurrence":null,"concerns_commune":"yes","page":null,"box":null}]}],"complete":true,"page_texts":[],"rotations":[],"page_words":[]}');
INSERT INTO scan_reading ("scan_id", "value") VALUES (6, '{"file":"6.pdf","sha256":"0000000000000000000000000000000000000000000000000000000000000000","pages":1,"text_source":"ocr","letters":[{"first_page":1,"last_page":1,"fields":{"system":{"value":null,"confidence":0.0,"page":null,"box":null},"parent_issuer":{"value":null,"confidence":0.0,"page":null,"box":null},"issuer":{"value":"UBND TỈNH","confidence":0.95,"page":1,"box":null},"number":{"value":"6","confidence":0.95,"page":1,"box":null},"symbol":{"value":"UBND-TH","confidence":0.95,"page":1,"box":null},"issued_on":{"value":"2026-11-10","confidence":0.95,"page":1,"box":null},"place":{"value":null,"confidence":0.0,"page":null,"box":null},"type":{"value":"Công văn","confidence":0.95,"page":1,"box":null},"subject":{"value":"việc số 6","confidence":0.95,"page":1,"box":null},"addressees":{"value":null,"confidence":0.0,"page":null,"box":null},"signing_authority":{"value":null,"confidence":0.0,"page":null,"box":null},"signer_title":{"value":null,"confidence":0.0,"page":null,"box":null},"signer":{"value":null,"confidence":0.0,"page":null,"box":null},"recipients":{"value":null,"confidence":0.0,"page":null,"box":null},"urgency":{"value":null,"confidence":0.0,"page":null,"box":null},"secrecy":{"value":null,"confidence":0.0,"page":null,"box":null}},"references":[],"directives":[{"path":"1","parent":null,"marker":"1.","kind":"standing","text":"UBND các xã rà soát.","addressees":[],"lead":[],"coordinate":[],"deadline":null,"recurrence":null,"concerns_commune":"yes","page":null,"box":null}]}],"complete":true,"page_texts":[],"rotations":[],"page_words":[]}');
INSERT INTO scan_reading ("scan_id", "value") VALUES (7, '{"file":"7.pdf","sha256":"0000000000000000000000000000000000000000000000000000000000000000","pages":1,"text_source":"ocr","letters":[{"first_page":1,"last_page":1,"fields":{"system":{"value":null,"confidence":0.0,"page":null,"box":null},"parent_issuer":{"value":null,"confidence":0.0,"page":null,"box":null},"issuer":{"value":"UBND TỈNH","confidence":0.95,"page":1,"box":null},"number":{"value":"7","confidence":0.95,"page":1,"box":null},"symbol":{"value":"UBND-TH","confidence":0.95,"page":1,"box":null},"issued_on":{"value":"2026-11-10","confidence":0.95,"page":1,"box":null},"place":{"value":null,"confidence":0.0,"page":null,"box":null},"type":{"value":"Công văn","confidence":0.95,"page":1,"box":null},"subject":{"value":"việc số 7","confidence":0.95,"page":1,"box":null},"addressees":{"value":null,"confidence":0.0,"page":null,"box":null},"signing_authority":{"value":null,"confidence":0.0,"page":null,"box":null},"signer_title":{"value":null,"confidence":0.0,"page":null,"box":null},"signer":{"value":null,"confidence":0.0,"page":null,"box":null},"recipients":{"value":null,"confidence":0.0,"page":null,"box":null},"urgency":{"value":null,"confidence":0.0,"page":null,"box":null},"secrecy":{"value":null,"confidence":0.0,"page":null,"box":null}},"references":[],"directives":[{"path":"1","parent":null,"marker":"1.","kind":"standing","text":"UBND các xã rà soát.","addressees":[],"lead":[],"coordinate":[],"deadline":null,"recurrence":null,"concerns_commune":"yes","page":null,"box":null}]}],"complete":true,"page_texts":[],"rotations":[],"page_words":[]}');
INSERT INTO scan_text ("scan_id", "page", "text") VALUES (1, 1, 'trang');
INSERT INTO scan_text ("scan_id", "page", "text") VALUES (2, 1, 'trang');
INSERT INTO scan_text ("scan_id", "page", "text") VALUES (3, 1, 'trang');
INSERT INTO scan_text ("scan_id", "page", "text") VALUES (6, 1, 'trang');
INSERT INTO scan_text ("scan_id", "page", "text") VALUES (7, 1, 'trang');
INSERT INTO letter ("id", "uid", "book_id", "year", "arrival_number", "arrived_on", "system", "parent_issuer", "issuer", "number", "symbol", "issued_on", "place", "type", "subject", "addressees", "recipients", "signing_authority", "signer_title", "signer", "urgency", "note", "state", "void_reason", "incomplete", "late", "scan_id", "letter_index", "first_page", "last_page", "head_only", "number_key", "issuer_folded", "issuer_sort", "subject_sort", "handed_to", "handed_on", "registered_at", "registered_by") VALUES (1, '7bee89ffcec54b2fb5c8ce250b5f1f89', 1, 2026, 1, '2026-11-16', 'state', '', 'UBND TỈNH', '1', 'UBND-TH', '2026-11-10', '', 'Công văn', 'đã sửa 1', '[]', '[]', '', '', '', '', '', 'void', 'nhầm', '', 0, 1, 0, 1, 1, 0, '1-ubnd-th', 'ubnd tinh', X'007B0064007200660020007A006D0072006C0000000000000000020000', X'0067006100200079007C00610020003100000003000002000000', '', NULL, '2026-11-16T08:00:00', 'Văn thư');
INSERT INTO letter ("id", "uid", "book_id", "year", "arrival_number", "arrived_on", "system", "parent_issuer", "issuer", "number", "symbol", "issued_on", "place", "type", "subject", "addressees", "recipients", "signing_authority", "signer_title", "signer", "urgency", "note", "state", "void_reason", "incomplete", "late", "scan_id", "letter_index", "first_page", "last_page", "head_only", "number_key", "issuer_folded", "issuer_sort", "subject_sort", "handed_to", "handed_on", "registered_at", "registered_by") VALUES (2, '5da5fb0e3d294d9d8d2e687893e4a57c', 1, 2026, 2, '2026-11-16', 'state', '', 'UBND TỈNH', '1', 'UBND-TH', '2026-11-10', '', 'Công văn', 'việc số 1', '[]', '[]', '', '', '', '', '', 'registered', '', '', 0, 1, 0, 1, 1, 0, '1-ubnd-th', 'ubnd tinh', X'007B0064007200660020007A006D0072006C0000000000000000020000', X'007D006D00690065002000790074002000310000000005000000040000', '', NULL, '2026-11-16T08:00:00', 'Văn thư');
INSERT INTO letter ("id", "uid", "book_id", "year", "arrival_number", "arrived_on", "system", "parent_issuer", "issuer", "number", "symbol", "issued_on", "place", "type", "subject", "addressees", "recipients", "signing_authority", "signer_title", "signer", "urgency", "note", "state", "void_reason", "incomplete", "late", "scan_id", "letter_index", "first_page", "last_page", "head_only", "number_key", "issuer_folded", "issuer_sort", "subject_sort", "handed_to", "handed_on", "registered_at", "registered_by") VALUES (3, 'b3bdb14471b040fab82a830861fe9045', 1, 2026, 3, '2026-11-16', 'state', '', 'UBND TỈNH', '2', 'UBND-TH', '2026-11-10', '', 'Công văn', 'đã sửa 3', '[]', '[]', '', '', '', '', '', 'registered', '', '', 0, 2, 0, 1, 1, 0, '2-ubnd-th', 'ubnd tinh', X'007B0064007200660020007A006D0072006C0000000000000000020000', X'0067006100200079007C00610020003300000003000002000000', 'Lê Văn Đạt; Ngô Thị Mai', '2026-11-16', '2026-11-16T08:00:00', 'Văn thư');
INSERT INTO letter ("id", "uid", "book_id", "year", "arrival_number", "arrived_on", "system", "parent_issuer", "issuer", "number", "symbol", "issued_on", "place", "type", "subject", "addressees", "recipients", "signing_authority", "signer_title", "signer", "urgency", "note", "state", "void_reason", "incomplete", "late", "scan_id", "letter_index", "first_page", "last_page", "head_only", "number_key", "issuer_folded", "issuer_sort", "subject_sort", "handed_to", "handed_on", "registered_at", "registered_by") VALUES (4, '79dde48349364a578dd176da1960539c', 1, 2026, 4, '2026-11-16', 'state', '', 'UBND TỈNH', '3', 'UBND-TH', '2026-11-10', '', 'Công văn', 'đã sửa 4', '[]', '[]', '', '', '', '', '', 'registered', '', '', 0, 3, 0, 1, 1, 0, '3-ubnd-th', 'ubnd tinh', X'007B0064007200660020007A006D0072006C0000000000000000020000', X'0067006100200079007C00610020003400000003000002000000', 'Lê Văn Đạt; Ngô Thị Mai', '2026-11-16', '2026-11-16T08:00:00', 'Văn thư');
INSERT INTO letter ("id", "uid", "book_id", "year", "arrival_number", "arrived_on", "system", "parent_issuer", "issuer", "number", "symbol", "issued_on", "place", "type", "subject", "addressees", "recipients", "signing_authority", "signer_title", "signer", "urgency", "note", "state", "void_reason", "incomplete", "late", "scan_id", "letter_index", "first_page", "last_page", "head_only", "number_key", "issuer_folded", "issuer_sort", "subject_sort", "handed_to", "handed_on", "registered_at", "registered_by") VALUES (5, '2596af14f2354f18be70495f539cdb93', 1, 2026, 5, '2026-11-16', 'state', '', 'UBND TỈNH', '6', 'UBND-TH', '2026-11-10', '', 'Công văn', 'đã sửa 5', '[]', '[]', '', '', '', '', '', 'void', 'nhầm', '', 0, 6, 0, 1, 1, 0, '6-ubnd-th', 'ubnd tinh', X'007B0064007200660020007A006D0072006C0000000000000000020000', X'0067006100200079007C00610020003500000003000002000000', '', NULL, '2026-11-16T08:00:00', 'Văn thư');
INSERT INTO letter ("id", "uid", "book_id", "year", "arrival_number", "arrived_on", "system", "parent_issuer", "issuer", "number", "symbol", "issued_on", "place", "type", "subject", "addressees", "recipients", "signing_authority", "signer_title", "signer", "urgency", "note", "state", "void_reason", "incomplete", "late", "scan_id", "letter_index", "first_page", "last_page", "head_only", "number_key", "issuer_folded", "issuer_sort", "subject_sort", "handed_to", "handed_on", "registered_at", "registered_by") VALUES (6, '2633367dabc54aea8b263733970a9336', 1, 2026, 6, '2026-11-16', 'state', '', 'UBND TỈNH', '6', 'UBND-TH', '2026-11-10', '', 'Công văn', 'việc số 6', '[]', '[]', '', '', '', '', '', 'registered', '', '', 0, 6, 0, 1, 1, 0, '6-ubnd-th', 'ubnd tinh', X'007B0064007200660020007A006D0072006C0000000000000000020000', X'007D006D00690065002000790074002000360000000005000000040000', '', NULL, '2026-11-16T08:00:00', 'Văn thư');
INSERT INTO letter ("id", "uid", "book_id", "year", "arrival_number", "arrived_on", "system", "parent_issuer", "issuer", "number", "symbol", "issued_on", "place", "type", "subject", "addressees", "recipients", "signing_authority", "signer_title", "signer", "urgency", "note", "state", "void_reason", "incomplete", "late", "scan_id", "letter_index", "first_page", "last_page", "head_only", "number_key", "issuer_folded", "issuer_sort", "subject_sort", "handed_to", "handed_on", "registered_at", "registered_by") VALUES (7, 'ecc34d43c6f8486db9b49e95b0939bad', 1, 2026, 7, '2026-11-16', 'state', '', 'UBND TỈNH', '7', 'UBND-TH', '2026-11-10', '', 'Công văn', 'đã sửa 7', '[]', '[]', '', '', '', '', '', 'registered', '', '', 0, 7, 0, 1, 1, 0, '7-ubnd-th', 'ubnd tinh', X'007B0064007200660020007A006D0072006C0000000000000000020000', X'0067006100200079007C00610020003700000003000002000000', 'Lê Văn Đạt; Ngô Thị Mai', '2026-11-16', '2026-11-16T08:00:00', 'Văn thư');
INSERT INTO letter ("id", "uid", "book_id", "year", "arrival_number", "arrived_on", "system", "parent_issuer", "issuer", "number", "symbol", "issued_on", "place", "type", "subject", "addressees", "recipients", "signing_authority", "signer_title", "signer", "urgency", "note", "state", "void_reason", "incomplete", "late", "scan_id", "letter_index", "first_page", "last_page", "head_only", "number_key", "issuer_folded", "issuer_sort", "subject_sort", "handed_to", "handed_on", "registered_at", "registered_by") VALUES (8, '1a82f127a30f462e81ee33589c6acd77', 1, 2026, 8, '2026-11-16', 'state', '', 'ĐẢNG ỦY', '12', 'CV-ĐU', '', '', '', 'ghi tay, không có bản quét: đường đê Đông Đô', '[]', '[]', '', '', '', '', '', 'registered', '', 'issued_on type', 0, NULL, 0, NULL, NULL, 0, '12-cv-du', 'dang uy', X'006700610072006B0020007B0080000000020000000200', X'006B006C006D0020007A00610080002C0020006F006C00740072006B002000650073002000640061007200200077007B0068007A003A00200067007C00750072006B0020006700690020006700740072006B00200067007400000000000000000000000000000000000004000002000000000400000000000100000000000000000000000000', '', NULL, '2026-11-16T08:00:00', 'Văn thư');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (1, 'addressees', 'null', 0.0, NULL, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (1, 'issued_on', '"2026-11-10"', 0.95, 1, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (1, 'issuer', '"UBND TỈNH"', 0.95, 1, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (1, 'number', '"1"', 0.95, 1, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (1, 'parent_issuer', 'null', 0.0, NULL, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (1, 'place', 'null', 0.0, NULL, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (1, 'recipients', 'null', 0.0, NULL, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (1, 'signer', 'null', 0.0, NULL, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (1, 'signer_title', 'null', 0.0, NULL, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (1, 'signing_authority', 'null', 0.0, NULL, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (1, 'subject', '"đã sửa 1"', 1.0, NULL, NULL, 'typed');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (1, 'symbol', '"UBND-TH"', 0.95, 1, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (1, 'system', 'null', 0.0, NULL, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (1, 'type', '"Công văn"', 0.95, 1, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (1, 'urgency', 'null', 0.0, NULL, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (2, 'addressees', 'null', 0.0, NULL, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (2, 'issued_on', '"2026-11-10"', 0.95, 1, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (2, 'issuer', '"UBND TỈNH"', 0.95, 1, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (2, 'number', '"1"', 0.95, 1, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (2, 'parent_issuer', 'null', 0.0, NULL, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (2, 'place', 'null', 0.0, NULL, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (2, 'recipients', 'null', 0.0, NULL, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (2, 'signer', 'null', 0.0, NULL, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (2, 'signer_title', 'null', 0.0, NULL, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (2, 'signing_authority', 'null', 0.0, NULL, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (2, 'subject', '"việc số 1"', 0.95, 1, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (2, 'symbol', '"UBND-TH"', 0.95, 1, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (2, 'system', 'null', 0.0, NULL, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (2, 'type', '"Công văn"', 0.95, 1, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (2, 'urgency', 'null', 0.0, NULL, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (3, 'addressees', 'null', 0.0, NULL, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (3, 'issued_on', '"2026-11-10"', 0.95, 1, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (3, 'issuer', '"UBND TỈNH"', 0.95, 1, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (3, 'number', '"2"', 0.95, 1, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (3, 'parent_issuer', 'null', 0.0, NULL, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (3, 'place', 'null', 0.0, NULL, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (3, 'recipients', 'null', 0.0, NULL, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (3, 'signer', 'null', 0.0, NULL, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (3, 'signer_title', 'null', 0.0, NULL, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (3, 'signing_authority', 'null', 0.0, NULL, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (3, 'subject', '"đã sửa 3"', 1.0, NULL, NULL, 'typed');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (3, 'symbol', '"UBND-TH"', 0.95, 1, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (3, 'system', 'null', 0.0, NULL, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (3, 'type', '"Công văn"', 0.95, 1, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (3, 'urgency', 'null', 0.0, NULL, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (4, 'addressees', 'null', 0.0, NULL, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (4, 'issued_on', '"2026-11-10"', 0.95, 1, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (4, 'issuer', '"UBND TỈNH"', 0.95, 1, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (4, 'number', '"3"', 0.95, 1, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (4, 'parent_issuer', 'null', 0.0, NULL, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (4, 'place', 'null', 0.0, NULL, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (4, 'recipients', 'null', 0.0, NULL, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (4, 'signer', 'null', 0.0, NULL, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (4, 'signer_title', 'null', 0.0, NULL, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (4, 'signing_authority', 'null', 0.0, NULL, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (4, 'subject', '"đã sửa 4"', 1.0, NULL, NULL, 'typed');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (4, 'symbol', '"UBND-TH"', 0.95, 1, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (4, 'system', 'null', 0.0, NULL, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (4, 'type', '"Công văn"', 0.95, 1, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (4, 'urgency', 'null', 0.0, NULL, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (5, 'addressees', 'null', 0.0, NULL, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (5, 'issued_on', '"2026-11-10"', 0.95, 1, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (5, 'issuer', '"UBND TỈNH"', 0.95, 1, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (5, 'number', '"6"', 0.95, 1, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (5, 'parent_issuer', 'null', 0.0, NULL, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (5, 'place', 'null', 0.0, NULL, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (5, 'recipients', 'null', 0.0, NULL, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (5, 'signer', 'null', 0.0, NULL, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (5, 'signer_title', 'null', 0.0, NULL, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (5, 'signing_authority', 'null', 0.0, NULL, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (5, 'subject', '"đã sửa 5"', 1.0, NULL, NULL, 'typed');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (5, 'symbol', '"UBND-TH"', 0.95, 1, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (5, 'system', 'null', 0.0, NULL, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (5, 'type', '"Công văn"', 0.95, 1, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (5, 'urgency', 'null', 0.0, NULL, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (6, 'addressees', 'null', 0.0, NULL, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (6, 'issued_on', '"2026-11-10"', 0.95, 1, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (6, 'issuer', '"UBND TỈNH"', 0.95, 1, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (6, 'number', '"6"', 0.95, 1, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (6, 'parent_issuer', 'null', 0.0, NULL, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (6, 'place', 'null', 0.0, NULL, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (6, 'recipients', 'null', 0.0, NULL, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (6, 'signer', 'null', 0.0, NULL, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (6, 'signer_title', 'null', 0.0, NULL, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (6, 'signing_authority', 'null', 0.0, NULL, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (6, 'subject', '"việc số 6"', 0.95, 1, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (6, 'symbol', '"UBND-TH"', 0.95, 1, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (6, 'system', 'null', 0.0, NULL, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (6, 'type', '"Công văn"', 0.95, 1, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (6, 'urgency', 'null', 0.0, NULL, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (7, 'addressees', 'null', 0.0, NULL, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (7, 'issued_on', '"2026-11-10"', 0.95, 1, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (7, 'issuer', '"UBND TỈNH"', 0.95, 1, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (7, 'number', '"7"', 0.95, 1, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (7, 'parent_issuer', 'null', 0.0, NULL, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (7, 'place', 'null', 0.0, NULL, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (7, 'recipients', 'null', 0.0, NULL, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (7, 'signer', 'null', 0.0, NULL, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (7, 'signer_title', 'null', 0.0, NULL, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (7, 'signing_authority', 'null', 0.0, NULL, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (7, 'subject', '"đã sửa 7"', 1.0, NULL, NULL, 'typed');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (7, 'symbol', '"UBND-TH"', 0.95, 1, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (7, 'system', 'null', 0.0, NULL, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (7, 'type', '"Công văn"', 0.95, 1, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (7, 'urgency', 'null', 0.0, NULL, NULL, 'read');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (8, 'issuer', '"ĐẢNG ỦY"', 1.0, NULL, NULL, 'typed');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (8, 'number', '"12"', 1.0, NULL, NULL, 'typed');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (8, 'subject', '"ghi tay, không có bản quét: đường đê Đông Đô"', 1.0, NULL, NULL, 'typed');
INSERT INTO letter_field ("letter_id", "name", "value", "confidence", "page", "box", "source") VALUES (8, 'symbol', '"CV-ĐU"', 1.0, NULL, NULL, 'typed');
INSERT INTO directive ("id", "uid", "letter_id", "path", "parent", "marker", "kind", "text", "addressees", "lead", "coordinate", "deadline", "deadlines", "recurrence", "concerns_commune", "heading", "page", "box", "asks_answer", "anchor_key") VALUES (1, '617688bf37f04af78af7092472923b84', 1, '1', NULL, '1.', 'standing', 'UBND các xã rà soát.', '[]', '[]', '[]', NULL, '[]', NULL, 'yes', '', NULL, NULL, 0, '');
INSERT INTO directive ("id", "uid", "letter_id", "path", "parent", "marker", "kind", "text", "addressees", "lead", "coordinate", "deadline", "deadlines", "recurrence", "concerns_commune", "heading", "page", "box", "asks_answer", "anchor_key") VALUES (2, '875eb866ec1f42279111051814e84f84', 2, '1', NULL, '1.', 'standing', 'UBND các xã rà soát.', '[]', '[]', '[]', NULL, '[]', NULL, 'yes', '', NULL, NULL, 0, '');
INSERT INTO directive ("id", "uid", "letter_id", "path", "parent", "marker", "kind", "text", "addressees", "lead", "coordinate", "deadline", "deadlines", "recurrence", "concerns_commune", "heading", "page", "box", "asks_answer", "anchor_key") VALUES (3, '2eea0e4b916e4c13b8d3b9044214edf1', 3, '1', NULL, '1.', 'standing', 'UBND các xã rà soát.', '[]', '[]', '[]', NULL, '[]', NULL, 'yes', '', NULL, NULL, 0, '');
INSERT INTO directive ("id", "uid", "letter_id", "path", "parent", "marker", "kind", "text", "addressees", "lead", "coordinate", "deadline", "deadlines", "recurrence", "concerns_commune", "heading", "page", "box", "asks_answer", "anchor_key") VALUES (4, 'c893d2dee090486f87508c5a84269ad5', 4, '1', NULL, '1.', 'standing', 'UBND các xã rà soát.', '[]', '[]', '[]', NULL, '[]', NULL, 'yes', '', NULL, NULL, 0, '');
INSERT INTO directive ("id", "uid", "letter_id", "path", "parent", "marker", "kind", "text", "addressees", "lead", "coordinate", "deadline", "deadlines", "recurrence", "concerns_commune", "heading", "page", "box", "asks_answer", "anchor_key") VALUES (5, '666fd2c43e1443a391e9a118efb527ee', 5, '1', NULL, '1.', 'standing', 'UBND các xã rà soát.', '[]', '[]', '[]', NULL, '[]', NULL, 'yes', '', NULL, NULL, 0, '');
INSERT INTO directive ("id", "uid", "letter_id", "path", "parent", "marker", "kind", "text", "addressees", "lead", "coordinate", "deadline", "deadlines", "recurrence", "concerns_commune", "heading", "page", "box", "asks_answer", "anchor_key") VALUES (6, '8b701b63cb8a41659ae910fa254fa66f', 6, '1', NULL, '1.', 'standing', 'UBND các xã rà soát.', '[]', '[]', '[]', NULL, '[]', NULL, 'yes', '', NULL, NULL, 0, '');
INSERT INTO directive ("id", "uid", "letter_id", "path", "parent", "marker", "kind", "text", "addressees", "lead", "coordinate", "deadline", "deadlines", "recurrence", "concerns_commune", "heading", "page", "box", "asks_answer", "anchor_key") VALUES (7, '1004ac5af024428cbb76d98b1954472f', 7, '1', NULL, '1.', 'standing', 'UBND các xã rà soát.', '[]', '[]', '[]', NULL, '[]', NULL, 'yes', '', NULL, NULL, 0, '');
INSERT INTO task ("id", "uid", "title", "letter_id", "directive_id", "lead_id", "product", "due_on", "due_time", "kind", "assigned_on", "assigned_by", "state", "done_on", "reply", "reply_id", "recurrence", "period_on", "previous_id") VALUES (1, 'bb4d86ccee0d45db9b1f50c4bd207f06', 'UBND các xã rà soát.', 3, 3, 2, '', NULL, '', 'standing', '2026-11-16', '', 'open', NULL, '', NULL, NULL, NULL, NULL);
INSERT INTO task ("id", "uid", "title", "letter_id", "directive_id", "lead_id", "product", "due_on", "due_time", "kind", "assigned_on", "assigned_by", "state", "done_on", "reply", "reply_id", "recurrence", "period_on", "previous_id") VALUES (2, '3e6e31ea58184eaaa2dd9ed22457afb7', 'UBND các xã rà soát.', 4, 4, 2, '', NULL, '', 'standing', '2026-11-16', '', 'open', NULL, '', NULL, NULL, NULL, NULL);
INSERT INTO task ("id", "uid", "title", "letter_id", "directive_id", "lead_id", "product", "due_on", "due_time", "kind", "assigned_on", "assigned_by", "state", "done_on", "reply", "reply_id", "recurrence", "period_on", "previous_id") VALUES (3, 'ce839b81940f4144bc9adc84c4f66742', 'UBND các xã rà soát.', 7, 7, 2, '', NULL, '', 'standing', '2026-11-16', '', 'open', NULL, '', NULL, NULL, NULL, NULL);
INSERT INTO progress ("id", "uid", "task_id", "at", "note", "kind", "who") VALUES (1, 'd3a8b4c4e09b45c2a27a0fc15a879613', 1, '2026-11-16T08:00:00', 'đang làm', 'note', 'Văn thư');
INSERT INTO progress ("id", "uid", "task_id", "at", "note", "kind", "who") VALUES (2, 'a2ed79ad710b4aba9413bb51e7a2fe6e', 1, '2026-11-16T08:00:00', 'Lê Văn Đạt → Ngô Thị Mai: nghỉ phép', 'reassigned', 'Văn thư');
INSERT INTO progress ("id", "uid", "task_id", "at", "note", "kind", "who") VALUES (3, '98e840fce7a9472896eec54d8bee0c18', 2, '2026-11-16T08:00:00', 'đang làm', 'note', 'Văn thư');
INSERT INTO progress ("id", "uid", "task_id", "at", "note", "kind", "who") VALUES (4, 'c5b7dc4822c74803becfae04780ba512', 2, '2026-11-16T08:00:00', 'Lê Văn Đạt → Ngô Thị Mai: nghỉ phép', 'reassigned', 'Văn thư');
INSERT INTO progress ("id", "uid", "task_id", "at", "note", "kind", "who") VALUES (5, '36931ed05a9c466c8f6b084ecdaed699', 3, '2026-11-16T08:00:00', 'đang làm', 'note', 'Văn thư');
INSERT INTO progress ("id", "uid", "task_id", "at", "note", "kind", "who") VALUES (6, '718dd0f1441c4bd3a1bf7fbba4c0a3f7', 3, '2026-11-16T08:00:00', 'Lê Văn Đạt → Ngô Thị Mai: nghỉ phép', 'reassigned', 'Văn thư');
INSERT INTO transfer ("id", "uid", "letter_id", "person_id", "unit_id", "to_name", "handed_on", "note") VALUES (1, '9b9994bebc99417f9bcc1e3c4a9ac384', 3, 1, NULL, 'Lê Văn Đạt', '2026-11-16', '');
INSERT INTO transfer ("id", "uid", "letter_id", "person_id", "unit_id", "to_name", "handed_on", "note") VALUES (2, '1dc90f671cf048bd8f850931cbca10d4', 3, 2, NULL, 'Ngô Thị Mai', '2026-11-16', '');
INSERT INTO transfer ("id", "uid", "letter_id", "person_id", "unit_id", "to_name", "handed_on", "note") VALUES (3, 'a05d3dade59e49ac9eb1d59d25823861', 4, 1, NULL, 'Lê Văn Đạt', '2026-11-16', '');
INSERT INTO transfer ("id", "uid", "letter_id", "person_id", "unit_id", "to_name", "handed_on", "note") VALUES (4, 'eab1387eb3ed44f6aa351a18128f1446', 4, 2, NULL, 'Ngô Thị Mai', '2026-11-16', '');
INSERT INTO transfer ("id", "uid", "letter_id", "person_id", "unit_id", "to_name", "handed_on", "note") VALUES (5, 'a35a782a787148a6b5ae467672e6daa0', 7, 1, NULL, 'Lê Văn Đạt', '2026-11-16', '');
INSERT INTO transfer ("id", "uid", "letter_id", "person_id", "unit_id", "to_name", "handed_on", "note") VALUES (6, 'f54f3d82b679427ca22dea005fc861aa', 7, 2, NULL, 'Ngô Thị Mai', '2026-11-16', '');
INSERT INTO instruction ("id", "uid", "letter_id", "person_id", "who", "text", "given_on") VALUES (1, 'de4ec9c5f2654d8abb5d344691e5bbb7', 3, NULL, 'Chủ tịch', 'Khẩn trương', '2026-11-16');
INSERT INTO instruction ("id", "uid", "letter_id", "person_id", "who", "text", "given_on") VALUES (2, 'ee99e65037424f0da9c6223fa1b1571b', 4, NULL, 'Chủ tịch', 'Khẩn trương', '2026-11-16');
INSERT INTO instruction ("id", "uid", "letter_id", "person_id", "who", "text", "given_on") VALUES (3, '617ddb0d2d92450996bcb307deaa0a3e', 7, NULL, 'Chủ tịch', 'Khẩn trương', '2026-11-16');
INSERT INTO attachment ("id", "uid", "letter_id", "task_id", "outgoing_id", "name", "path", "sha256", "size", "added_at", "added_by") VALUES (1, '20517c962aeb4086922edda4e9717e89', NULL, 1, NULL, 'x.txt', 'store/7d/7dd779770631f6fbfa434091ce27993eeb91e32e0c8072d3018647f40ef7de65.txt', '7dd779770631f6fbfa434091ce27993eeb91e32e0c8072d3018647f40ef7de65', 12, '2026-11-16T08:00:00', 'Văn thư');
INSERT INTO audit ("id", "at", "who", "action", "noun", "row_id", "detail", "prev_hash", "hash") VALUES (1, '2026-11-16T08:00:00', '', 'create', 'office', 1, '{"name":"ỦY BAN NHÂN DÂN XÃ AN BÌNH"}', '0000000000000000000000000000000000000000000000000000000000000000', '2cfbfa660424480a5fbed0f23fcaacae24efa7a80a69c9f0234510077ab751b7');
INSERT INTO audit ("id", "at", "who", "action", "noun", "row_id", "detail", "prev_hash", "hash") VALUES (10, '2026-11-16T08:00:00', 'Văn thư', 'assign', 'task', 1, '{"lead":1,"letter":3,"due_on":null}', '698537466ca63e3655bed921ff75be12d72833960a3564d35130786ba75b5b5a', '4c8823f88305c66c8dfa35f8f285ad4b0f30b42d202bd0d0cc3e2d91cb079ec3');
INSERT INTO audit ("id", "at", "who", "action", "noun", "row_id", "detail", "prev_hash", "hash") VALUES (11, '2026-11-16T08:00:00', 'Văn thư', 'hand-over', 'letter', 3, '{"to":"Lê Văn Đạt","on":"2026-11-16"}', '4c8823f88305c66c8dfa35f8f285ad4b0f30b42d202bd0d0cc3e2d91cb079ec3', '267794e454866a46b8bc7a41bf724ebd2af544c330a96a4f30b276236864c466');
INSERT INTO audit ("id", "at", "who", "action", "noun", "row_id", "detail", "prev_hash", "hash") VALUES (12, '2026-11-16T08:00:00', 'Văn thư', 'note', 'task', 1, '{"note":"đang làm","reply":"","on":"2026-11-16","was":"open"}', '267794e454866a46b8bc7a41bf724ebd2af544c330a96a4f30b276236864c466', '1485219c018b8f49c4341baece817a410f469b1f799453b4df1fc0d69d2db21e');
INSERT INTO audit ("id", "at", "who", "action", "noun", "row_id", "detail", "prev_hash", "hash") VALUES (13, '2026-11-16T08:00:00', 'Văn thư', 'reassigned', 'task', 1, '{"note":"Lê Văn Đạt → Ngô Thị Mai: nghỉ phép","lead_id":2}', '1485219c018b8f49c4341baece817a410f469b1f799453b4df1fc0d69d2db21e', '512483027caac806ee46f3f1e68cafb87801ca84cacdfc52eb7f217fe2e56112');
INSERT INTO audit ("id", "at", "who", "action", "noun", "row_id", "detail", "prev_hash", "hash") VALUES (14, '2026-11-16T08:00:00', 'Văn thư', 'hand-over', 'letter', 3, '{"to":"Ngô Thị Mai","on":"2026-11-16"}', '512483027caac806ee46f3f1e68cafb87801ca84cacdfc52eb7f217fe2e56112', 'd00da33cd07bc57677c302f99b0e5896bc3d5de2057ae7821f8194ed9ba2832a');
INSERT INTO audit ("id", "at", "who", "action", "noun", "row_id", "detail", "prev_hash", "hash") VALUES (15, '2026-11-16T08:00:00', 'Văn thư', 'instruct', 'letter', 3, '{"by":"Chủ tịch","text":"Khẩn trương"}', 'd00da33cd07bc57677c302f99b0e5896bc3d5de2057ae7821f8194ed9ba2832a', '94f9c0e927bda4546d07948fd9667341254366542cea0b571f2c483bc60afc63');
INSERT INTO audit ("id", "at", "who", "action", "noun", "row_id", "detail", "prev_hash", "hash") VALUES (16, '2026-11-16T08:00:00', 'Văn thư', 'register', 'letter', 4, '{"book":1,"year":2026,"arrival_number":4,"scan":3,"late":false,"values":{"issuer":"UBND TỈNH","number":"3","symbol":"UBND-TH","issued_on":"2026-11-10","type":"Công văn","subject":"việc số 3"}}', '94f9c0e927bda4546d07948fd9667341254366542cea0b571f2c483bc60afc63', 'adc9602c1ef6cc0b7cbfdb2964ea9828b1e74c6861fc60b705452d4e246f044e');
INSERT INTO audit ("id", "at", "who", "action", "noun", "row_id", "detail", "prev_hash", "hash") VALUES (17, '2026-11-16T08:00:00', 'Văn thư', 'correct', 'letter', 4, '{"old":{"subject":"việc số 3"},"new":{"subject":"đã sửa 4"}}', 'adc9602c1ef6cc0b7cbfdb2964ea9828b1e74c6861fc60b705452d4e246f044e', '9344ae4e96a998f1d610dc57fbbe184a23108c985014cbcda57d91fe00394c70');
INSERT INTO audit ("id", "at", "who", "action", "noun", "row_id", "detail", "prev_hash", "hash") VALUES (18, '2026-11-16T08:00:00', 'Văn thư', 'assign', 'task', 2, '{"lead":1,"letter":4,"due_on":null}', '9344ae4e96a998f1d610dc57fbbe184a23108c985014cbcda57d91fe00394c70', '7b282240fd40642738d448b586f5ab40dd9bb614e4230d512998e451aae2839f');
INSERT INTO audit ("id", "at", "who", "action", "noun", "row_id", "detail", "prev_hash", "hash") VALUES (19, '2026-11-16T08:00:00', 'Văn thư', 'hand-over', 'letter', 4, '{"to":"Lê Văn Đạt","on":"2026-11-16"}', '7b282240fd40642738d448b586f5ab40dd9bb614e4230d512998e451aae2839f', 'e486a94eabbd484d2fac34739007dbf66c836194bb003c6e74a0e0abe47f0e7b');
INSERT INTO audit ("id", "at", "who", "action", "noun", "row_id", "detail", "prev_hash", "hash") VALUES (2, '2026-11-16T08:00:00', 'Văn thư', 'add', 'person', 1, '{"name":"Lê Văn Đạt","role":"officer"}', '2cfbfa660424480a5fbed0f23fcaacae24efa7a80a69c9f0234510077ab751b7', 'c650efc3b50191997aee42f292f31d18ac1448ef3c0152473694823d06e00558');
INSERT INTO audit ("id", "at", "who", "action", "noun", "row_id", "detail", "prev_hash", "hash") VALUES (20, '2026-11-16T08:00:00', 'Văn thư', 'note', 'task', 2, '{"note":"đang làm","reply":"","on":"2026-11-16","was":"open"}', 'e486a94eabbd484d2fac34739007dbf66c836194bb003c6e74a0e0abe47f0e7b', '2f04350644517c79a4c7b056cda1003d7cca868206830f3ff1007ed4ded4d019');
INSERT INTO audit ("id", "at", "who", "action", "noun", "row_id", "detail", "prev_hash", "hash") VALUES (21, '2026-11-16T08:00:00', 'Văn thư', 'reassigned', 'task', 2, '{"note":"Lê Văn Đạt → Ngô Thị Mai: nghỉ phép","lead_id":2}', '2f04350644517c79a4c7b056cda1003d7cca868206830f3ff1007ed4ded4d019', '33cb8139f72e8489d1c4812ce195cfec326c8ae163c675177cc346a0018fe78d');
INSERT INTO audit ("id", "at", "who", "action", "noun", "row_id", "detail", "prev_hash", "hash") VALUES (22, '2026-11-16T08:00:00', 'Văn thư', 'hand-over', 'letter', 4, '{"to":"Ngô Thị Mai","on":"2026-11-16"}', '33cb8139f72e8489d1c4812ce195cfec326c8ae163c675177cc346a0018fe78d', '90fceb9a6f6c3a8ae405a2cb19dace78164acee3c411d01c2d3e9daa38e63b85');
INSERT INTO audit ("id", "at", "who", "action", "noun", "row_id", "detail", "prev_hash", "hash") VALUES (23, '2026-11-16T08:00:00', 'Văn thư', 'instruct', 'letter', 4, '{"by":"Chủ tịch","text":"Khẩn trương"}', '90fceb9a6f6c3a8ae405a2cb19dace78164acee3c411d01c2d3e9daa38e63b85', '4bdce4b54902a909622e0c408e82778ac2afc7b3f7dd1534f4474126752122d3');
INSERT INTO audit ("id", "at", "who", "action", "noun", "row_id", "detail", "prev_hash", "hash") VALUES (24, '2026-11-16T08:00:00', 'Văn thư', 'dismiss', 'scan', 4, '{"reason":"không thuộc thẩm quyền"}', '4bdce4b54902a909622e0c408e82778ac2afc7b3f7dd1534f4474126752122d3', '3dbb452b674c19a7bffe4ddbc2defb62a087aee9317cc212998d077261a0283d');
INSERT INTO audit ("id", "at", "who", "action", "noun", "row_id", "detail", "prev_hash", "hash") VALUES (25, '2026-11-16T08:00:00', 'Văn thư', 'reread', 'scan', 4, '{}', '3dbb452b674c19a7bffe4ddbc2defb62a087aee9317cc212998d077261a0283d', '2e2c74aa8280bc716e14b82e4ae3422474fb10e3ad80aa43e9eff80d7688d7ff');
INSERT INTO audit ("id", "at", "who", "action", "noun", "row_id", "detail", "prev_hash", "hash") VALUES (26, '2026-11-16T08:00:00', 'Văn thư', 'dismiss', 'scan', 4, '{"reason":"không thuộc thẩm quyền"}', '2e2c74aa8280bc716e14b82e4ae3422474fb10e3ad80aa43e9eff80d7688d7ff', 'aec348000948fbfa0dcedb1002fb4f47952669f729ee83cce52134951e4a14d8');
INSERT INTO audit ("id", "at", "who", "action", "noun", "row_id", "detail", "prev_hash", "hash") VALUES (27, '2026-11-16T08:00:00', 'Văn thư', 'refuse-secret', 'scan', 5, '{"stamp":"MẬT"}', 'aec348000948fbfa0dcedb1002fb4f47952669f729ee83cce52134951e4a14d8', '2f5e7c2183a1ed0c16dd22b06a9bf37d90bd26ae180166c9b80741ef8caf1593');
INSERT INTO audit ("id", "at", "who", "action", "noun", "row_id", "detail", "prev_hash", "hash") VALUES (28, '2026-11-16T08:00:00', 'Văn thư', 'register', 'letter', 5, '{"book":1,"year":2026,"arrival_number":5,"scan":6,"late":false,"values":{"issuer":"UBND TỈNH","number":"6","symbol":"UBND-TH","issued_on":"2026-11-10","type":"Công văn","subject":"việc số 6"}}', '2f5e7c2183a1ed0c16dd22b06a9bf37d90bd26ae180166c9b80741ef8caf1593', 'b244ed3806c8fd6e4a3904a1055925a3bd1d388302014abc5ec6a19734dcd67b');
INSERT INTO audit ("id", "at", "who", "action", "noun", "row_id", "detail", "prev_hash", "hash") VALUES (29, '2026-11-16T08:00:00', 'Văn thư', 'correct', 'letter', 5, '{"old":{"subject":"việc số 6"},"new":{"subject":"đã sửa 5"}}', 'b244ed3806c8fd6e4a3904a1055925a3bd1d388302014abc5ec6a19734dcd67b', '3f5c43960e3275a72502d57c7fdaf25ebcbb65cfc9c6998743e6f7b0142126f9');
INSERT INTO audit ("id", "at", "who", "action", "noun", "row_id", "detail", "prev_hash", "hash") VALUES (3, '2026-11-16T08:00:00', 'Văn thư', 'add', 'person', 2, '{"name":"Ngô Thị Mai","role":"officer"}', 'c650efc3b50191997aee42f292f31d18ac1448ef3c0152473694823d06e00558', '0e9cdbd824ca4b4ac575b0d45d57f0129550735e8198cae7bb32115249195e37');
INSERT INTO audit ("id", "at", "who", "action", "noun", "row_id", "detail", "prev_hash", "hash") VALUES (30, '2026-11-16T08:00:00', 'Văn thư', 'void', 'letter', 5, '{"reason":"nhầm","arrival_number":5}', '3f5c43960e3275a72502d57c7fdaf25ebcbb65cfc9c6998743e6f7b0142126f9', 'a6988115c08dd22c9a0986225d8c66b34260f5e6de827f8c4415dcd4c531eb4f');
INSERT INTO audit ("id", "at", "who", "action", "noun", "row_id", "detail", "prev_hash", "hash") VALUES (31, '2026-11-16T08:00:00', 'Văn thư', 'register', 'letter', 6, '{"book":1,"year":2026,"arrival_number":6,"scan":6,"late":false,"values":{"issuer":"UBND TỈNH","number":"6","symbol":"UBND-TH","issued_on":"2026-11-10","type":"Công văn","subject":"việc số 6"}}', 'a6988115c08dd22c9a0986225d8c66b34260f5e6de827f8c4415dcd4c531eb4f', '71a3d50573bdc1150d65accde6cbb44108876341299a249d708b9408cd72ba2d');
INSERT INTO audit ("id", "at", "who", "action", "noun", "row_id", "detail", "prev_hash", "hash") VALUES (32, '2026-11-16T08:00:00', 'Văn thư', 'register', 'letter', 7, '{"book":1,"year":2026,"arrival_number":7,"scan":7,"late":false,"values":{"issuer":"UBND TỈNH","number":"7","symbol":"UBND-TH","issued_on":"2026-11-10","type":"Công văn","subject":"việc số 7"}}', '71a3d50573bdc1150d65accde6cbb44108876341299a249d708b9408cd72ba2d', '357ae8881e42d26f2effed67ebbaca9003df1a67142021cd998efa6c72cd33cd');
INSERT INTO audit ("id", "at", "who", "action", "noun", "row_id", "detail", "prev_hash", "hash") VALUES (33, '2026-11-16T08:00:00', 'Văn thư', 'correct', 'letter', 7, '{"old":{"subject":"việc số 7"},"new":{"subject":"đã sửa 7"}}', '357ae8881e42d26f2effed67ebbaca9003df1a67142021cd998efa6c72cd33cd', '819d148a3241c9c0c7f0784923fa76338b647b681a6717937e3dbfa6d3868e32');
INSERT INTO audit ("id", "at", "who", "action", "noun", "row_id", "detail", "prev_hash", "hash") VALUES (34, '2026-11-16T08:00:00', 'Văn thư', 'assign', 'task', 3, '{"lead":1,"letter":7,"due_on":null}', '819d148a3241c9c0c7f0784923fa76338b647b681a6717937e3dbfa6d3868e32', '3464424513f7f3d3a5125b571467fb46a80586921f5e38995b8a184f016909c9');
INSERT INTO audit ("id", "at", "who", "action", "noun", "row_id", "detail", "prev_hash", "hash") VALUES (35, '2026-11-16T08:00:00', 'Văn thư', 'hand-over', 'letter', 7, '{"to":"Lê Văn Đạt","on":"2026-11-16"}', '3464424513f7f3d3a5125b571467fb46a80586921f5e38995b8a184f016909c9', 'e0139f608565d16dd1189dc603b4beb9eecacb055c1a868e57f441390ef6c66b');
INSERT INTO audit ("id", "at", "who", "action", "noun", "row_id", "detail", "prev_hash", "hash") VALUES (36, '2026-11-16T08:00:00', 'Văn thư', 'note', 'task', 3, '{"note":"đang làm","reply":"","on":"2026-11-16","was":"open"}', 'e0139f608565d16dd1189dc603b4beb9eecacb055c1a868e57f441390ef6c66b', '32dfec157fefaaa23e5966b3b9c4c6d634cc8099c585f6c0f476ffa34cde2b8a');
INSERT INTO audit ("id", "at", "who", "action", "noun", "row_id", "detail", "prev_hash", "hash") VALUES (37, '2026-11-16T08:00:00', 'Văn thư', 'reassigned', 'task', 3, '{"note":"Lê Văn Đạt → Ngô Thị Mai: nghỉ phép","lead_id":2}', '32dfec157fefaaa23e5966b3b9c4c6d634cc8099c585f6c0f476ffa34cde2b8a', '14b71144851b5ae95462890aa0cf3647cbd360dd4ae0ab73b00e3138aa305b21');
INSERT INTO audit ("id", "at", "who", "action", "noun", "row_id", "detail", "prev_hash", "hash") VALUES (38, '2026-11-16T08:00:00', 'Văn thư', 'hand-over', 'letter', 7, '{"to":"Ngô Thị Mai","on":"2026-11-16"}', '14b71144851b5ae95462890aa0cf3647cbd360dd4ae0ab73b00e3138aa305b21', '844f832611f5fa892ede5c79411dd20979a41d9b1f083b8a518dbd63826381f1');
INSERT INTO audit ("id", "at", "who", "action", "noun", "row_id", "detail", "prev_hash", "hash") VALUES (39, '2026-11-16T08:00:00', 'Văn thư', 'instruct', 'letter', 7, '{"by":"Chủ tịch","text":"Khẩn trương"}', '844f832611f5fa892ede5c79411dd20979a41d9b1f083b8a518dbd63826381f1', '844f62d7fc9957d79ffed6deb46c3c04c3ae52f796f81ae344ed679a9ea21ebe');
INSERT INTO audit ("id", "at", "who", "action", "noun", "row_id", "detail", "prev_hash", "hash") VALUES (4, '2026-11-16T08:00:00', 'Văn thư', 'register', 'letter', 1, '{"book":1,"year":2026,"arrival_number":1,"scan":1,"late":false,"values":{"issuer":"UBND TỈNH","number":"1","symbol":"UBND-TH","issued_on":"2026-11-10","type":"Công văn","subject":"việc số 1"}}', '0e9cdbd824ca4b4ac575b0d45d57f0129550735e8198cae7bb32115249195e37', 'fa4e7132d2606390c7dd3fc3c14c3cf67baa7693c57725803c8da876bdb4233f');
INSERT INTO audit ("id", "at", "who", "action", "noun", "row_id", "detail", "prev_hash", "hash") VALUES (40, '2026-11-16T08:00:00', 'Văn thư', 'add', 'unit', 14, '{"name":"Tổ thử nghiệm"}', '844f62d7fc9957d79ffed6deb46c3c04c3ae52f796f81ae344ed679a9ea21ebe', 'a0a2ce1dd68aca2ef8a09f1d2eba355ac46b741803e9fd275d9c014cf65911a6');
INSERT INTO audit ("id", "at", "who", "action", "noun", "row_id", "detail", "prev_hash", "hash") VALUES (41, '2026-11-16T08:00:00', 'Văn thư', 'learn', 'issuer', 0, '{"name":"ĐẢNG ỦY","parent":""}', 'a0a2ce1dd68aca2ef8a09f1d2eba355ac46b741803e9fd275d9c014cf65911a6', 'bcc32299d358470ea268c69748a9278a1e0b8e8b523a237d153d79c51f779142');
INSERT INTO audit ("id", "at", "who", "action", "noun", "row_id", "detail", "prev_hash", "hash") VALUES (42, '2026-11-16T08:00:00', 'Văn thư', 'register', 'letter', 8, '{"book":1,"year":2026,"arrival_number":8,"scan":null,"late":false,"values":{"subject":"ghi tay, không có bản quét: đường đê Đông Đô","number":"12","symbol":"CV-ĐU","issuer":"ĐẢNG ỦY"}}', 'bcc32299d358470ea268c69748a9278a1e0b8e8b523a237d153d79c51f779142', '24f68a1a2d64dcae743939d3a50b77fbf7fcaf7f7857b7284477b8ee25c60487');
INSERT INTO audit ("id", "at", "who", "action", "noun", "row_id", "detail", "prev_hash", "hash") VALUES (43, '2026-11-16T08:00:00', 'Văn thư', 'attach', 'task', 1, '{"file":"x.txt","sha256":"7dd779770631f6fbfa434091ce27993eeb91e32e0c8072d3018647f40ef7de65"}', '24f68a1a2d64dcae743939d3a50b77fbf7fcaf7f7857b7284477b8ee25c60487', 'a739afcb66834f3226298e302899e17a7afbab2ccaadb131b954e40d3e216616');
INSERT INTO audit ("id", "at", "who", "action", "noun", "row_id", "detail", "prev_hash", "hash") VALUES (5, '2026-11-16T08:00:00', 'Văn thư', 'correct', 'letter', 1, '{"old":{"subject":"việc số 1"},"new":{"subject":"đã sửa 1"}}', 'fa4e7132d2606390c7dd3fc3c14c3cf67baa7693c57725803c8da876bdb4233f', 'fa70b17b0da4543f45300e9cbdbdf861be7a538aafad87579cf50b67138d595b');
INSERT INTO audit ("id", "at", "who", "action", "noun", "row_id", "detail", "prev_hash", "hash") VALUES (6, '2026-11-16T08:00:00', 'Văn thư', 'void', 'letter', 1, '{"reason":"nhầm","arrival_number":1}', 'fa70b17b0da4543f45300e9cbdbdf861be7a538aafad87579cf50b67138d595b', 'a9d235b616240275ddcfa16aeb3526be7ad4d4c8d531bfee3d37549336abfd24');
INSERT INTO audit ("id", "at", "who", "action", "noun", "row_id", "detail", "prev_hash", "hash") VALUES (7, '2026-11-16T08:00:00', 'Văn thư', 'register', 'letter', 2, '{"book":1,"year":2026,"arrival_number":2,"scan":1,"late":false,"values":{"issuer":"UBND TỈNH","number":"1","symbol":"UBND-TH","issued_on":"2026-11-10","type":"Công văn","subject":"việc số 1"}}', 'a9d235b616240275ddcfa16aeb3526be7ad4d4c8d531bfee3d37549336abfd24', '697569b3219f5a11b0f30ea39ef8e9bf526e57c02b054ecff3c35ea330fd37e8');
INSERT INTO audit ("id", "at", "who", "action", "noun", "row_id", "detail", "prev_hash", "hash") VALUES (8, '2026-11-16T08:00:00', 'Văn thư', 'register', 'letter', 3, '{"book":1,"year":2026,"arrival_number":3,"scan":2,"late":false,"values":{"issuer":"UBND TỈNH","number":"2","symbol":"UBND-TH","issued_on":"2026-11-10","type":"Công văn","subject":"việc số 2"}}', '697569b3219f5a11b0f30ea39ef8e9bf526e57c02b054ecff3c35ea330fd37e8', '58c9adac95ae9c64cfd2e3d990e0176b7d95fa1191ea3122cc818905b24fc0b8');
INSERT INTO audit ("id", "at", "who", "action", "noun", "row_id", "detail", "prev_hash", "hash") VALUES (9, '2026-11-16T08:00:00', 'Văn thư', 'correct', 'letter', 3, '{"old":{"subject":"việc số 2"},"new":{"subject":"đã sửa 3"}}', '58c9adac95ae9c64cfd2e3d990e0176b7d95fa1191ea3122cc818905b24fc0b8', '698537466ca63e3655bed921ff75be12d72833960a3564d35130786ba75b5b5a');
INSERT INTO search (search) VALUES ('rebuild');
CREATE TRIGGER book_year_only_rises BEFORE UPDATE OF last_number ON book_year
WHEN NEW.last_number < OLD.last_number
BEGIN SELECT RAISE(ABORT, 'a number is never given twice'); END;
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
CREATE TRIGGER letter_counts AFTER INSERT ON letter WHEN NEW.scan_id IS NOT NULL AND NEW.state = 'registered'
BEGIN UPDATE scan SET registered_count = registered_count + 1 WHERE id = NEW.scan_id; END;
CREATE TRIGGER letter_void_counts AFTER UPDATE OF state ON letter
WHEN NEW.scan_id IS NOT NULL AND OLD.state = 'registered' AND NEW.state = 'void'
BEGIN UPDATE scan SET registered_count = registered_count - 1 WHERE id = NEW.scan_id; END;
CREATE TRIGGER letter_scan_stays BEFORE UPDATE OF scan_id, letter_index ON letter
BEGIN SELECT RAISE(ABORT, 'an entry stays with its scan'); END;
CREATE TRIGGER outgoing_stays BEFORE DELETE ON outgoing
BEGIN SELECT RAISE(ABORT, 'a recorded letter is voided, never deleted'); END;
CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END;
CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END;
