-- Schema 10. How much was done in time and late is counted from the index, however many years there are.
DROP INDEX task_done;
CREATE INDEX task_done ON task (done_on, due_on, state) WHERE done_on IS NOT NULL;
