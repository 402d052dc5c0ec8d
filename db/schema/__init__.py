"""The numbered schema files: each takes the database from one version to the next."""
