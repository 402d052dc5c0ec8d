"""Work off the UI thread: one writer, a pool for reading; results come back as signals."""
