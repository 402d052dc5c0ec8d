-- A unit may lead a task. lead_id stays the person who answers for it: the unit's head, or who stands in.
ALTER TABLE task ADD COLUMN lead_unit_id INTEGER REFERENCES unit (id);
CREATE INDEX task_lead_unit ON task (lead_unit_id) WHERE lead_unit_id IS NOT NULL;

-- Such a task is found by the unit's name too. The words of tasks that persons lead stay what they were, so the search
-- index of an older office still fits.
DROP VIEW search_source;
DROP VIEW search_task;
CREATE VIEW search_task AS
SELECT t.id AS row_id, t.id * 4 + 2 AS id, replace(replace(t.reply, 'đ', 'd'), 'Đ', 'D') AS code,
    replace(replace(t.title, 'đ', 'd'), 'Đ', 'D') AS title,
    replace(replace(t.product || ' ' || p.name || coalesce(' ' || u.name, ''), 'đ', 'd'), 'Đ', 'D') AS body
FROM task AS t JOIN person AS p ON p.id = t.lead_id LEFT JOIN unit AS u ON u.id = t.lead_unit_id;

CREATE VIEW search_source AS
SELECT id, code, title, body FROM search_letter
UNION ALL SELECT id, code, title, body FROM search_directive
UNION ALL SELECT id, code, title, body FROM search_task
UNION ALL SELECT id, code, title, body FROM search_outgoing;
