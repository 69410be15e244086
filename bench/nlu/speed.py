"""What a message costs the bot and Rasa's default pipeline, by turns in one process."""

import asyncio
import statistics
import time

from bench.nlu.measure import quantile
from bench.nlu.rasa_candidates import DEFAULT, Rasa
from bot.content import ROOT, model_file
from bot.train import train


def print_speed(learnt, unseen):
    """Time of `parse_message`, text by text; of Rasa's model only the time counts: one epoch."""
    from rasa.core.agent import Agent  # noqa: PLC0415 # slow, and no help to `--help`

    train(ROOT / "models")
    ours = Agent.load(model_file(ROOT / "models"))
    theirs = Rasa([one.text for one in learnt], [one.intent for one in learnt], DEFAULT, 1).agent
    agents = {"ours": ours, "Rasa's default": theirs}
    took, worked = {name: [] for name in agents}, {name: [] for name in agents}
    loop = asyncio.new_event_loop()
    for index, one in enumerate([*unseen[:20], *unseen]):
        for name, agent in agents.items():
            begin, work = time.perf_counter(), time.process_time()
            loop.run_until_complete(agent.parse_message(one.text))
            if index >= 20:  # the first few warm up
                took[name].append((time.perf_counter() - begin) * 1000)
                worked[name].append((time.process_time() - work) * 1000)
    for name, found in took.items():
        of_processor = statistics.median(worked[name])
        print(f"{name:16}{statistics.median(found):7.1f} ms median{quantile(found):7.1f} ms 95 %", end="")
        print(f"{of_processor:7.1f} ms of processor")
    ratio = statistics.median(own / other for own, other in zip(*took.values(), strict=True))
    print(f"ours / Rasa's default, text by text: {ratio:.2f} (median)")
