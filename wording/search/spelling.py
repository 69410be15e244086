"""English words written with a slip, and the known word that was meant."""

from collections.abc import Iterable

SHORTEST = 4  # letters; a shorter word with a slip could be any other
LONG = 7  # letters from which two slips are forgiven


class Spelling:
    """The known words; asked for those that an unknown one may stand for."""

    def __init__(self, known: Iterable[str]) -> None:
        self.known = frozenset(known)
        by_length: dict[int, list[tuple[int, str]]] = {}
        for word in sorted(self.known):
            if len(word) >= SHORTEST and word.isalpha():
                by_length.setdefault(len(word), []).append((_letters(word), word))
        self._by_length = by_length

    def meant(self, word: str) -> tuple[str, ...]:
        """The known words nearest to `word`, one or two slips away; none if it is known, short or too far."""
        if word in self.known or len(word) < SHORTEST or not word.isalpha():
            return ()
        most = 2 if len(word) >= LONG else 1
        letters = _letters(word)
        nearest: dict[int, list[str]] = {}
        for size in range(len(word) - most, len(word) + most + 1):
            for others, other in self._by_length.get(size, ()):
                # each slip changes two letters of the set at most
                if (letters ^ others).bit_count() <= 2 * most:
                    nearest.setdefault(slips(word, other), []).append(other)
        return tuple(nearest.get(1) or nearest.get(most, []))


def _letters(word: str) -> int:
    """Which letters a word has, as bits."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) & 31)
    return bits


def slips(one: str, other: str) -> int:
    """Letters left out, added, mistaken or swapped with a neighbour between two words (restricted)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one, 1):
        last, row = row, [place]
        for there, wanted in enumerate(other, 1):
            cost = min(last[there] + 1, row[-1] + 1, last[there - 1] + (letter != wanted))
            swapped = place > 1 and there > 1 and letter == other[there - 2] and one[place - 2] == wanted
            row.append(min(cost, before[there - 2] + 1) if swapped else cost)
        before = last
    return row[-1]
