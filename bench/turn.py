"""What a turn costs in the bot: `bot/.venv/bin/python -m bench.turn`, with an action that answers at once.

Printed are the median and the 95th percentile of a turn over REST, and the processor time of the bot in it,
which does not depend on what else the machine does.
"""

import argparse
import os
import statistics
import tempfile
import time
from pathlib import Path

from bot.content import ROOT
from bot.tests.conftest import Actions, Bot
from bot.train import train

TEXTS = (
    "キャンセルしたい",
    "can I cancel a back-order?",
    "キャンセルリクエストしたのに発送された",
    "how long does a refund take",
)


def main():
    parser = argparse.ArgumentParser(prog="python -m bench.turn", description=__doc__)
    parser.add_argument("--turns", type=int, default=100, help="messages of one conversation")
    turns = parser.parse_args().turns
    actions = Actions()
    models = train(ROOT / "models").parent
    with tempfile.TemporaryDirectory() as folder:
        environment = {"TORIKESHI_TRACKER_URL": f"sqlite:///{folder}/tracker.db"}
        arguments = ["--actions-url", actions.url, "--model-dir", str(models)]
        bot = Bot(arguments, environment, Path(folder) / "log").until_ready()
        try:
            for _ in range(5):
                bot.say(TEXTS[0], sender="warm-up", turn="t")
            before = processor_seconds(bot.process.pid)
            whole = [timed(bot, TEXTS[index % len(TEXTS)]) for index in range(turns)]
            used = processor_seconds(bot.process.pid) - before
        finally:
            bot.end()
    whole.sort()
    print(f"a turn: median {statistics.median(whole):.1f} ms, 95 % {whole[int(len(whole) * 0.95)]:.1f} ms")
    print(f"processor time of the bot: {used / turns * 1000:.1f} ms a turn")


def timed(bot, text):
    start = time.perf_counter()
    assert bot.say(text, sender="measured", turn="t"), "the bot answered nothing"
    return (time.perf_counter() - start) * 1000


def processor_seconds(pid):
    """User and system time of a process so far, from Linux's own table."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
