"""How well and how fast the bot understands: `bot/.venv/bin/python -m bench.nlu`, printed as tables.

Trains a model of its own in a temporary folder, twice, and examines it on `tests/data/heldout.<ja|en>.yml`.
"""

import argparse
import asyncio
import os
import statistics
import tempfile
import time
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path

os.environ.update(RASA_TELEMETRY_ENABLED="false", TF_CPP_MIN_LOG_LEVEL="3", LOG_LEVEL="ERROR")

from bot.content import ROOT
from bot.examples import load_examples, load_held_out, twice
from bot.logs import configure
from bot.train import train

LANGUAGES = ("ja", "en")
BINS = (0.0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)


def main():
    parser = argparse.ArgumentParser(prog="python -m bench.nlu", description=__doc__)
    parser.add_argument("--once", action="store_true", help="do not train a second time")
    parser.add_argument("--errors", action="store_true", help="print every text that was not understood")
    arguments = parser.parse_args()
    configure("ERROR")
    unseen = held_out()
    with tempfile.TemporaryDirectory() as folder:
        models = [trained(Path(folder) / name) for name in ("one", "two")[: 1 if arguments.once else 2]]
        parses, milliseconds = examined(models[0][0], [one.text for one in unseen])
        same = (
            "not tried"
            if arguments.once
            else str(parses == examined(models[1][0], [o.text for o in unseen])[0])
        )
        size = models[0][0].stat().st_size / 1e6
    results = list(zip(unseen, parses, strict=True))
    print_summary(results)
    print(
        f"\nmedian {statistics.median(milliseconds):.1f} ms a message, 95 % {quantile(milliseconds):.1f} ms"
    )
    print(f"training {models[0][1]:.0f} s without imports, model {size:.1f} MB, twice the same: {same}")
    print_reliability(results)
    print_intents(results)
    print_confusions(results, arguments.errors)


def held_out():
    """Held-out texts, without those that training also has."""
    learnt, unseen = load_examples(), load_held_out(ROOT / "tests" / "data")
    both = {one for group in twice([*learnt, *unseen]) if not set(group).isdisjoint(learnt) for one in group}
    return [one for one in unseen if one not in both]


def trained(folder):
    import rasa.model_training  # noqa: F401, PLC0415 # so that imports are not part of the time

    start = time.perf_counter()
    return train(folder), time.perf_counter() - start


def examined(model, texts):
    """Parses of the texts and the milliseconds that each took."""
    from rasa.core.agent import Agent  # noqa: PLC0415 # slow, and no help to `--help`

    return asyncio.run(parsed(Agent.load(model), texts))


async def parsed(agent, texts):
    await agent.parse_message("warm-up ウォームアップ")
    parses, milliseconds = [], []
    for text in texts:
        start = time.perf_counter()
        parses.append(await agent.parse_message(text))
        milliseconds.append((time.perf_counter() - start) * 1000)
    return parses, milliseconds


def guess(parse):
    return parse["intent_ranking"][0]


def print_summary(results):
    heads = f"{'first guess':>13}{'in first 3':>12}{'acted':>8}{'acted right':>13}{'oos acted on':>14}"
    print(f"{'':10}{'texts':>8}{heads}")
    for language in LANGUAGES:
        own = [(one, parse) for one, parse in results if one.language == language]
        acted = [(one, parse) for one, parse in own if parse["intent"]["name"] != "nlu_fallback"]
        strange = [(one, parse) for one, parse in own if one.intent == "out_of_scope"]
        first = share(guess(parse)["name"] == one.intent for one, parse in own)
        three = share(
            one.intent in [each["name"] for each in parse["intent_ranking"][:3]] for one, parse in own
        )
        right = share(parse["intent"]["name"] == one.intent for one, parse in acted)
        fooled = share(
            parse["intent"]["name"] not in ("out_of_scope", "nlu_fallback") for _, parse in strange
        )
        print(
            f"{language:10}{len(own):8}{first:13.1%}{three:12.1%}"
            f"{len(acted) / max(len(own), 1):8.1%}{right:13.1%}{fooled:14.1%}"
        )


def print_reliability(results):
    print(f"\n{'probability':14}{'texts':>8}{'right':>8}   (ja, then en)")
    for low, high in pairwise(BINS):
        cells = ""
        for language in LANGUAGES:
            inside = [
                guess(parse)["name"] == one.intent
                for one, parse in results
                if one.language == language and low <= guess(parse)["confidence"] < high
            ]
            cells += f"{len(inside):8}{share(inside):8.0%}"
        print(f"{low:.1f} – {min(high, 1):.1f}     {cells}")


def print_intents(results):
    print(f"\n{'intent':32}{'ja':>8}{'en':>8}")
    for intent in sorted({one.intent for one, _ in results}):
        cells = [
            share(
                guess(p)["name"] == intent
                for o, p in results
                if o.intent == intent and o.language == language
            )
            for language in LANGUAGES
        ]
        print(f"{intent:32}" + "".join(f"{cell:8.0%}" for cell in cells))


def print_confusions(results, all_errors):
    pairs, texts = Counter(), defaultdict(list)
    for one, parse in results:
        named = guess(parse)
        if named["name"] != one.intent:
            pairs[one.intent, named["name"]] += 1
            texts[one.intent, named["name"]].append((one.text, named["confidence"]))
    print("\nmost frequent mistakes (meant → understood)")
    for (meant, understood), count in pairs.most_common(None if all_errors else 10):
        print(f"{count:4} {meant} → {understood}")
        for text, chance in texts[meant, understood] if all_errors else ():
            print(f"       {chance:.2f} {text}")


def share(values):
    values = list(values)
    return sum(values) / len(values) if values else float("nan")


def quantile(values):
    return sorted(values)[int(len(values) * 0.95)]


if __name__ == "__main__":
    main()
