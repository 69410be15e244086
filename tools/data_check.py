"""Looks over the training examples: `make data-check`, in the bot's environment.

Exits 1 on a text that is also in a test set, on one with two intents, on one that stands twice, and on an
intent with too few examples. Near duplicates, and examples that a model trained without them doubts, are
printed for a person to look at.
"""

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from bot.content import ROOT
from bot.examples import Example, load_examples, twice
from bot.judging import out_of_fold
from bot.plain import plain
from bot.testsets import load_test_texts

WANTED = 150
WANTED_OTHERWISE = {
    "out_of_scope": 400,
    **dict.fromkeys(("greet", "goodbye", "thanks", "affirm", "deny"), 60),
}
NEAR = 0.85  # share of common character trigrams (Jaccard) from which two texts count as near duplicates
_SHORTEST = 12  # signs below which trigrams say nothing
_FOLDS = 3
_SURE = 0.8  # probability of another intent from which an example is doubted
_SHOWN = 40


def faults(examples: list[Example], tests: list[Example]) -> Iterator[str]:
    """One line for each thing that must not be."""
    yield from _leaks(examples, tests)
    yield from _repeated(examples)
    yield from _too_few(examples)


def _leaks(examples: list[Example], tests: list[Example]) -> Iterator[str]:
    learnt = set(examples)
    for group in twice([*examples, *tests]):
        ours = [one for one in group if one in learnt]
        theirs = [one for one in group if one not in learnt]
        if ours and theirs:
            yield f"leak: `{ours[0].text}` ({ours[0].file}) is also in {theirs[0].file}"


def _repeated(examples: list[Example]) -> Iterator[str]:
    for group in twice(examples):
        where = ", ".join(f"{one.intent} ({one.file})" for one in group)
        kind = "two intents" if len({one.intent for one in group}) > 1 else "twice"
        yield f"{kind}: `{group[0].text}`: {where}"


def _too_few(examples: list[Example]) -> Iterator[str]:
    counts = Counter((one.intent, one.language) for one in examples)
    for intent in sorted({one.intent for one in examples}):
        for language in ("ja", "en"):
            wanted = WANTED_OTHERWISE.get(intent, WANTED)
            if counts[intent, language] < wanted:
                yield f"too few: {intent} has {counts[intent, language]} in {language}, wanted {wanted}"


def near_duplicates(texts: Iterable[Example]) -> Iterator[tuple[float, Example, Example]]:
    """Pairs that share most of their trigrams, with how much; each pair once."""
    known: list[tuple[Example, frozenset[str]]] = []
    by_gram: dict[str, list[int]] = defaultdict(list)
    for one in texts:
        grams = _trigrams(one.text)
        if len(grams) < _SHORTEST:
            continue
        # A near duplicate lacks so little that it has one of any `few`: the rarest are looked up fastest.
        few = int(len(grams) * (1 - NEAR)) + 1
        rarest = sorted(grams, key=lambda gram: (len(by_gram[gram]), gram))[:few]
        for index in sorted({index for gram in rarest for index in by_gram[gram]}):
            other, others = known[index]
            alike = len(grams & others) / len(grams | others)
            if alike >= NEAR:
                yield alike, other, one
        for gram in grams:
            by_gram[gram].append(len(known))
        known.append((one, grams))


def _trigrams(text: str) -> frozenset[str]:
    bare = plain(text)
    return frozenset(bare[i : i + 3] for i in range(len(bare) - 2))


def doubted(examples: list[Example]) -> Iterator[tuple[float, str, Example]]:
    """Examples that a model trained without them is sure to be something else, the surest first."""
    ranked = out_of_fold(examples, _FOLDS)
    wrong = [
        (ranking[0][1], ranking[0][0], one)
        for one, ranking in zip(examples, ranked, strict=True)
        if ranking[0][0] != one.intent and ranking[0][1] >= _SURE
    ]
    yield from sorted(wrong, key=lambda each: (-each[0], each[2].text))


def _print_near(examples: list[Example], tests: list[Example], shown: int) -> None:
    learnt = set(examples)
    pairs = sorted(near_duplicates([*tests, *examples]), key=lambda pair: -pair[0])
    kinds = {
        "near duplicates of test texts": [p for p in pairs if (p[1] in learnt) != (p[2] in learnt)],
        "near duplicates with two intents": [
            p for p in pairs if p[1] in learnt and p[2] in learnt and p[1].intent != p[2].intent
        ],
        "near duplicates within an intent": [
            p for p in pairs if p[1] in learnt and p[2] in learnt and p[1].intent == p[2].intent
        ],
    }
    for title, found in kinds.items():
        print(f"\n{title}, {NEAR:.0%} or more of their trigrams alike: {len(found)}")
        for alike, one, other in found[:shown]:
            print(f"  {alike:.2f} `{one.text}` ({one.intent}) | `{other.text}` ({other.intent})")


def main() -> int:
    """Print everything found; 1 if anything must not be."""
    parser = argparse.ArgumentParser(prog="python -m tools.data_check", description=__doc__)
    parser.add_argument("--fast", action="store_true", help="without doubts, which take three trainings")
    parser.add_argument(
        "--shown", type=int, default=_SHOWN, help="most lines of each kind that is only printed"
    )
    arguments = parser.parse_args()
    examples, tests = load_examples(), load_test_texts(Path(ROOT) / "tests")
    bad = list(faults(examples, tests))
    print(f"{len(examples)} examples, {len(tests)} test texts, {len(bad)} faults")
    for line in bad:
        print("  " + line)
    _print_near(examples, tests, arguments.shown)
    if not arguments.fast:
        found = list(doubted(examples))
        print(
            f"\ndoubted by a model trained without them, {_SURE:.0%} or surer of another intent: {len(found)}"
        )
        for chance, name, one in found[: arguments.shown]:
            print(f"  {chance:.2f} {one.intent} → {name}: `{one.text}` ({one.file})")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
