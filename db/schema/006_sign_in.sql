-- Signing in, when an office switches it on: who may do what, and which letters only some may see.
CREATE TABLE sign_in (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    enabled INTEGER NOT NULL DEFAULT 0 CHECK (enabled IN (0, 1)),
    idle_minutes INTEGER NOT NULL DEFAULT 15 CHECK (idle_minutes >= 0)
) STRICT;
INSERT INTO sign_in (id) VALUES (1);

-- secret: the argon2 hash of the password. failed, wait_until: wrong tries since the last right one, and until when
-- none is looked at.
CREATE TABLE account (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL CHECK (name <> ''),
    folded TEXT NOT NULL UNIQUE,
    role TEXT NOT NULL CHECK (role IN ('administrator', 'leader', 'clerk', 'officer', 'viewer')),
    person_id INTEGER REFERENCES person (id),
    secret TEXT NOT NULL,
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    failed INTEGER NOT NULL DEFAULT 0,
    wait_until TEXT,
    made_at TEXT NOT NULL
) STRICT;
CREATE TRIGGER account_last_administrator BEFORE UPDATE OF role, active ON account
WHEN OLD.role = 'administrator' AND OLD.active AND (NEW.role <> 'administrator' OR NOT NEW.active)
    AND NOT EXISTS (SELECT 1 FROM account WHERE role = 'administrator' AND active AND id <> OLD.id)
BEGIN
    SELECT RAISE(ABORT, 'the last administrator stays');
END;
CREATE TRIGGER account_stays BEFORE DELETE ON account
BEGIN
    SELECT RAISE(ABORT, 'accounts are closed, not deleted');
END;

-- Letters with personal data: only the accounts named see what stands in them; the number and the day stay in the book.
CREATE TABLE restriction (
    letter_id INTEGER PRIMARY KEY REFERENCES letter (id),
    reason TEXT NOT NULL CHECK (reason <> ''),
    at TEXT NOT NULL,
    who TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE restriction_reader (
    letter_id INTEGER NOT NULL REFERENCES restriction (letter_id) ON DELETE CASCADE,
    account_id INTEGER NOT NULL REFERENCES account (id),
    PRIMARY KEY (letter_id, account_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX restriction_reader_account ON restriction_reader (account_id);
