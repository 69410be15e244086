"""What a turn costs, in time and in a growing shop."""
