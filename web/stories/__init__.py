"""Stored conversations made into conversation stories: what needs no bot to be played with."""
