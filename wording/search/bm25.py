"""BM25 (Robertson and Zaragoza, 2009) over documents that are already terms with weights."""

from collections.abc import Mapping, Sequence
from math import log

K1 = 1.2  # how soon a term that stands again says nothing new
B = 0.4  # how much a long document is held against it

Terms = Mapping[str, float]


class Bm25:
    """An index of documents, built once."""

    def __init__(self, documents: Sequence[Terms]) -> None:
        lengths = [sum(terms.values()) for terms in documents]
        average = sum(lengths) / len(lengths) if any(lengths) else 1.0
        self._postings: dict[str, list[tuple[int, float]]] = {}
        for place, terms in enumerate(documents):
            norm = K1 * (1 - B + B * lengths[place] / average)
            for term, weight in terms.items():
                worth = weight * (K1 + 1) / (weight + norm)
                self._postings.setdefault(term, []).append((place, worth))
        count = len(documents)
        self._rarity = {
            term: log(1 + (count - len(found) + 0.5) / (len(found) + 0.5))
            for term, found in self._postings.items()
        }

    def scores(self, query: Terms) -> dict[int, float]:
        """The score of each document that has a term of `query`, by its place; all above zero."""
        scores: dict[int, float] = {}
        for term, weight in query.items():
            rarity = self._rarity.get(term, 0.0) * weight
            for place, worth in self._postings.get(term, ()):
                scores[place] = scores.get(place, 0.0) + rarity * worth
        return scores
