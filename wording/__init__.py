"""Say: every sentence for people, in Japanese and English, from `wording/*.yml` and `policies/*.yml`."""

from wording.catalog import Text, Wording, load_wording
from wording.errors import WordingError

__all__ = ["Text", "Wording", "WordingError", "load_wording"]
