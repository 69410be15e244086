"""How `bot.layers` cuts a text: the likeliest pieces of its vocabulary (a unigram model, by Viterbi)."""

from typing import Dict, List, Sequence, Tuple

_SPACE = "\u2581"  # stands for a space in the vocabulary
_NEVER = -1e30
_UNKNOWN = 10.0  # how much less likely than the rarest piece a sign outside the vocabulary is


class Vocabulary:
    """Pieces with the logarithms of how likely they are; a piece's number is its place."""

    def __init__(self, pieces: Sequence[str], likely: Sequence[float], unknown: int) -> None:
        self._likely = list(likely)
        self._unknown = unknown
        self._unlikely = min(self._likely) - _UNKNOWN
        self._longest = max(map(len, pieces))
        self._numbers = _with_beginnings(pieces, unknown)

    def cut(self, text: str) -> List[int]:
        """The numbers of the pieces of a text of `bot.plain`, in order."""
        signs = _SPACE + text.replace(" ", _SPACE)
        start, piece = self._best(signs)
        found, end = [], len(signs)
        while end > 0:
            found.append(piece[end])
            end = start[end]
        return found[::-1]

    def _best(self, signs: str) -> Tuple[List[int], List[int]]:
        """By each place: where the piece that ends there begins, and its number, in the likeliest cut."""
        count = len(signs)
        best, start, piece = [0.0] + [_NEVER] * count, [0] * (count + 1), [self._unknown] * (count + 1)
        get, likely = self._numbers.get, self._likely
        for begin in range(count):
            so_far = best[begin]
            for end in range(begin + 1, min(count, begin + self._longest) + 1):
                number = get(signs[begin:end])
                if number is None:
                    break
                if number >= 0 and so_far + likely[number] > best[end]:
                    best[end], start[end], piece[end] = so_far + likely[number], begin, number
            if so_far + self._unlikely > best[begin + 1]:
                best[begin + 1], start[begin + 1] = so_far + self._unlikely, begin
                piece[begin + 1] = self._unknown
        return start, piece


def _with_beginnings(pieces: Sequence[str], unknown: int) -> Dict[str, int]:
    """Pieces by number, and -1 for what only begins one: a search ends where nothing begins so."""
    numbers: Dict[str, int] = {}
    for number, piece in enumerate(pieces):
        if number != unknown and piece:
            for length in range(1, len(piece)):
                numbers.setdefault(piece[:length], -1)
            numbers[piece] = number
    return numbers
