-- Schema 3. Every column that the register is sorted by has an index holding the whole order, of a book and of a year
-- of a book: any page of a million letters is found without sorting them.
DROP INDEX letter_by_issuer;
DROP INDEX letter_by_subject;
CREATE INDEX letter_by_arrived ON letter (book_id, arrived_on);
CREATE INDEX letter_by_issuer ON letter (book_id, issuer_sort);
CREATE INDEX letter_by_symbol ON letter (book_id, symbol);
CREATE INDEX letter_by_issued ON letter (book_id, issued_on);
CREATE INDEX letter_by_subject ON letter (book_id, subject_sort);
CREATE INDEX letter_by_receiver ON letter (book_id, handed_to);
CREATE INDEX letter_year_issuer ON letter (book_id, year, issuer_sort);
CREATE INDEX letter_year_symbol ON letter (book_id, year, symbol);
CREATE INDEX letter_year_issued ON letter (book_id, year, issued_on);
CREATE INDEX letter_year_subject ON letter (book_id, year, subject_sort);
CREATE INDEX letter_year_receiver ON letter (book_id, year, handed_to);
