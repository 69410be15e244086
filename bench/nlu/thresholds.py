"""How sure the model may sound, and from which probability on the bot should act, by what a mistake costs.

Judged on the held-out texts, which are as people write: examples are not, being written where the model
erred. Never on the evaluation sets. A text is acted on if its likeliest intent has at least the threshold.
"""

import math
import re
from dataclasses import dataclass, replace

import numpy as np

from bench.nlu.measure import LANGUAGES, share
from bot.content import ROOT
from bot.judging import present_settings
from reading import language_of

# What an outcome costs: a wrong step may lose somebody money, wrong words are only read, a question bothers.
WRONG_STEP, WRONG_WORDS, QUESTION = 5.0, 2.0, 1.0
NO_LANGUAGE = "none"
_NO_STEP = frozenset(
    ("greet", "goodbye", "thanks", "affirm", "deny", "out_of_scope", "contact_human", "marketplace_seller")
) | frozenset(("penalty", "preorder_backorder", "what_is_cancel_request", "order_status"))
_TRIED = [step / 100 for step in range(30, 91)]
_PRINTED = _TRIED[::5]
_SHARPNESSES = [step / 100 for step in range(20, 151, 5)]
_CONFIG = ROOT / "bot" / "config.yml"


@dataclass(frozen=True)
class Judged:
    """A text's right intent, the language that the bot reads in it (or `none`), and the model's ranking."""

    intent: str
    language: str
    ranking: list


def judged(unseen, rank):
    """What to choose by: each of the `unseen` texts with its ranking."""
    return [Judged(one.intent, language_of(one.text) or NO_LANGUAGE, rank(one.text)) for one in unseen]


def sharpest(pairs):
    """The sharpness under which the right intents are likeliest, and the texts ranked by it.

    The least mean of minus the logarithm of the right intent's probability.
    """
    present = present_settings().sharpness
    losses = {}
    for tried in _SHARPNESSES:
        chances = [dict(_bent(one.ranking, tried / present))[one.intent] for one in pairs]
        losses[tried] = -sum(math.log(max(chance, 1e-12)) for chance in chances) / len(chances)
    best = min(losses, key=losses.__getitem__)
    print(f"sharpness {best:.2f}: mean log loss {losses[best]:.4f} (now {losses.get(present, math.nan):.4f})")
    return best, [replace(one, ranking=_bent(one.ranking, best / present)) for one in pairs]


def _bent(ranking, power):
    """A ranking with every probability to the same power."""
    raised = [(name, chance**power) for name, chance in ranking]
    total = sum(chance for _, chance in raised)
    return [(name, chance / total) for name, chance in raised]


def cost(one, threshold):
    """What it costs to treat a text by its ranking."""
    name, chance = one.ranking[0]
    if chance < threshold:
        return QUESTION
    if name == one.intent:
        return 0.0
    return WRONG_WORDS if name in _NO_STEP else WRONG_STEP


def cheapest(pairs):
    """By language the threshold of least mean cost.

    It is the one of all texts together where a language's own is not better by more than two standard errors
    of the difference, text by text: few texts are guessed wrong.
    """
    common = _cheapest(pairs)
    found = dict.fromkeys((*LANGUAGES, NO_LANGUAGE), common)
    for language in LANGUAGES:
        texts = [one for one in pairs if one.language == language]
        own = _cheapest(texts)
        dearer = np.array([cost(one, common) - cost(one, own) for one in texts])
        if dearer.mean() > 2 * dearer.std() / math.sqrt(len(texts)):
            found[language] = own
    return found


def _cheapest(pairs):
    return min(_TRIED, key=lambda tried: (sum(cost(one, tried) for one in pairs), tried))


def print_thresholds(pairs):
    """Mean cost by threshold and language."""
    print(f"\nmean cost (wrong step {WRONG_STEP:g}, wrong words {WRONG_WORDS:g}, question {QUESTION:g})")
    print("threshold  " + "".join(f"{language:>8}{'asked':>8}{'acted right':>13}" for language in LANGUAGES))
    for threshold in _PRINTED:
        line = f"{threshold:9.2f}  "
        for language in LANGUAGES:
            own = [one for one in pairs if one.language == language]
            mean = sum(cost(one, threshold) for one in own) / len(own)
            acted = [one for one in own if one.ranking[0][1] >= threshold]
            right = share(one.ranking[0][0] == one.intent for one in acted)
            line += f"{mean:8.3f}{1 - len(acted) / len(own):8.1%}{right:13.1%}"
        print(line)


def print_reliability(pairs):
    """How often a guess is right, by how sure it is."""
    print(f"\n{'probability':14}" + "".join(f"{language:>8}{'right':>8}" for language in LANGUAGES))
    for low in [step / 10 for step in range(1, 10)]:
        line = f"{low:.1f} – {low + 0.1:.1f}     "
        for language in LANGUAGES:
            inside = [
                one.ranking[0][0] == one.intent
                for one in pairs
                if one.language == language and low <= one.ranking[0][1] < (low + 0.1 if low < 0.9 else 1.01)
            ]
            line += f"{len(inside):8}{share(inside):8.0%}"
        print(line)


def write_chosen(sharpness, thresholds):
    """Put them into `bot/config.yml`, whose other lines stay as they are."""
    text = _CONFIG.read_text(encoding="utf-8")
    for name, value in {"sharpness": sharpness, **thresholds}.items():
        text = re.sub(rf"(?m)^(    {name}: )[0-9.]+", rf"\g<1>{value:g}", text)
    _CONFIG.write_text(text, encoding="utf-8")
