"""Named values in a text: shop, seller, kind of item, state, payment and the rest, each canonical."""

from reading.context import is_ruled_out
from reading.finds import finds
from reading.model import Entity
from reading.normal import fold_kana, normal
from reading.ordernumbers import order_numbers
from reading.ownwords import shop_names
from reading.shops import Shops, the_shops

# Lexicon file by entity name: the values are those of the fact of the same name.
ENTITY_NAMES = ("policy", "seller", "item", "status", "opened", "paid", "payment_method", "cause", "request")
# What a lexicon writes or tells apart otherwise than the fact.
_VALUES: "dict[str, str | bool]" = {"cancelled_by_customer": "cancelled", "true": True, "false": False}


def entities(text: str, shops: "Shops | None" = None, *, ruled_out: bool = True) -> "tuple[Entity, ...]":
    """Everything named in `text`, by place; offsets are those of `text` itself.

    A value is named also where it is asked about or only supposed; `read_facts` tells what is said. Those
    that are `ruled_out` ("not Amazon", アマゾンじゃなくて) may be left out.
    Of overlapping finds with the same name the longest stays. `shops` are those beyond the two, by default
    the process's.
    """
    form = normal(text)
    plain = fold_kana(form.text)
    found = [
        Entity(find.fact, _VALUES.get(find.value, find.value), *form.span(find.start, find.end))
        for find in finds(plain)
        if find.fact in ENTITY_NAMES and (ruled_out or not is_ruled_out(plain, find.start, find.end))
    ]
    further = the_shops(shops)
    found = [*shop_names(text, further, found), *order_numbers(text, further)]
    return tuple(sorted(found, key=lambda one: (one.start, one.end, one.name)))
