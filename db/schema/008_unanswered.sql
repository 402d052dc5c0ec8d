-- Schema 8. Whether a letter waits for an answer of the office is kept with it, so that these few of a year stand in an
-- index: unanswered_letter says which (a row for each directive that asks), the triggers follow what may change it.
CREATE VIEW unanswered_letter AS
SELECT d.letter_id FROM directive AS d WHERE d.asks_answer = 1 AND d.concerns_commune = 'yes'
AND NOT EXISTS (SELECT 1 FROM task AS r WHERE r.letter_id = d.letter_id AND r.state = 'done' AND r.reply <> '')
AND NOT EXISTS (SELECT 1 FROM answer AS a JOIN outgoing AS o ON o.id = a.outgoing_id AND o.state = 'recorded'
    WHERE a.letter_id = d.letter_id);

ALTER TABLE letter ADD COLUMN unanswered INTEGER NOT NULL DEFAULT 0 CHECK (unanswered IN (0, 1));
UPDATE letter SET unanswered = 1 WHERE id IN (SELECT letter_id FROM unanswered_letter);
CREATE INDEX letter_unanswered ON letter (book_id, year, arrival_number) WHERE unanswered = 1 AND state = 'registered';

CREATE TRIGGER directive_wants_answer AFTER INSERT ON directive WHEN NEW.asks_answer = 1 AND NEW.concerns_commune = 'yes'
BEGIN
    UPDATE letter SET unanswered = 1 WHERE id = NEW.letter_id AND unanswered = 0
        AND id IN (SELECT letter_id FROM unanswered_letter WHERE letter_id = NEW.letter_id);
END;
CREATE TRIGGER directive_changed_wants_answer AFTER UPDATE OF letter_id, asks_answer, concerns_commune ON directive
BEGIN
    UPDATE letter SET unanswered = id IN (SELECT letter_id FROM unanswered_letter WHERE letter_id = letter.id)
        WHERE id IN (OLD.letter_id, NEW.letter_id);
END;
CREATE TRIGGER directive_gone_wants_answer AFTER DELETE ON directive WHEN OLD.asks_answer = 1
BEGIN
    UPDATE letter SET unanswered = id IN (SELECT letter_id FROM unanswered_letter WHERE letter_id = letter.id)
        WHERE id = OLD.letter_id;
END;
CREATE TRIGGER task_answers AFTER INSERT ON task WHEN NEW.state = 'done' AND NEW.reply <> ''
BEGIN
    UPDATE letter SET unanswered = 0 WHERE id = NEW.letter_id AND unanswered = 1;
END;
CREATE TRIGGER task_changed_answers AFTER UPDATE OF letter_id, state, reply ON task
WHEN (OLD.state = 'done' AND OLD.reply <> '') OR (NEW.state = 'done' AND NEW.reply <> '')
BEGIN
    UPDATE letter SET unanswered = id IN (SELECT letter_id FROM unanswered_letter WHERE letter_id = letter.id)
        WHERE id IN (OLD.letter_id, NEW.letter_id);
END;
CREATE TRIGGER task_gone_answers AFTER DELETE ON task WHEN OLD.state = 'done' AND OLD.reply <> ''
BEGIN
    UPDATE letter SET unanswered = id IN (SELECT letter_id FROM unanswered_letter WHERE letter_id = letter.id)
        WHERE id = OLD.letter_id;
END;
CREATE TRIGGER answer_given AFTER INSERT ON answer
BEGIN
    UPDATE letter SET unanswered = id IN (SELECT letter_id FROM unanswered_letter WHERE letter_id = letter.id)
        WHERE id = NEW.letter_id;
END;
CREATE TRIGGER answer_taken_back AFTER DELETE ON answer
BEGIN
    UPDATE letter SET unanswered = id IN (SELECT letter_id FROM unanswered_letter WHERE letter_id = letter.id)
        WHERE id = OLD.letter_id;
END;
CREATE TRIGGER outgoing_answers AFTER UPDATE OF state ON outgoing WHEN OLD.state <> NEW.state
BEGIN
    UPDATE letter SET unanswered = id IN (SELECT letter_id FROM unanswered_letter WHERE letter_id = letter.id)
        WHERE id IN (SELECT letter_id FROM answer WHERE outgoing_id = NEW.id);
END;

-- What letter_by_arrived and letter_by_issued hold, of a book: every registration wrote it twice.
DROP INDEX letter_arrived;
DROP INDEX letter_issued;
