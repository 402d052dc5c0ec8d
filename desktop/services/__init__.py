"""What a person does: register, void, assign, report progress, search, back up; the only callers of database writes."""
