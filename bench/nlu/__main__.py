"""`python -m bench.nlu [--only NAME…] [--twice] [--every N]`: candidates side by side on the held-out texts.

`--thresholds` prints reliability and costs for the present model and writes what is best by them into
bot/config.yml. `--groups` guesses kept-back groups of examples, `--speed` what a message costs
with what it costs in Rasa's default pipeline, `--again` a second training with the first. `--report` rewrites
the tables of docs/understanding.md from the evaluation sets. Nothing is chosen by the evaluation sets.
"""

import argparse
import os

os.environ.update(RASA_TELEMETRY_ENABLED="false", TF_CPP_MIN_LOG_LEVEL="3", LOG_LEVEL="ERROR")
os.environ.update(OPENBLAS_NUM_THREADS="1")  # as the bot is served; times are then those of one core

from bench.nlu.again import print_again
from bench.nlu.candidates import CANDIDATES
from bench.nlu.groups import print_groups
from bench.nlu.measure import HEAD, measured, row
from bench.nlu.rasa_candidates import EPOCHS, rasa_candidates
from bench.nlu.report import write_report
from bench.nlu.speed import print_speed
from bench.nlu.thresholds import (
    cheapest,
    judged,
    print_reliability,
    print_thresholds,
    sharpest,
    write_chosen,
)
from bot.content import ROOT
from bot.examples import load_examples, load_held_out, twice
from bot.judging import present_settings
from bot.logs import configure
from bot.model import IntentModel


def main():
    parser = argparse.ArgumentParser(prog="python -m bench.nlu", description=__doc__)
    names = [*CANDIDATES, *rasa_candidates()]
    parser.add_argument("--only", nargs="+", choices=names, metavar="NAME", help=", ".join(names))
    parser.add_argument("--twice", action="store_true", help="train twice and compare")
    parser.add_argument("--epochs", type=int, default=EPOCHS, help=f"of DIET; Rasa's own default is {EPOCHS}")
    parser.add_argument("--every", type=int, default=1, help="learn only every so manieth example")
    parser.add_argument("--thresholds", action="store_true", help="choose them instead")
    parser.add_argument("--groups", action="store_true", help="guess kept-back groups instead")
    parser.add_argument("--speed", action="store_true", help="what a message costs instead")
    parser.add_argument("--again", action="store_true", help="whether a second training is the same instead")
    parser.add_argument("--report", action="store_true", help="the page of results instead")
    arguments = parser.parse_args()
    configure("ERROR")
    if arguments.report:
        return write_report()
    if arguments.again:
        return print_again()
    learnt, unseen = load_examples(), held_out()
    if arguments.thresholds:
        return _thresholds(learnt, unseen)
    learnt = learnt[:: arguments.every]
    if arguments.groups:
        return print_groups(learnt)
    if arguments.speed:
        return print_speed(learnt, unseen)
    print(f"{len(learnt)} examples, {len(unseen)} held-out texts; training in seconds of one core\n\n{HEAD}")
    for name, train in {**CANDIDATES, **rasa_candidates(arguments.epochs)}.items():
        if name in (arguments.only or names):
            print(row(measured(name, train, learnt, unseen, arguments.twice), unseen), flush=True)


def _thresholds(learnt, unseen):
    texts, intents = [one.text for one in learnt], [one.intent for one in learnt]
    ours = IntentModel.fit(texts, intents, present_settings())
    sharpness, pairs = sharpest(judged(unseen, ours.rank))
    print_reliability(pairs)
    print_thresholds(pairs)
    thresholds = cheapest(pairs)
    print("\nchosen:", thresholds)
    write_chosen(sharpness, thresholds)


def held_out():
    """Held-out texts, without those that training also has."""
    learnt, unseen = load_examples(), load_held_out(ROOT / "tests" / "data")
    both = {one for group in twice([*learnt, *unseen]) if not set(group).isdisjoint(learnt) for one in group}
    return [one for one in unseen if one not in both]


if __name__ == "__main__":
    main()
