"""Common questions, answered from the shops' entries: the one that fits the words best, and others near."""

from collections.abc import Iterable

from dialogue import blocks
from dialogue.blocks import Block, Speaker
from dialogue.context import Context
from dialogue.payloads import ENTRY, Payload
from wording import Entry
from wording.search import Index, faq_of

CLEARLY_BETTER = 1.1  # than an intent's first entry, which stands for it where nothing speaks against it
NEAR = 0.5  # of the best score
MOST_OFFERED = 3


def answers(context: Context, intent: str, policies: Iterable[str]) -> list[Block]:
    """What each of `policies` answers to `intent` in the customer's words, named `<policy>.answer.<intent>`.

    Where several shops can be meant, each is said with the shop's name.
    """
    meant = tuple(policies)
    chosen = [entry for policy in meant if (entry := _best(context, intent, policy))]
    texts = [(f"{entry.policy}.answer.{intent}", _said(context, entry, len(meant) > 1)) for entry in chosen]
    return [blocks.said(name, text, context.speaker.language) for name, text in texts]


def others(context: Context, intent: str, policies: Iterable[str]) -> list[Block]:
    """Whether that was what was asked: buttons for further entries that the words come near to, if any."""
    chosen = [entry for policy in policies if (entry := _best(context, intent, policy))]
    index, shops = _index(context), {entry.policy for entry in chosen}
    beside = {name for entry in chosen for name in entry.related}
    found = index.search(
        _typed(context),
        lambda entry: entry.policy in shops and (intent in entry.answers or entry.id in beside),
        by_name=False,
    )
    near = [one.entry for one in found if one.score >= NEAR * found[0].score and one.entry not in chosen]
    if not near:
        return []
    language = context.speaker.language
    pairs = [(entry.question[language], Payload(ENTRY, entry.id)) for entry in near[:MOST_OFFERED]]
    return [context.speaker.text("faq.others"), blocks.choices(pairs)]


def of_entry(context: Context, name: str) -> list[Block]:
    """The answer of the entry called `name`; nothing where there is none any more."""
    entries = (entry for entry in _index(context).entries if entry.id == name)
    return [
        blocks.said(f"{entry.id}.answer", _said(context, entry), context.speaker.language)
        for entry in entries
    ]


def _index(context: Context) -> Index:
    return faq_of(context.kit.wording).on(context.now)


def _typed(context: Context) -> str:
    return "" if context.message.choice is not None else context.message.text


def _best(context: Context, intent: str, policy: str) -> Entry | None:
    """The entry of `policy` for `intent`: its first, unless another fits the words clearly better."""
    index = _index(context)
    mine = [entry for entry in index.entries if entry.policy == policy and intent in entry.answers]
    if not mine:
        return None
    found = index.search(_typed(context), lambda entry: entry in mine, by_name=False)
    first = next((one.score for one in found if one.entry is mine[0]), 0.0)
    return found[0].entry if found and found[0].score > CLEARLY_BETTER * first else mine[0]


def _said(context: Context, entry: Entry, of_several: bool = False) -> str:
    text = entry.answer[context.speaker.language]
    return of_shop(context.speaker, entry.policy, text) if of_several else text


def of_shop(speaker: Speaker, policy: str, answer: str) -> str:
    """An answer of one shop's, said with its name."""
    return speaker.title("faq.of_shop", shop=speaker.title(f"{policy}.name"), answer=answer)
