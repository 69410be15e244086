"""Say: every sentence for people, in Japanese and English, from `wording/*.yml` and `policies/*.yml`."""

from wording.catalog import Text, Wording, load_wording, wording_with
from wording.errors import WordingError
from wording.faq import Entry, entries

__all__ = ["Entry", "Text", "Wording", "WordingError", "entries", "load_wording", "wording_with"]
