"""Conversation stories: read from YAML, played against the real model, rules, actions and wording."""
