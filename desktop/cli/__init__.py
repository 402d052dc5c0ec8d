"""The command line: the same services as the window, from a terminal. What it prints with --json is a fixed contract."""
