"""Which order and which of its lines a customer means."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from dialogue.goals import LOOKS_BACK
from orders.model import Line, Order
from reading import canonical_number, normalise

MOST_OFFERED = 5
LOOKED_BACK_ON = ("cancelled", "sent_back")
_ALONE = re.compile(r"(?<![^\s/・])[一-龯々](?![^\s/・])")
_WORD = re.compile(r"[a-z0-9]{3,}|[ァ-ヶー]{2,}|[一-龯々]{2,}")


def by_number(orders: Iterable[Order], number: str) -> Order | None:
    """The order of that number among the customer's own, however it was typed."""
    wanted = canonical_number(number)
    return next((order for order in orders if canonical_number(order.order_number) == wanted), None)


def candidates(orders: Iterable[Order], intent: str, said: Mapping[str, Any]) -> tuple[Order, ...]:
    """The orders that a wish can mean: of the right age, and in no contradiction to what was said."""
    return tuple(order for order in orders if _fits_wish(order, intent) and agrees(order, said))


def _fits_wish(order: Order, intent: str) -> bool:
    statuses = {order.status_of(line) for line in order.lines}
    if intent in LOOKS_BACK:
        return bool(statuses & set(LOOKED_BACK_ON)) or order.request not in (None, "none")
    return statuses != {"cancelled"}


def agrees(order: Order, said: Mapping[str, Any]) -> bool:
    """Whether shop, seller and kind of goods that were said can be this order's."""
    policy = policy_said(said)
    if policy not in (None, order.policy):
        return False
    if said.get("seller") not in (None, order.seller) and order.seller is not None:
        return False
    item = said.get("item")
    return item is None or any(line.item in (None, item) for line in order.lines)


def policy_said(said: Mapping[str, Any]) -> str | None:
    """The shop that was named, or that what was said can only mean."""
    if "policy" in said:
        return str(said["policy"])
    return "amazon" if "seller" in said else "amiami" if "item" in said else None


def orders_titled(orders: Iterable[Order], text: str) -> tuple[Order, ...]:
    """The orders of which a word of a title is in `text`."""
    heard = normalise(text)
    return tuple(order for order in orders if any(word in heard for word in _title_words(order)))


def _title_words(order: Order) -> set[str]:
    return {word for line in order.lines for word in _words(line)}


def _words(line: Line) -> set[str]:
    """What a customer may call a line by: the words of its title, and short ones where they stand alone."""
    title = normalise(line.title)
    return {*_WORD.findall(title), *_ALONE.findall(title)}


def lines_named(text: str, order: Order, said: Mapping[str, Any]) -> tuple[Line, ...]:
    """The lines of `order` that `text` singles out by title, place or kind; none if it means all."""
    if len(order.lines) == 1:
        return ()
    heard = normalise(text)
    for test in (_is_titled(heard, order), _is_placed(text), _is_kind(said)):
        named = tuple(line for line in order.lines if test(line))
        if named and len(named) < len(order.lines):
            return named
    return ()


def _is_titled(heard: str, order: Order) -> Any:
    words = {line.number: _words(line) for line in order.lines}

    def test(line: Line) -> bool:
        others = set().union(*(words[other.number] for other in order.lines if other is not line))
        return any(word in heard for word in words[line.number] - others)

    return test


_PLACES = (
    r"(1|一)(つ|個|番|点)目|最初の|(一|1|いち)番(上|目|最初)|\btop\b|\bfirst\b|\bline 1\b",
    r"(2|二)(つ|個|番|点)目|\bsecond\b|\bline 2\b",
    r"(3|三)(つ|個|番|点)目|\bthird\b|\bline 3\b",
    r"(4|四)(つ|個|番|点)目|\bfourth\b|\bline 4\b",
    r"(5|五)(つ|個|番|点)目|\bfifth\b|\bline 5\b",
)


def places_said(text: str) -> frozenset[int]:
    """The places in a list, from 1, that `text` names: 一番上, "the second one"."""
    heard = normalise(text)
    return frozenset(n for n, pattern in enumerate(_PLACES, start=1) if re.search(pattern, heard))


def _is_placed(text: str) -> Any:
    places = places_said(text)
    return lambda line: line.number in places


def _is_kind(said: Mapping[str, Any]) -> Any:
    return lambda line: line.item is not None and line.item == said.get("item")
