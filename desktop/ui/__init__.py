"""The window: screens, views, models and dialogs. No rules and no SQL; every service is called through ``Jobs``."""
