"""The facts that a text says in words, with tense, negation and dates; never what is asked or supposed."""

import re
from dataclasses import replace
from datetime import datetime

from reading.attribution import attributed
from reading.context import DOUBTED, SAID, SUPPOSED
from reading.counts import recent_cancellations
from reading.finds import BY_CUSTOMER, STATES, Find, standing_as
from reading.model import DOUBTFUL, SURE, FactRead, FactValue
from reading.normal import Normal, fold_kana, normal, settled
from reading.ownwords import own_reads
from reading.romaji import in_kana
from reading.shops import Shops, the_shops
from reading.short import saying
from reading.whenfacts import dated_facts

# Of several states the one that comes last in the life of an order; of outcomes the one that stands.
_RANKS = {
    "status": ("sent_back", "delivered", "shipped", "cancelled", "preparing", "unshipped"),
    "request": ("rejected", "accepted", "pending", "none"),
    "cause": (
        "seller",
        "payment",
        "system",
        "recent_change",
        "wrong_details",
        "out_of_hours",
        "insufficient_reason",
        "preparing",
        "unknown",
    ),
    "retried": ("true", "false"),
}
_TOLD = (SAID, DOUBTED)
_TRUTH = {"true": True, "false": False}


def read_facts(text: str, now: datetime, shops: "Shops | None" = None) -> tuple[FactRead, ...]:
    """The facts said in `text`, at most one value each, by place; `now` is aware and dates are told by it.

    Values are JSON values of the fact table: instants with +09:00, days as ISO dates. What is said both
    ways is left out, and so is a fact that cannot hold beside another one of the same text. What is only
    thought to be so is `doubtful`, and is left out where the same fact is said for sure.
    """
    form = normal(text)
    plain = settled(fold_kana(form.text))
    ours = attributed(form.text)
    told = _surest(_own_cancellation(ours.plain, standing_as(ours.found, SAID, DOUBTED)))
    chosen = _fitting(_chosen([find for find in told if find.fact not in ours.unsettled]))
    reads = [_read(form, find) for find in _as_sure(chosen)]
    reads += [_placed(form, read) for read in recent_cancellations(plain)]
    dated = [read for read in dated_facts(ours.plain, told, now) if read.fact not in ours.unsettled]
    reads += [_placed(form, read) for read in dated if _date_fits(read, chosen)]
    reads = own_reads(text, now, the_shops(shops), reads)
    reads += _romanised(text, now, {read.fact for read in reads})
    return tuple(sorted(reads, key=lambda read: (read.start, read.end, read.fact)))


def _romanised(text: str, now: datetime, known: "set[str]") -> list[FactRead]:
    """Further facts of a text in romanised Japanese; they stand for the whole of it."""
    kana = in_kana(text)
    reads = read_facts(kana, now) if kana else ()
    return [replace(read, start=0, end=len(text)) for read in reads if read.fact not in known]


def _surest(told: list[Find]) -> list[Find]:
    """Of what is sure and what is doubted of the same fact the sure, unless the other comes after it.

    "It is being prepared, maybe it has shipped" leaves it in doubt whether it has shipped.
    """
    chosen = {standing: _chosen([find for find in told if find.standing == standing]) for standing in _TOLD}
    later = {
        fact
        for fact, find in chosen[DOUBTED].items()
        if fact not in chosen[SAID] or _rank(find) < _rank(chosen[SAID][fact])
    }
    return [find for find in told if (find.standing == DOUBTED) == (find.fact in later)]


def _rank(find: Find) -> int:
    """How late in the life of an order a state is, the latest first; 0 for facts without such an order."""
    value = "cancelled" if find.value == BY_CUSTOMER else find.value
    return _RANKS[find.fact].index(value) if find.fact in _RANKS else 0


def read_supposed(text: str) -> tuple[FactRead, ...]:
    """The states that `text` only supposes ("if it has shipped", 発送済みの場合), by place.

    No facts of an order, but what a general question is about when no order is meant.
    """
    form = normal(text)
    chosen = _chosen(standing_as(attributed(form.text).found, SUPPOSED))
    return tuple(sorted((_read(form, find) for find in chosen.values()), key=lambda read: read.start))


def _own_cancellation(plain: str, said: list[Find]) -> list[Find]:
    """Settle "I cancelled": only a request where it went on or nothing came back, else cancelled."""
    others = {(find.fact, find.value) for find in said}
    moved = any(("status", value) in others for value in ("preparing", "shipped", "delivered", "sent_back"))
    if _rule("undo").search(plain):
        settled = None
    elif moved or _rule("not_reflected").search(plain):
        settled = ("request", "pending")
    else:
        settled = ("status", "cancelled")
    kept: list[Find] = []
    for find in said:
        if find.value != BY_CUSTOMER:
            kept.append(find)
        elif settled:
            kept.append(Find(*settled, find.start, find.end, find.standing))
    return kept


def _rule(heading: str) -> "re.Pattern[str]":
    return saying("cancellation", heading)


def _chosen(said: list[Find]) -> dict[str, Find]:
    """One find for each fact: the highest rank, else the only value; nothing where values disagree."""
    chosen: dict[str, Find] = {}
    for fact in {find.fact for find in said}:
        ours = [find for find in said if find.fact == fact]
        if fact in _RANKS:
            ours.sort(key=_rank)
        elif len({find.value for find in ours}) > 1:
            continue
        chosen[fact] = ours[0]
    return chosen


def _fitting(chosen: dict[str, Find]) -> dict[str, Find]:
    """Without facts that hold only under another one that was said otherwise."""
    value = {fact: find.value for fact, find in chosen.items()}
    left_out = set()
    if value.get("status", "delivered") != "delivered":
        left_out.add("opened")
    if value.get("request") != "rejected":
        left_out |= {"cause", "retried"}
    if value.get("policy") == "amiami":
        left_out.add("seller")
    elif value.get("policy") == "amazon" or "seller" in value:
        left_out.add("item")
    return {fact: find for fact, find in chosen.items() if fact not in left_out}


def _as_sure(chosen: dict[str, Find]) -> list[Find]:
    """What is said of a rejected request is no surer than that it was rejected."""
    request = chosen.get("request")
    doubted = ("cause", "retried") if request and request.standing == DOUBTED else ()
    return [replace(find, standing=DOUBTED) if fact in doubted else find for fact, find in chosen.items()]


def _date_fits(read: FactRead, chosen: dict[str, Find]) -> bool:
    status = chosen["status"].value if "status" in chosen else None
    request = chosen["request"].value if "request" in chosen else None
    if read.fact == "requested_at":
        return request != "none"
    if read.fact == "cancelled_at":
        return request == "accepted" or status == "cancelled" or (status is None and request is None)
    # A seller refuses a request on a day as people refuse a parcel.
    return read.fact != "sent_back_at" or status == "sent_back" or (status is None and request != "rejected")


def _read(form: Normal, find: Find) -> FactRead:
    value: FactValue = "cancelled" if find.value == BY_CUSTOMER else find.value
    if find.fact in STATES and find.value in _TRUTH:
        value = _TRUTH[find.value]
    certainty = DOUBTFUL if find.standing == DOUBTED else SURE
    return FactRead(find.fact, value, *form.span(find.start, find.end), certainty)


def _placed(form: Normal, read: FactRead) -> FactRead:
    start, end = form.span(read.start, read.end)
    return replace(read, start=start, end=end)
