"""What was decided for customers: append-only, chained by hashes, without personal data."""
