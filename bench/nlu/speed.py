"""What a message costs the bot and Rasa's default pipeline, by turns in one process."""

import asyncio
import statistics
import time

from bench.nlu.measure import quantile
from bench.nlu.rasa_candidates import DEFAULT, Rasa
from bot.content import ROOT, model_file
from bot.train import train


def print_speed(learnt, unseen):
    """Processor time of `parse_message`, text by text; of Rasa's model only the time counts: one epoch."""
    from rasa.core.agent import Agent  # noqa: PLC0415 # slow, and no help to `--help`

    train(ROOT / "models")
    ours = Agent.load(model_file(ROOT / "models"))
    theirs = Rasa([one.text for one in learnt], [one.intent for one in learnt], DEFAULT, 1).agent
    agents, costs = {"ours": ours, "Rasa's default": theirs}, {"ours": [], "Rasa's default": []}
    loop = asyncio.new_event_loop()
    for index, one in enumerate([*unseen[:20], *unseen]):
        for name, agent in agents.items():
            begin = time.process_time()
            loop.run_until_complete(agent.parse_message(one.text))
            if index >= 20:  # the first few warm up
                costs[name].append((time.process_time() - begin) * 1000)
    for name, found in costs.items():
        print(f"{name:16}{statistics.median(found):7.1f} ms median{quantile(found):7.1f} ms 95 %")
    ratio = statistics.median(own / other for own, other in zip(*costs.values(), strict=True))
    print(f"ours / Rasa's default, text by text: {ratio:.2f} (median)")
