"""Which order and which of its lines a customer means."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from dialogue.goals import ENDED, LOOKS_BACK
from orders.model import Line, Order
from reading import canonical_number, normalise, ordinals

MOST_OFFERED = 5
_ALONE = re.compile(r"(?<![^\s/・])お?[一-龯々](?![^\s/・])")
_FIGURES = re.compile(r"(?<![0-9-])[0-9]{3,7}(?![0-9-])")
# Words of titles that speak of orders as such: they single out none.
_COMMON = frozenset(
    normalise(word)
    for words in (
        "amazon amiami and edition for free from item limited new one order pack set size the two with",
        "アマゾン キャンセル サイズ セット 個入 商品 限定 新品 数量 送料 注文",
        "中古 取寄 配送 発送 返金 返品 無料 予約",
    )
    for word in words.split(" ")
)
_WORD = re.compile(r"[a-z0-9]{3,}|[ァ-ヶー]{2,}|[一-龯々]{2,}|[ぁ-ん]{4,}")


def by_number(orders: Iterable[Order], number: str) -> Order | None:
    """The order of that number among the customer's own, however it was typed.

    Hyphens may be left out if that leaves one order.
    """
    wanted = canonical_number(number)
    named = [(canonical_number(order.order_number), order) for order in orders]
    exact = [order for name, order in named if name == wanted]
    loose = [order for name, order in named if name.replace("-", "") == wanted.replace("-", "")]
    return exact[0] if exact else loose[0] if len(loose) == 1 else None


def candidates(orders: Iterable[Order], intent: str, said: Mapping[str, Any]) -> tuple[Order, ...]:
    """The orders that a wish can mean: of the right age, and in no contradiction to what was said."""
    return tuple(order for order in orders if _fits_wish(order, intent) and agrees(order, said))


def _fits_wish(order: Order, intent: str) -> bool:
    statuses = {order.status_of(line) for line in order.lines}
    if intent in LOOKS_BACK:
        return bool(statuses & set(ENDED)) or order.requested
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
    return tuple(order for order in orders if any(_is_in(word, heard) for word in title_words(order)))


def named_apart(orders: tuple[Order, ...], text: str) -> bool:
    """Whether each of these orders is in `text` by a word that is none of the others' titles: 傘と炊飯器."""
    heard = normalise(text)
    words = [{word for word in title_words(order) if _is_in(word, heard)} for order in orders]
    return all(own - set().union(*words[:place], *words[place + 1 :]) for place, own in enumerate(words))


def orders_ending(orders: Iterable[Order], text: str) -> tuple[Order, ...]:
    """The orders whose numbers end in the figures that `text` names: 末尾1234, "the one ending in 1234"."""
    ends = _FIGURES.findall(normalise(text))
    found = tuple(order for order in orders if any(order.order_number.endswith(end) for end in ends))
    return found if len(found) == 1 else ()


def title_words(order: Order) -> set[str]:
    """What a customer may call the goods of an order by."""
    return {word for line in order.lines for word in _words(line)}


def _words(line: Line) -> set[str]:
    """What a customer may call a line by: the words of its title, and short ones where they stand alone."""
    title = normalise(line.title)
    return {*_WORD.findall(title), *_ALONE.findall(title)} - _COMMON


def _is_in(word: str, heard: str) -> bool:
    """Whether a word of a title is in a text; a Latin one only as a whole, in singular or plural."""
    if not word.isascii():
        return word in heard
    return bool(re.search(rf"(?<![a-z0-9]){re.escape(word.removesuffix('s'))}s?(?![a-z0-9])", heard))


def lines_named(text: str, order: Order, said: Mapping[str, Any]) -> tuple[Line, ...]:
    """The lines of `order` that `text` singles out by title, place or kind; none if it means all."""
    if len(order.lines) == 1:
        return ()
    heard = normalise(text)
    for test in (_is_titled(heard, order), _is_placed(text, len(order.lines)), _is_kind(said)):
        named = tuple(line for line in order.lines if test(line))
        if named and len(named) < len(order.lines):
            return named
    return ()


def _is_titled(heard: str, order: Order) -> Any:
    words = {line.number: _words(line) for line in order.lines}

    def test(line: Line) -> bool:
        others = set().union(*(words[other.number] for other in order.lines if other is not line))
        return any(_is_in(word, heard) for word in words[line.number] - others)

    return test


def _is_placed(text: str, count: int) -> Any:
    places = ordinals(text, count)
    return lambda line: line.number in places


def _is_kind(said: Mapping[str, Any]) -> Any:
    return lambda line: line.item is not None and line.item == said.get("item")
