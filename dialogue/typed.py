"""A typed message: the first of its possible meanings that fits, from the surest to the vaguest."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from dialogue import agreeing, apart, filing, howmany, keeping, mailing, months, several, threads
from dialogue.afterwards import said_to_step
from dialogue.again import not_known, offer_wishes, repeat, unclear
from dialogue.choosing import (
    is_bare_name,
    line_in_words,
    named_in_words,
    order_in_words,
    other_line,
    placed_order,
    titles,
)
from dialogue.context import BACK, Context, Said
from dialogue.digressing import (
    BOUND,
    about_refunds,
    answer_in_general,
    digresses,
    how_it_stands,
    named_shop,
    other_change,
    postage_asked,
)
from dialogue.goals import CANCEL_ORDER, GOAL_OF, OFFERED_FIRST, REFUND
from dialogue.hearing import Heard
from dialogue.howmany import PARTS_OF_CANCEL, VAGUE
from dialogue.meant import candidates, orders_titled
from dialogue.naming import number_named, other_order
from dialogue.scene import only_sets_the_scene
from dialogue.silence import fresh
from dialogue.state import LINE, NUMBER, ORDER, Ask, State, Waiting
from dialogue.topics import LOOKS_AT_STATUS, remember, take_facts, take_wish
from dialogue.wishes import pieces, wish_named
from reading import UNKNOWN, normalise, read_answer, starts_over

CHOOSING: dict[str, Callable[[Context, State, Heard], Said | None]] = {
    ORDER: order_in_words,
    NUMBER: order_in_words,
    LINE: line_in_words,
}
OUT_OF_SCOPE = "out_of_scope"
WHEN = ("cancelled_at", "requested_at", "sent_back_at")
TELLS_WHEN = (CANCEL_ORDER, "cancel_status")  # what the model makes of 11月20日にキャンセル
SHORT = 40  # characters; a longer message is not just a wish for another language


def typed(context: Context, state: State) -> Said:
    """The answer to what was typed."""
    before, (state, heard) = state, threads.hear_of_order(context, state)
    if said := threads.resumed(context, before, state, heard):
        return said
    context, heard = keeping.without_denied(context, state, heard)
    for handle in _HANDLERS:
        said = handle(context, state, heard)
        if said is not None:
            return said
    return _otherwise(context, state, heard)


def _start_over(context: Context, state: State, heard: Heard) -> Said | None:
    if not starts_over(heard.text) or (heard.facts.keys() & state.told_here().keys() and not heard.named):
        return None  # "forget that, credit card" puts one fact right
    if heard.named:
        return take_wish(context, fresh(state), heard.named, heard)
    return offer_wishes(context, fresh(state), "start_over", OFFERED_FIRST)


def _other_language(context: Context, state: State, heard: Heard) -> Said | None:
    if heard.asked_language is None or heard.named or len(heard.text) > SHORT or heard.facts:
        return None
    return repeat(context, replace(state, failures=0), [context.speaker.text("language.switched")])


def _unknown(context: Context, state: State, heard: Heard) -> Said | None:
    if heard.answer is not UNKNOWN or state.ask is None or state.ask.fact is None:
        return None
    return not_known(context, state, state.ask.fact)


def _named_number(context: Context, state: State, heard: Heard) -> Said | None:
    return number_named(context, state, heard) if heard.number else None


def _answered(context: Context, state: State, heard: Heard) -> Said | None:
    fact = state.ask.fact if state.ask else None
    if heard.answer is None or fact is None:
        return None
    if heard.named and fact not in heard.facts and heard.corrects and GOAL_OF[heard.named] != REFUND:
        return None  # いや、返品したい takes a wish back and answers nothing
    dated = heard.only_tells and fact in WHEN  # 11月20日にキャンセル says when, and wishes nothing
    beside = fact not in heard.facts and not dated
    if heard.named and beside and wish_named(pieces(heard.text)[0], (heard.named,)):
        return None  # うん、でも返金はいつ？ agrees to nothing yet
    if heard.named and GOAL_OF[heard.named] != state.goal and not heard.only_tells:
        rest = heard.text if fact in heard.facts else " ".join(pieces(heard.text)[1:])
        state = state.wait(Waiting(heard.named, rest))
    return take_facts(context, state, {**heard.facts, fact: heard.answer}, heard.doubtful)


def _chosen_in_words(context: Context, state: State, heard: Heard) -> Said | None:
    choose = CHOOSING.get(state.ask.kind) if state.ask else None
    return choose(context, state, heard) if choose else None


def _other(context: Context, state: State, heard: Heard) -> Said | None:
    """Another order or line than the one spoken of."""
    if not heard.other:
        return None
    said = named_in_words(context, state, heard) or other_line(context, state, heard)
    said = said or other_order(context, state, heard)
    if said is None and state.ask is not None and state.ask.kind == ORDER:
        return Said(replace(state, ask=Ask(NUMBER)), [context.speaker.text("order.type_number")])
    return said


def _other_by_title(context: Context, state: State, heard: Heard) -> Said | None:
    """Another order or line that is named and nothing else is said that is understood."""
    vague = not context.message.understood or context.message.intent in (*BOUND, OUT_OF_SCOPE, VAGUE)
    if not vague and not is_bare_name(heard, titles(context)):
        return None
    if said := placed_order(context, state, heard):
        return said
    told = heard.only_tells or heard.corrects
    return named_in_words(context, state, heard) if told else None


def _wished(context: Context, state: State, heard: Heard) -> Said | None:
    if said := howmany.counted(context, state, heard):
        return said
    if heard.wish is None or (state.ask and heard.wish == VAGUE and heard.named is None):
        return None
    if digresses(context, state, heard.wish, heard):
        told = remember(context, state, heard.facts, heard.doubtful)
        told = replace(told, failures=0)
        return repeat(context.put(BACK), told, about_refunds(context, told))
    if (news := _of_the_refund(context, state, heard)) is not None:
        return take_facts(context, state, news, heard.doubtful)
    if _is_more_of_the_story(context, state, heard):
        return take_facts(context, state, heard.facts, heard.doubtful)
    return take_wish(context, state, heard.wish, heard)


def _of_the_refund(context: Context, state: State, heard: Heard) -> dict[str, Any] | None:
    """What somebody who waits for money tells of the cancellation; None where it is something else."""
    if state.goal != REFUND or heard.wish not in TELLS_WHEN or not heard.only_tells or heard.corrects:
        return None
    at = read_answer(heard.text, "cancelled_at", context.now)
    if isinstance(at, str):
        return {**heard.facts, "cancelled_at": at}
    return dict(heard.facts) if heard.facts else None


def _is_more_of_the_story(context: Context, state: State, heard: Heard) -> bool:
    """Whether facts are told about what is spoken of, and no other wish is named."""
    spoken_of = context.order(state.order) is not None or context.orders is None
    if not (state.goal and spoken_of and heard.facts and heard.only_tells) or heard.wish is None:
        return False
    same = GOAL_OF[heard.wish] == state.goal or {GOAL_OF[heard.wish], state.goal} <= PARTS_OF_CANCEL
    return same or heard.named is None


def _own_goods(context: Context, state: State, heard: Heard) -> Said | None:
    """A wish about goods that were surely ordered, though the model takes it for none of our business."""
    if context.message.intent != OUT_OF_SCOPE:
        return None
    wish = wish_named(heard.text, context.message.ranking)
    if wish not in GOAL_OF:
        return None
    own = orders_titled(candidates(context.orders or (), wish, heard.facts), heard.text)
    bought = "policy" in heard.facts and _BOUGHT.search(normalise(heard.text))
    return take_wish(context, state, wish, heard) if own or bought else None


def _otherwise(context: Context, state: State, heard: Heard) -> Said:
    message = context.message
    heard_of = {**heard.facts, **heard.doubtful}
    if heard_of and state.ask and state.ask.kind in CHOOSING and not _is_beside(context, heard):
        return repeat(context, remember(context, state, heard.facts, heard.doubtful), [])
    denied = heard.facts.get("request") == "none" and state.told_here().get("request") not in (None, "none")
    if heard_of and state.goal and (denied or not _is_beside(context, heard)):
        return take_facts(context, state, heard.facts, heard.doubtful)
    if (heard_of and not message.understood) or only_sets_the_scene(context, state, heard):
        told = remember(context, replace(state, failures=0), heard.facts, heard.doubtful)
        return offer_wishes(context, told, "what_wish", OFFERED_FIRST)
    if message.intent == LOOKS_AT_STATUS and context.orders is not None:
        return how_it_stands(context, state, heard)
    if message.understood and message.intent not in GOAL_OF:
        return answer_in_general(context, state, heard)
    return unclear(context, state)


def _is_beside(context: Context, heard: Heard) -> bool:
    """Whether a message that names things asks for something else, which is answered elsewhere."""
    return context.message.intent in _GENERAL and (heard.compares or not heard.only_tells)


_GENERAL = (
    OUT_OF_SCOPE,
    "penalty",
    "preorder_backorder",
    "what_is_cancel_request",
    "contact_human",
    "marketplace_seller",
)
_BOUGHT = re.compile(r"で(?:買|注文|頼|購入)|\b(?:ordered|bought|purchased)\b")
_HANDLERS = (
    _start_over,
    _other_language,
    keeping.taken_back,
    apart.told,
    several.told,
    postage_asked,
    other_change,
    named_shop,
    filing.in_words,
    mailing.in_words,
    agreeing.taken,
    said_to_step,
    _named_number,
    _chosen_in_words,
    _other,
    agreeing.confirmed,
    agreeing.offered,
    howmany.told,
    agreeing.by_place,
    _unknown,
    months.this_month,
    _answered,
    _other_by_title,
    _wished,
    _own_goods,
)
