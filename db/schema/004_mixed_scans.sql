-- A scan may hold letters and weekly sheets that came back. Its sheets wait to be confirmed apart from its letters.
ALTER TABLE scan ADD COLUMN sheets_waiting INTEGER NOT NULL DEFAULT 0 CHECK (sheets_waiting IN (0, 1));
DROP INDEX scan_state;
DROP INDEX scan_waiting;
ALTER TABLE scan DROP COLUMN whole;
ALTER TABLE scan ADD COLUMN whole INTEGER GENERATED ALWAYS AS (
    state NOT IN ('duplicate', 'refused') AND NOT sheets_waiting
    AND (settled OR (letter_count > 0 AND registered_count >= letter_count))
) VIRTUAL;
CREATE INDEX scan_state ON scan (state, whole);
CREATE INDEX scan_waiting ON scan (id) WHERE dismissed = 0 AND whole = 0;

-- What a person wrote into part III of a sheet, as a picture in the store.
ALTER TABLE sheet_return ADD COLUMN note_path TEXT;
ALTER TABLE sheet_return ADD COLUMN note_sha256 TEXT;
ALTER TABLE sheet_return ADD COLUMN note_size INTEGER;
CREATE INDEX sheet_return_week ON sheet_return (week);
