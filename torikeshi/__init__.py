"""The command line, and the supervisor that puts the parts together."""
