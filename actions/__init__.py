"""Rasa's action server: one thin action, gather → `turn` → apply."""
