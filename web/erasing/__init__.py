"""Conversations are removed: when they are old, when their customer or the shop asks for it."""
