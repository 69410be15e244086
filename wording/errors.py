"""What goes wrong with texts: always a defect of ours, never a customer's mistake."""


class WordingError(Exception):
    """A text that is missing, malformed, or said with the wrong values; the message names the text."""
