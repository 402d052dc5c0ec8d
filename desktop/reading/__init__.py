"""A scan becomes a reading: pages, text, zones, fields, references and directives, each with confidence and box."""
