"""The search over the shops' entries: one index for both languages, built once for each version of them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from wording.catalog import Wording
from wording.faq import Entry, entries
from wording.grammar import LANGUAGES
from wording.search.bm25 import Bm25
from wording.search.letters import folded, is_english, normal, pairs, pieces, stem
from wording.search.spelling import Spelling
from wording.search.synonyms import SIGN, Meanings, Synonyms, made, read_synonyms
from wording.sources import PolicyWords

# How much it says that a word stands there.
QUESTION, WORDS, SHORT, ANSWER = 3.0, 3.0, 1.0, 0.6
MEANING = 1.5  # against the very word or pair of letters
OF_THE_SHOP = 3.0
EXACT = 4.0  # for a query that is just one of the entry's words
CORRECTED = 0.8
SHOP = f"{SIGN}shop."  # begins the terms of the shops' names
LONGEST_QUERY = 400  # letters that are looked at


@dataclass(frozen=True, slots=True)
class Found:
    """An entry and how well it answers: the higher the better, above zero."""

    entry: Entry
    score: float


class Index:
    """The entries of one state of the shops' words, to be searched."""

    def __init__(self, w: Wording, meanings: Meanings, ignored: Iterable[str]) -> None:
        self.entries = entries(w)
        self._synonyms = made(dict(_shops(w, meanings)), ignored)
        self._words: set[str] = set()
        self._exact: dict[str, list[int]] = defaultdict(list)
        for place, entry in enumerate(self.entries):
            for word in dict.fromkeys(folded(normal(word)) for word in entry.words):
                self._exact[word].append(place)
        self._bm25 = Bm25([self._document(w.policies[entry.policy], entry) for entry in self.entries])
        self._spelling = Spelling(self._words | self._synonyms.words | self._synonyms.ignored)

    def search(
        self, query: str, among: Callable[[Entry], bool] = lambda _: True, *, by_name: bool = True
    ) -> tuple[Found, ...]:
        """The entries that have to do with `query`, best first; of those that `among` lets pass.

        `query` may be anything that somebody typed, in either language. Equal scores keep the files' order.
        Without `by_name` a shop's name alone finds none of its entries.
        """
        terms = self._query(query[:LONGEST_QUERY])
        scores = self._bm25.scores(terms)
        for place in self._exact.get(folded(normal(query)).strip(" ?!。？！"), ()):
            scores[place] = scores.get(place, 0.0) + EXACT
        if not by_name:
            told = self._bm25.scores({term: terms[term] for term in terms if not term.startswith(SHOP)})
            scores = {place: score for place, score in scores.items() if place in told}
        found = (Found(self.entries[place], score) for place, score in sorted(scores.items()))
        return tuple(sorted((one for one in found if among(one.entry)), key=lambda one: -one.score))

    def _document(self, shop: PolicyWords, entry: Entry) -> dict[str, float]:
        document: dict[str, float] = defaultdict(float)
        fields = [(entry.question, QUESTION), (entry.short, SHORT), (entry.answer, ANSWER)]
        texts = [(text[language], weight) for text, weight in fields for language in LANGUAGES]
        for text, weight in (*texts, *((word, WORDS) for word in entry.words)):
            plain = normal(text)
            self._words.update(filter(is_english, pieces(plain)))
            for term in _terms(plain, self._synonyms, telling=True):
                document[term] += weight * (MEANING if term.startswith(SIGN) else 1)
        document[_shop(shop.id)] = OF_THE_SHOP
        return document

    def _query(self, query: str) -> dict[str, float]:
        plain = normal(query)
        terms: dict[str, float] = {}
        for term in set(_terms(plain, self._synonyms)):
            terms[term] = MEANING if term.startswith(SIGN) else 1.0
        meant = {word: self._spelling.meant(word) for word in pieces(plain) if is_english(word)}
        if any(meant.values()):
            righted = " ".join(others[0] if (others := meant.get(word)) else word for word in pieces(plain))
            for term in set(_terms(righted, self._synonyms)) - terms.keys():
                terms[term] = CORRECTED * (MEANING if term.startswith(SIGN) else 1)
        return terms


def _terms(plain: str, synonyms: Synonyms, *, telling: bool = False) -> Iterator[str]:
    """The terms of a `normal` text: stems, pairs of letters, and meanings in either language.

    A shop's name is a meaning and nothing besides.
    """
    for meaning, place in synonyms.in_letters(plain):
        if meaning != SIGN:
            yield meaning
        if meaning == SIGN or meaning.startswith(SHOP):
            plain = plain[: place.start] + " " * (place.stop - place.start) + plain[place.stop :]
    words = [piece for piece in pieces(plain) if is_english(piece)]
    named: set[int] = set()
    for meaning, place in synonyms.in_words(words):
        yield meaning
        if meaning.startswith(SHOP):
            named.update(range(place.start, place.stop))
    for number, word in enumerate(words):
        if number not in named and word not in synonyms.ignored:
            yield stem(word)
    for piece in pieces(plain):
        if not is_english(piece):
            yield from pairs(piece, telling=telling)


def _shop(policy: str) -> str:
    return SHOP + policy


def _shops(w: Wording, meanings: Meanings) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The meanings, and the shops by what they are called, of which `meanings` may name more."""
    named = {policy.id: (policy.id, *policy.names) for policy in w.policies.values()}
    for policy, names in named.items():
        key = f"shop.{policy}"
        yield key, (*names, *meanings.get(key, ()))
    yield from ((name, ways) for name, ways in meanings.items() if name.removeprefix("shop.") not in named)


class Faq:
    """The search as the shops' words change from day to day. Pure: what is built is only remembered."""

    def __init__(self, wording: Wording) -> None:
        self._wording = wording
        self._built: dict[tuple[tuple[str, object], ...], Index] = {}

    def on(self, now: datetime) -> Index:
        """The index of the entries that hold at `now`."""
        w = self._wording.on(now)
        key = tuple(sorted((policy.id, str(policy.valid_from)) for policy in w.policies.values()))
        if key not in self._built:
            self._built[key] = Index(w, *read_synonyms())
        return self._built[key]


@lru_cache(maxsize=4)
def faq_of(wording: Wording) -> Faq:
    """The search over the entries of these texts."""
    return Faq(wording)
