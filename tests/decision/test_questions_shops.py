"""Which fact is asked first at shops whose best order of questions can be seen with the naked eye."""

from answers import at
from oracle_facts import CAUSES
from shops import at_the, fact, shop
from tables import row

LETTERS = {"a": {}, "b": {}}


def letters(*names: str) -> tuple[dict, ...]:
    return tuple(fact(name, "choice", values=LETTERS) for name in names)


def test_of_equally_good_questions_the_earlier_fact_is_asked():
    rows = (
        row("same", "cancel", {"one": "a", "two": "a"}, {"one": "b", "two": "b"}),
        row("other", "none", {"one": "a", "two": "b"}, {"one": "b", "two": "a"}),
    )
    assert at_the(shop(*rows, facts=letters("one", "two")))["ask"] == "one"
    assert at_the(shop(*rows, facts=letters("two", "one")))["ask"] == "two"


def test_a_later_fact_that_settles_all_at_once_is_asked_before_an_earlier_one():
    rows = (
        row("x", "cancel", {"one": "a", "last": "a"}),
        row("y", "cancel", {"one": "b", "last": "a"}),
        row("z", "none", {"last": "b"}),
    )
    assert at_the(shop(*rows, facts=letters("one", "last")))["ask"] == "last"


def test_a_fact_that_settles_all_at_once_is_asked_before_one_that_only_may():
    """A direct seller would settle it too, as then it was no refusal of the seller's."""
    causes = [cause for cause in CAUSES if cause != "seller"]
    rows = (
        row("seller", "contact_support", {"request": "rejected", "cause": "seller", "seller": "marketplace"}),
        row("other", "retry", {"request": "rejected", "cause": causes}),
        row("open", "wait", {"request": ["none", "pending", "accepted"]}),
    )
    assert at_the(shop(*rows), request="rejected")["ask"] == "cause"


def test_the_order_that_needs_the_fewest_in_the_worst_case_is_taken():
    """Asked `third` first, one more question settles all; asked `first` first, two more may be needed."""
    rows = (
        row("a1", "cancel", {"third": "a", "first": "a"}),
        row("a2", "none", {"third": "a", "first": "b"}),
        row("b1", "cancel", {"third": "b", "second": "a"}),
        row("b2", "none", {"third": "b", "second": "b"}),
    )
    found = at_the(shop(*rows, facts=letters("first", "second", "third")))
    assert (found["ask"], found["possible"]) == ("third", ["cancel", "none"])


def test_a_fact_whose_answer_cannot_matter_any_more_is_not_asked():
    rows = (
        row("a", "cancel", {"first": "a"}),
        row("b1", "return", {"first": "b", "second": "a"}),
        row("b2", "none", {"first": "b", "second": "b"}),
    )
    source = shop(*rows, facts=letters("first", "second"))
    assert at_the(source, second="a")["ask"] == "first"
    assert at_the(source, first="a")["step"] == "cancel"
    assert at_the(source, first="b")["ask"] == "second"


def test_a_fact_that_the_table_does_not_look_at_is_never_asked():
    source = shop(row("all", "none", {"goal": "cancel"}), facts=letters("unused"))
    assert at_the(source)["step"] == "none"


def test_facts_that_lead_to_the_same_step_by_other_rows_are_not_asked():
    rows = (row("a", "none", {"first": "a"}), row("b", "none", {"first": "b"}))
    found = at_the(shop(*rows, facts=letters("first")))
    assert (found["step"], found["rule"]) == ("none", "shop.a")


def test_what_is_assumed_is_not_asked_but_named():
    rows = (row("a", "cancel", {"first": "a"}), row("b", "none", {"first": "b"}))
    found = at_the(shop(*rows, facts=letters("first"), assumed={"first": [{"value": "b"}]}))
    assert (found["step"], found["assumed"]) == ("none", ["first"])


def test_a_fact_that_tells_nothing_alone_comes_after_one_that_does():
    """Either first, one more question settles all; only `last` narrows the steps for some of its values."""
    own = (*letters("first"), fact("last", "choice", values={"same": {}, "once": {}, "never": {}}))
    rows = (
        row("x", "cancel", {"first": "a", "last": "same"}, {"last": "never"}),
        row("y", "none", {"first": "b", "last": "same"}, {"last": "once"}),
    )
    assert at_the(shop(*rows, facts=own))["ask"] == "last"


def test_a_fact_that_tells_nothing_alone_is_not_asked_to_save_a_question():
    """Asked `a`, which leaves all steps either way, two more settle all; asked `d`, it may take three."""
    rows = (
        row("x", "cancel", *ways("a1 d1 b1", "a2 e1 d1", "a2 e2 f1")),
        row("y", "none", *ways("a1 d1 b2", "a1 d2 c2", "a2 e2 f2")),
        row("z", "return", *ways("a1 d2 c1", "a2 e1 d2")),
    )
    own = [fact(name, "choice", values={f"{name}1": {}, f"{name}2": {}}) for name in "abcdef"]
    assert at_the(shop(*rows, facts=own))["ask"] == "d"


def ways(*texts: str) -> list[dict]:
    """Alternatives, each with its values separated by blanks, whose first letter is the fact's name."""
    return [{value[0]: value for value in text.split()} for text in texts]


def test_what_exists_at_every_shop_may_be_asked_before_the_shop():
    assert at(status="unshipped", request="pending")["ask"] == "requested_at"
