"""Support's console: the same rules, entries and conversations, for people who help customers."""
