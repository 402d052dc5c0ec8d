-- The pages that a scan was put together from, when a person has turned, taken apart or joined scans: page (from 1) of
-- source_id, turned so many degrees clockwise, stands at place. The sources' own files are never changed.
CREATE TABLE scan_part (
    scan_id INTEGER NOT NULL REFERENCES scan (id),
    place INTEGER NOT NULL CHECK (place > 0),
    source_id INTEGER NOT NULL REFERENCES scan (id),
    page INTEGER NOT NULL CHECK (page > 0),
    turn INTEGER NOT NULL CHECK (turn IN (0, 90, 180, 270)),
    PRIMARY KEY (scan_id, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX scan_part_source ON scan_part (source_id);
