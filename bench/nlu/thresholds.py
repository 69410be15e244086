"""From which probability on the bot should act, by what a mistake costs.

Judged on examples by models that had not learnt them (three folds) and on held-out texts; never on the
evaluation sets. A text is acted on if its likeliest intent has at least the threshold.
"""

from bench.nlu.measure import LANGUAGES, share
from bot.judging import out_of_fold

# What an outcome costs: a wrong step may lose somebody money, wrong words are only read, a question bothers.
WRONG_STEP, WRONG_WORDS, QUESTION = 5.0, 2.0, 1.0
_NO_STEP = frozenset(
    ("greet", "goodbye", "thanks", "affirm", "deny", "out_of_scope", "contact_human", "marketplace_seller")
) | frozenset(("penalty", "preorder_backorder", "what_is_cancel_request", "order_status"))
_TRIED = [step / 100 for step in range(30, 91, 5)]


def cost(intent, ranking, threshold):
    """What it costs to treat a text of `intent` by its ranking."""
    name, chance = ranking[0]
    if chance < threshold:
        return QUESTION
    if name == intent:
        return 0.0
    return WRONG_WORDS if name in _NO_STEP else WRONG_STEP


def judged(learnt, unseen, rank):
    """Texts and rankings to choose by; `rank` is the model's that learnt everything."""
    ranked = list(zip(learnt, out_of_fold(learnt, 3), strict=True))
    return ranked + [(one, rank(one.text)) for one in unseen]


def print_thresholds(pairs):
    """Mean cost by threshold and language, and the cheapest of each."""
    print(f"\nmean cost (wrong step {WRONG_STEP:g}, wrong words {WRONG_WORDS:g}, question {QUESTION:g})")
    print("threshold  " + "".join(f"{language:>8}{'asked':>8}{'acted right':>13}" for language in LANGUAGES))
    best = {}
    for threshold in _TRIED:
        line = f"{threshold:9.2f}  "
        for language in LANGUAGES:
            own = [(o, r) for o, r in pairs if o.language == language]
            mean = sum(cost(o.intent, r, threshold) for o, r in own) / len(own)
            acted = [(o, r) for o, r in own if r[0][1] >= threshold]
            right = share(r[0][0] == o.intent for o, r in acted)
            line += f"{mean:8.3f}{1 - len(acted) / len(own):8.1%}{right:13.1%}"
            best.setdefault(language, []).append((mean, threshold))
        print(line)
    print("cheapest:", {language: min(found)[1] for language, found in best.items()})


def print_reliability(pairs):
    """How often a guess is right, by how sure it is."""
    print(f"\n{'probability':14}" + "".join(f"{language:>8}{'right':>8}" for language in LANGUAGES))
    for low in [step / 10 for step in range(1, 10)]:
        line = f"{low:.1f} – {low + 0.1:.1f}     "
        for language in LANGUAGES:
            inside = [
                r[0][0] == o.intent
                for o, r in pairs
                if o.language == language and low <= r[0][1] < (low + 0.1 if low < 0.9 else 1.01)
            ]
            line += f"{len(inside):8}{share(inside):8.0%}"
        print(line)
