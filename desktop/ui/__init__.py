"""Windows, views, models and dialogs; no rules and no SQL."""
