"""Several orders of a guest, each with what was told of it: one begun, an earlier one taken up again."""

import re
from dataclasses import replace

from dialogue.again import repeat
from dialogue.context import Context, Said
from dialogue.early import with_early_answers
from dialogue.hearing import Heard, hear, with_outcome
from dialogue.months import with_month
from dialogue.state import NO_ORDER, State
from reading import canonical_number, normalise

_OTHER = re.compile(
    r"(?:もう(?:一|1|ひと)(?:つ|個|件)|もう片方|もう一方|別|他|ほか)の(?:注文|オーダー)"
    r"(?!番号|を(?:し|間違|入れ)|と(?:間違|同じ|まとめ|一緒|かぶ|重)|に(?:し|変|まとめ))"
    r"|\b(?:my|the|that|your) other (?:amazon |amiami )?order\b(?! number)"
    r"|\b(?:about|for|have|with|regarding|also|got|and) (?:yet )?(?:another|a second|a different|my second)"
    r" (?:amazon |amiami )?order\b(?! by mistake| number| instead)"
)
_NEW = re.compile(r"別の|他の|ほかの|\banother\b|\bdifferent\b")
_FIRST = re.compile(
    r"(?:最初|はじめ|初め|先|前|さっき|先ほど|元|1つ目|一つ目|ひとつ目|1件目|一件目)の(?:注文|オーダー|やつ|ほう|方|件)"
    r"|\b(?:my|the) (?:first|previous|original|earlier) (?:amazon |amiami )?(?:order|one)\b"
)


def hear_of_order(context: Context, state: State) -> tuple[State, Heard]:
    """What the message says, and the state with the order spoken of that it names, if a guest names one."""
    heard = hear(context.message, state.ask)
    turned = _spoken_of(context, state, heard)
    if turned.ask != state.ask:  # it answers no question about another order
        heard = hear(context.message, turned.ask)
    heard = with_early_answers(turned, with_outcome(turned, heard), context.now)
    return turned, with_month(turned, heard, context.now)


def _spoken_of(context: Context, state: State, heard: Heard) -> State:
    if context.orders is not None or state.order is not None:
        return state
    if heard.number:
        return _by_number(state, canonical_number(heard.number), heard)
    text = normalise(heard.text)
    before = [key for key in state.threads if key != state.about]
    if before and _FIRST.search(text):
        return _turned(state, before[0])
    if not _OTHER.search(text) or not (state.told_here() or state.goal):
        return state
    known = before[-1] if before and not _NEW.search(text) else None
    return next_one(state) if known is None else _turned(state, known)


def _by_number(state: State, number: str, heard: Heard) -> State:
    if number == state.about:
        return state
    nameless = state.about == NO_ORDER or state.about.startswith("~")
    other = heard.other or bool(_OTHER.search(normalise(heard.text)))
    told = bool(state.told_here() or state.goal)
    if number not in state.threads and (
        (nameless and not (other and told)) or (heard.corrects and not other)
    ):
        return _called(state, number)
    return _turned(state, number)


def _called(state: State, key: str) -> State:
    """The same order, now by that number."""
    told, doubts = dict(state.told), dict(state.doubts)
    for kept in (told, doubts):
        if state.about in kept:
            kept[key] = kept.pop(state.about)
    return replace(state, about=key, told=told, doubts=doubts)


def _turned(state: State, key: str) -> State:
    """Another order, with its own wish where it was spoken of before, else with the present one."""
    threads = {**state.threads, state.about: (state.intent, state.goal)}
    intent, goal = threads.pop(key, (state.intent, state.goal))
    return replace(
        state, about=key, threads=threads, intent=intent, goal=goal, ask=None, supposed={}, failures=0
    )


def next_one(state: State) -> State:
    """The state with one more order spoken of, of which nothing is told yet."""
    return _turned(state, f"~{len(state.threads) + 2}") if state.told_here() or state.goal else state


def turned_back(before: State, after: State) -> bool | None:
    """Whether an order is spoken of that was spoken of before; None where it is still the same one."""
    if before.about == after.about or before.about not in after.threads:
        return None
    return after.about in before.threads


def resumed(context: Context, before: State, after: State, heard: Heard) -> Said | None:
    """What stands for an order that is only named again: its question or its step."""
    if not turned_back(before, after) or not after.goal or heard.named or heard.facts or heard.doubtful:
        return None
    return repeat(context, after, [])
