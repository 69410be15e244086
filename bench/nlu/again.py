"""Whether training once more gives the same answers."""

import asyncio
import tempfile
from pathlib import Path

from bot.content import ROOT, model_file
from bot.testsets import load_test_texts
from bot.train import train


def print_again():
    """Train anew beside the present model and compare what both say of every test text, to the last digit."""
    from rasa.core.agent import Agent  # noqa: PLC0415 # slow, and no help to `--help`

    train(ROOT / "models")
    loop, texts = asyncio.new_event_loop(), [one.text for one in load_test_texts(ROOT / "tests")]
    with tempfile.TemporaryDirectory() as folder:
        models = [model_file(ROOT / "models"), train(Path(folder))]
        answers = [
            [loop.run_until_complete(agent.parse_message(text)) for text in texts]
            for agent in map(Agent.load, models)
        ]
    differ = sum(one != other for one, other in zip(*answers, strict=True))
    print(f"{len(texts)} texts, answered differently by a second training: {differ}")
