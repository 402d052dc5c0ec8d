"""What an office knows: letters, tasks, numbering, calendar, Vietnamese text. No Qt, SQL, files or clock."""
