"""Codes by mail: who can read the mail of an order's address may see that one order in one conversation."""
