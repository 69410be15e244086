"""The tables of `docs/understanding.md`: the trained bot on the evaluation sets."""

import asyncio
import re
from collections import Counter

from bench.nlu.measure import LANGUAGES, share
from bot.content import ROOT, model_file
from bot.examples import load_examples, twice
from bot.testsets import load_evaluation
from bot.train import train

PAGE = ROOT / "docs" / "understanding.md"
_MARKS = ("<!-- tables: make understanding -->", "<!-- end of tables -->")
_NOT_SURE = "nlu_fallback"


def write_report():
    """Train if needed, examine, and put the tables between the marks of the page."""
    from rasa.core.agent import Agent  # noqa: PLC0415 # slow, and no help to `--help`

    train(ROOT / "models")
    agent = Agent.load(model_file(ROOT / "models"))
    texts = _not_learnt(load_evaluation(ROOT / "tests" / "data"))
    loop = asyncio.new_event_loop()
    results = [(one, tags, loop.run_until_complete(agent.parse_message(one.text))) for one, tags in texts]
    tables = "\n\n".join(_tables(results))
    page = PAGE.read_text(encoding="utf-8")
    pattern = re.escape(_MARKS[0]) + ".*?" + re.escape(_MARKS[1])
    PAGE.write_text(
        re.sub(pattern, lambda _: f"{_MARKS[0]}\n\n{tables}\n\n{_MARKS[1]}", page, flags=re.DOTALL),
        encoding="utf-8",
    )
    print(tables)


def _not_learnt(texts):
    """Without what an example also says, mostly one word (はい, "yep"): that would be learnt by heart."""
    learnt = load_examples()
    groups = twice([*learnt, *(one for one, _ in texts)])
    both = {one for group in groups if not set(group).isdisjoint(learnt) for one in group}
    return [(one, tags) for one, tags in texts if one not in both]


def _tables(results):
    intents = sorted({one.intent for one, _, _ in results})
    tags = sorted({tag for _, found, _ in results for tag in found})
    yield _table("all", ["all"], results, lambda _, __, ___: True)
    yield _table("intent", intents, results, lambda name, one, _: one.intent == name)
    yield _table("phenomenon", tags, results, lambda name, _, found: name in found)
    yield _confusions(results)


def _table(title, names, results, belongs):
    heads = "".join(f" {each} texts | first guess | right or asked | wrong |" for each in LANGUAGES)
    lines = [f"| {title} |{heads}", "|---|" + "--:|" * 8]
    for name in names:
        cells = ""
        for language in LANGUAGES:
            own = [
                (one, parse)
                for one, tags, parse in results
                if one.language == language and belongs(name, one, tags)
            ]
            if not own:
                cells += " 0 | | | |"
                continue
            first = share(parse["intent_ranking"][0]["name"] == one.intent for one, parse in own)
            fine = share(parse["intent"]["name"] in (one.intent, _NOT_SURE) for one, parse in own)
            cells += f" {len(own)} | {first:.0%} | {fine:.0%} | {1 - fine:.0%} |"
        lines.append(f"| {name} |{cells}")
    return "\n".join(lines)


def _confusions(results):
    """Every pair of what was meant and what was acted on that happened twice or more."""
    pairs = Counter(
        (one.language, one.intent, parse["intent"]["name"])
        for one, _, parse in results
        if parse["intent"]["name"] not in (one.intent, _NOT_SURE)
    )
    lines = ["| meant | acted on as | ja | en |", "|---|---|--:|--:|"]
    both = Counter()
    for (_, meant, taken), count in pairs.items():
        both[meant, taken] += count
    for (meant, taken), count in sorted(both.items(), key=lambda pair: (-pair[1], pair[0])):
        if count >= 2:
            lines.append(f"| {meant} | {taken} | {pairs['ja', meant, taken]} | {pairs['en', meant, taken]} |")
    return "\n".join(lines)
