"""The only SQL: numbered schema files, the connection, one repository a noun, search, audit, backup."""
