-- Schema 7. The few letters of a year that are special stand in the register's own order; who has answered is seen
-- without looking at the tasks themselves.
DROP INDEX letter_incomplete;
DROP INDEX letter_urgent;
DROP INDEX letter_void;
DROP INDEX letter_not_handed;
CREATE INDEX letter_incomplete ON letter (book_id, year, arrival_number) WHERE incomplete <> '' AND state = 'registered';
CREATE INDEX letter_urgent ON letter (book_id, year, arrival_number) WHERE urgency <> '' AND state = 'registered';
CREATE INDEX letter_void ON letter (book_id, year, arrival_number) WHERE state = 'void';
CREATE INDEX letter_not_handed ON letter (book_id, year, arrival_number) WHERE handed_to = '' AND state = 'registered';
CREATE INDEX task_answered ON task (letter_id) WHERE state = 'done' AND reply <> '';
