"""What is measured of a candidate, and the table of it."""

import os
import statistics
import time
from dataclasses import dataclass

LANGUAGES = ("ja", "en")
NOT_SURE = 0.5  # below it a candidate would ask, in this table; the bot's own thresholds are finer
HEAD = (
    f"{'candidate':22}{'first ja':>9}{'en':>7}{'or asked ja':>12}{'en':>7}{'oos refused':>12}{'wrongly':>8}"
    f"{'ECE':>7}{'ms':>7}{'95 %':>7}{'train s':>8}{'MB':>7}  same twice"
)


@dataclass
class Measured:
    """Rankings of the unseen texts, what they cost, and how large the candidate is."""

    name: str
    rankings: list
    milliseconds: list
    seconds: float
    megabytes: float
    same: str


def measured(name, train, learnt, unseen, twice):
    """Train a candidate, examine it on texts that it has not seen, and train it again if `twice`."""
    texts, intents = [one.text for one in learnt], [one.intent for one in learnt]
    start = processor_seconds()
    candidate = train(texts, intents)
    seconds = processor_seconds() - start
    candidate.rank(unseen[0].text)
    rankings, milliseconds = [], []
    for one in unseen:
        begin = time.process_time()  # which does not depend on what else the machine does
        rankings.append(candidate.rank(one.text))
        milliseconds.append((time.process_time() - begin) * 1000)
    same = "not tried"
    if twice:
        again = train(texts, intents)
        same = str([again.rank(one.text) for one in unseen] == rankings)
    return Measured(name, rankings, milliseconds, seconds, candidate.megabytes(), same)


def processor_seconds():
    """Of this process and of those that it has started, which are ended so that they count."""
    from joblib.externals.loky import get_reusable_executor  # noqa: PLC0415 # no help to `--help`

    get_reusable_executor().shutdown(wait=True)
    return sum(os.times()[:4])


def row(found, unseen):
    """The line of the table."""
    pairs = list(zip(unseen, found.rankings, strict=True))
    first = [share(r[0][0] == o.intent for o, r in pairs if o.language == each) for each in LANGUAGES]
    asked = [
        share(r[0][0] == o.intent or r[0][1] < NOT_SURE for o, r in pairs if o.language == each)
        for each in LANGUAGES
    ]
    strange = share(refused(r) for o, r in pairs if o.intent == "out_of_scope")
    wrongly = share(r[0][0] == "out_of_scope" for o, r in pairs if o.intent != "out_of_scope")
    cells = f"{first[0]:9.1%}{first[1]:7.1%}{asked[0]:12.1%}{asked[1]:7.1%}{strange:12.1%}{wrongly:8.1%}"
    cells += f"{calibration_error(pairs):7.3f}{statistics.median(found.milliseconds):7.1f}"
    cells += f"{quantile(found.milliseconds):7.1f}{found.seconds:8.0f}{found.megabytes:7.1f}  {found.same}"
    return f"{found.name:22}{cells}"


def refused(ranking):
    """Whether a text is not acted on as a wish of the shop's customers."""
    return ranking[0][0] == "out_of_scope" or ranking[0][1] < NOT_SURE


def calibration_error(pairs, bins=10):
    """Expected calibration error: how far shares of right guesses lie from what was said, by ten bins."""
    total, error = len(pairs), 0.0
    for index in range(bins):
        inside = [(o, r) for o, r in pairs if min(int(r[0][1] * bins), bins - 1) == index]
        if inside:
            right = share(r[0][0] == o.intent for o, r in inside)
            error += len(inside) / total * abs(right - statistics.fmean(r[0][1] for _, r in inside))
    return error


def share(values):
    """The share of true ones; not a number of none."""
    values = list(values)
    return sum(values) / len(values) if values else float("nan")


def quantile(values):
    """The value that 95 % lie below."""
    return sorted(values)[int(len(values) * 0.95)]
