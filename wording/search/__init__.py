"""Find: which entries of the FAQ answer what was typed, in either language."""

from wording.search.faq import Faq, Found, Index, faq_of

__all__ = ["Faq", "Found", "Index", "faq_of"]
