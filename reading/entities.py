"""Named values in a text: shop, seller, kind of item, state, payment and the rest, each canonical."""

from reading.lexicon import longest, matches
from reading.model import Entity
from reading.normal import fold_kana, normal
from reading.ordernumbers import order_numbers

# Lexicon file by entity name: the values are those of the fact of the same name.
ENTITY_NAMES = ("policy", "seller", "item", "status", "opened", "paid", "payment_method", "cause", "request")
# What a lexicon writes or tells apart otherwise than the fact.
_VALUES: "dict[str, str | bool]" = {"cancelled_by_customer": "cancelled", "true": True, "false": False}


def entities(text: str) -> "tuple[Entity, ...]":
    """Everything named in `text`, by place; offsets are those of `text` itself.

    A value is named also where it is asked about or only supposed; `read_facts` tells what is said.
    Of overlapping finds with the same name the longest stays.
    """
    found = [entity for name in ENTITY_NAMES for entity in named(text, name)]
    return tuple(sorted([*found, *order_numbers(text)], key=lambda one: (one.start, one.end, one.name)))


def named(text: str, name: str) -> "list[Entity]":
    """The finds of one lexicon in `text`."""
    form = normal(text)
    return [
        Entity(name, _VALUES.get(value, value), *form.span(start, end))
        for value, start, end in longest(matches(name, fold_kana(form.text)))
    ]
