"""The Rasa island: understands a message and keeps the tracker; the action server does the rest."""
