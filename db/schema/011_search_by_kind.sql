-- Schema 11. What is searched stands kind by kind in the index: the newest of a kind that hold some words are its last
-- matches, found without walking past what other kinds say. The key of a row is its id, plus 2^40 for each kind before
-- its own: letter, directive, task, outgoing letter.
DROP TABLE search;
DROP VIEW search_source;
DROP VIEW search_letter;
DROP VIEW search_directive;
DROP VIEW search_task;
DROP VIEW search_outgoing;

CREATE VIEW search_letter AS
SELECT l.id AS row_id, l.id AS id,
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
SELECT d.id AS row_id, d.id + (1 << 40) AS id, '' AS code,
    replace(replace(d.heading, 'đ', 'd'), 'Đ', 'D') AS title,
    replace(replace(d.text, 'đ', 'd'), 'Đ', 'D') AS body
FROM directive AS d;

CREATE VIEW search_task AS
SELECT t.id AS row_id, t.id + (2 << 40) AS id, replace(replace(t.reply, 'đ', 'd'), 'Đ', 'D') AS code,
    replace(replace(t.title, 'đ', 'd'), 'Đ', 'D') AS title,
    replace(replace(t.product || ' ' || p.name || coalesce(' ' || u.name, ''), 'đ', 'd'), 'Đ', 'D') AS body
FROM task AS t JOIN person AS p ON p.id = t.lead_id LEFT JOIN unit AS u ON u.id = t.lead_unit_id;

CREATE VIEW search_outgoing AS
SELECT o.id AS row_id, o.id + (3 << 40) AS id,
    replace(replace(o.number || ' ' || o.symbol, 'đ', 'd'), 'Đ', 'D') AS code,
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
INSERT INTO search (search) VALUES ('rebuild');
