-- given: somebody else chose the password; whoever it belongs to chooses another before anything else.
ALTER TABLE account ADD COLUMN given INTEGER NOT NULL DEFAULT 0 CHECK (given IN (0, 1));

-- The administrators' recovery code, on paper in the safe: its argon2 hash alone, '' where none was made or it was used.
CREATE TABLE recovery (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    secret TEXT NOT NULL DEFAULT '',
    made_at TEXT NOT NULL DEFAULT '',
    failed INTEGER NOT NULL DEFAULT 0,
    wait_until TEXT
) STRICT;
INSERT INTO recovery (id) VALUES (1);
