"""What a policy file may hold: its keys and values, and the places of whatever is wrong with it."""

from collections.abc import Mapping

from decision.build import MOST, may_be_assumed
from decision.ownfacts import WEEKDAYS
from decision.policy_columns import (
    any_column,
    column,
    one_or_more,
    own_facts,
    standard_columns,
)
from decision.policy_links import UNITS, broken_links
from decision.shape import Day, OneOf, Problem, Shape, Text, Whole
from decision.shape_parts import Either, Fields, Listed, Named, Record
from decision.source import PolicyFile
from decision.vocabulary import FACTS, KINDS, STEPS, Fact

LANGUAGES = ("ja", "en")
CLAUSE_KINDS = ("advice", "contact", "definition", "faq", "procedure", "refund", "rule", "timing", "warning")

ID = Text("a name of small letters, digits and `_`", "[a-z][a-z0-9_]*")
DOTTED = Text("a name of small letters, digits, `_` and dots", "[a-z][a-z0-9_.]*")
CLAUSE = Text("a clause's id of letters, digits, `_` and dots", "[A-Za-z0-9][A-Za-z0-9_.]*")
BOTH = Record("a text in both languages", {"ja": Text(), "en": Text()})
WORDS = Record("words in both languages", {language: Listed(Text()) for language in LANGUAGES})
CITES = Listed(CLAUSE, least=1)
COUNT = Whole(0, 9999)
VALUE = Record("a value", {"title": BOTH}, {"words": WORDS, "said": BOTH, "if": BOTH, "later": BOTH})


def problems(file: PolicyFile) -> tuple[Problem, ...]:
    """All that is wrong with the shape of a policy file, in the order of the file."""
    own = own_facts(file.data)
    found = {*policy_shape(own).problems("policy", file.node), *broken_links(file, own)}
    return tuple(sorted(found))


def told(file: PolicyFile) -> tuple[str, ...]:
    """The same, a line each: `shop.yml:12:7: what is wrong`."""
    return tuple(f"{file.path.name}:{one.line}:{one.column}: {one.message}" for one in problems(file))


def policy_shape(own: Mapping[str, Fact] | None) -> Record:
    """The shape of a policy file with the facts `own` beside the standard ones; None: with any."""
    columns = standard_columns() | {name: column(fact) for name, fact in (own or {}).items()}
    when = Record("a condition", others=columns, more=any_column() if own is None else None)
    needed = {
        "policy": ID,
        "name": BOTH,
        "valid_from": Day(),
        "rows": Listed(_row(when)),
    }
    return Record("a policy", needed, {**_head(), **_tables(when, own), **_words()})


def _head() -> Fields:
    closed = Record("a calendar", {"closed": Listed(OneOf(WEEKDAYS))}, {"holidays": Listed(Day())})
    return {
        "contact": ID,
        "version_by": ID,
        "time_zone": Text("a time zone's name such as `Asia/Tokyo`"),
        "calendar": Either((OneOf(("japan",)), closed)),
        "names": WORDS,
        "order_number": Text("a regular expression"),
        "facts": Listed(_own_fact()),
    }


def _tables(when: Shape, own: Mapping[str, Fact] | None) -> Fields:
    assumed = Listed(Record("an assumption", {"value": _any_value()}, {"when": when}), least=1)
    facts = (*FACTS, *(own or {}).values())
    known = dict.fromkeys((fact.name for fact in facts if may_be_assumed(fact)), assumed)
    return {
        "assumed": Record("what is assumed", others=known, more=assumed if own is None else None),
        "windows": Listed(_window(when)),
        "refunds": Listed(_refund(when)),
        "warnings": Listed(_warning(when)),
        "figures": Named(CLAUSE, _figure()),
    }


def _words() -> Fields:
    return {
        "clauses": Named(CLAUSE, _clause()),
        "texts": Named(Text("a text's name", "[a-z][A-Za-z0-9_.]*"), BOTH),
        "faq": Listed(_entry()),
    }


def _any_value() -> Shape:
    return Either((Text(), OneOf((True, False)), Whole(0, MOST)))


def _own_fact() -> Record:
    truth = Record("the two values", {True: VALUE, False: VALUE})
    values = Either((truth, Named(ID, VALUE)))
    under = Named(ID, one_or_more(Either((Text(), OneOf((True, False))))))
    texts = {"question": BOTH, "why": BOTH, "where": BOTH}
    others = {**texts, "values": values, "under": under, "words": WORDS}
    return Record("a fact", {"fact": ID, "kind": OneOf(KINDS), "title": BOTH}, others)


def _row(when: Shape) -> Record:
    steps = OneOf(STEPS)
    needed = {"id": DOTTED, "when": one_or_more(when), "step": steps, "reason": ID, "cites": CITES}
    return Record("a row", needed, {"until": ID, "fallback": steps, "refund": OneOf(("rules", "expected"))})


def _window(when: Shape) -> Record:
    return Record(
        "a window", {"fact": ID, "cites": CITES}, {"when": when, **dict.fromkeys(UNITS, Whole(1, 9999))}
    )


def _refund(when: Shape) -> Record:
    quoted = {"min_days": COUNT, "max_days": COUNT, "unit": OneOf(("days", "business_days"))}
    return Record("a refund", {"when": when, "cites": CITES}, {**quoted, "via": ID, "action": ID})


def _warning(when: Shape) -> Record:
    where = {"steps": Listed(OneOf(STEPS), least=1), "rows": Listed(DOTTED, least=1), "when": when}
    return Record("a warning", {"name": ID, "cites": CITES}, where)


def _figure() -> Record:
    units = OneOf(("minutes", "hours", "days", "business_days"))
    return Record("a figure", {"max": COUNT, "unit": units}, {"min": COUNT})


def _clause() -> Record:
    needed = {"kind": OneOf(CLAUSE_KINDS), "source": Text(), "where": Text(), "ja": Text(), "en": Text()}
    return Record("a clause", needed, {"conflicts_with": Listed(CLAUSE, least=1), "reading": BOTH})


def _entry() -> Record:
    needed = {"id": ID, "question": BOTH, "short": BOTH, "answer": BOTH}
    words = Record("words by language", others={language: Listed(Text()) for language in LANGUAGES})
    return Record("an entry", needed, {"related": Listed(ID), "answers": Listed(DOTTED), "words": words})
