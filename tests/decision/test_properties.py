"""What holds for all facts, tried on random ones."""

import json
import random
from datetime import datetime, timedelta

from answers import POLICIES, answer
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from oracle_facts import TABLE, WORDS, with_implied, wrong
from samples import partial

from decision import STEPS, FactsError, decide

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
NEAR = st.sampled_from([word for words in WORDS.values() for word in words] + [True, False, 0, 2, None, 2.0])
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2028, 12, 31))
OFFSETS = st.sampled_from(["Z", "+09:00", "-05:30", "+23:59"])
INSTANTS = st.builds(lambda moment, offset: moment.isoformat() + offset, MOMENTS, OFFSETS)
LIKELY = st.dictionaries(st.sampled_from(TABLE), NEAR | INSTANTS, max_size=9)
FACTS = st.integers(0, 10**9).map(lambda seed: partial(random.Random(seed)))
STORIES = st.integers(0, 10**9).map(lambda seed: partial(random.Random(seed), odd=0))
TICK = timedelta(microseconds=1)
few = settings(max_examples=3 * settings().max_examples // 5)


def decided(facts: dict) -> dict:
    """The answer to facts that are no error."""
    found = answer(facts)
    assume("error" not in found)
    return found


@settings(max_examples=3 * settings().max_examples)
@given(st.dictionaries(st.text() | st.sampled_from(TABLE), ANYTHING, max_size=8) | LIKELY)
def test_any_object_gives_an_answer_or_a_facts_error(facts):
    try:
        found = decide(POLICIES, facts).as_json()
    except FactsError as error:
        assert error.errors
        found = error.as_json()
    json.dumps(found)


@few
@given(FACTS, st.randoms(use_true_random=False))
def test_the_order_of_the_keys_does_not_matter(facts, rng):
    names = list(facts)
    rng.shuffle(names)
    assert json.dumps(answer({name: facts[name] for name in names})) == json.dumps(answer(facts))


@few
@given(st.permutations(["goal", "now", "policy", "zzz", "aaa", "取消"]))
def test_nor_does_that_of_unknown_keys(names):
    assert [one["field"] for one in answer(dict.fromkeys(names))["error"]["errors"]] == [
        *("goal", "now", "policy"),
        *("aaa", "zzz", "取消"),
    ]


@few
@given(FACTS)
def test_the_same_facts_give_the_same_bytes_and_are_left_as_they_were(facts):
    before = json.dumps(facts)
    assert json.dumps(answer(facts)) == json.dumps(answer(json.loads(before)))
    assert json.dumps(facts) == before


@few
@given(STORIES)
def test_an_answer_has_all_its_fields_in_their_forms(facts):
    found = decided(facts)
    if "ask" in found:
        assert set(found) == {"ask", "possible", "assumed"}
        assert found["ask"] not in with_implied(wrong(facts)[0])
        assert len(found["possible"]) > 1
        assert found["possible"] == [step for step in STEPS if step in found["possible"]]
        return
    assert found["step"] in STEPS
    assert (found["contact"] is not None) <= (found["step"] == "contact_support")
    assert (found["fallback"] == "contact_support") or found["step"] != "wait"
    assert (found["until"] is None) or found["until"].endswith("+09:00")
    assert found["cites"] and found["rule"].count(".") >= 1 and found["reason"] and found["trace"]
    assert found["assumed"] == [name for name in TABLE if name in found["assumed"]]


def later(facts: dict, by: timedelta) -> dict:
    return {**facts, "now": (datetime.fromisoformat(facts["now"]) + by).isoformat()}


def cancellable(rng: random.Random) -> dict:
    """Complete facts of an AmiAmi order that may or may not be cancellable still."""
    facts = partial(rng)
    day = datetime.fromisoformat(facts["now"]).date()
    item = rng.choice(WORDS["item"])
    dates = {"invoiced": False, "release_date": str(day + timedelta(days=rng.randrange(3)))}
    if item in ("in_stock", "pre_owned"):
        dates = {"payment_deadline": str(day + timedelta(days=rng.randrange(3)))}
    return {"goal": "cancel", "now": facts["now"], "item": item, **dates}


@few
@given(st.integers(0, 10**9), st.timedeltas(timedelta(0), timedelta(days=4)))
def test_a_later_now_never_reopens_a_cancel(seed, by):
    facts = cancellable(random.Random(seed))
    if answer(facts)["step"] != "cancel":
        assert answer(later(facts, by))["step"] != "cancel"


@few
@given(st.integers(0, 10**9))
def test_until_is_the_exact_edge_of_a_cancel(seed):
    facts = cancellable(random.Random(seed))
    found = answer(facts)
    assume(found["step"] == "cancel")
    assert answer({**facts, "now": found["until"]})["step"] == "contact_support"
    just_before = later({"now": found["until"]}, -TICK)["now"]
    assert answer({**facts, "now": just_before})["step"] == "cancel"


def waiting(rng: random.Random) -> dict:
    """Facts on which an answer or money may be waited for."""
    facts = partial(rng)
    when = datetime.fromisoformat(facts["now"]) - timedelta(minutes=rng.randrange(3 * 1440))
    more = rng.choice(
        [
            {"policy": "amiami", "requested_at": when.isoformat()},
            {"seller": "direct", "status": "preparing", "requested_at": when.isoformat()},
            {"seller": "marketplace", "status": "unshipped", "requested_at": when.isoformat()},
            {"seller": rng.choice(WORDS["seller"]), "cancelled_at": when.isoformat()},
            {"policy": "amazon", "sent_back_at": when.isoformat()},
        ]
    )
    method = rng.choice(("card", "konbini", "atm", "e_money"))
    goal = "refund" if "cancelled_at" in more else "cancel"
    return {"goal": goal, "now": facts["now"], "payment_method": method, **more}


@few
@given(st.integers(0, 10**9))
def test_until_is_the_exact_edge_of_a_wait(seed):
    facts = waiting(random.Random(seed))
    found = answer(facts)
    assume(found["step"] == "wait")
    assert answer({**facts, "now": found["until"]})["step"] == "contact_support"
    just_before = answer({**facts, "now": later({"now": found["until"]}, -TICK)["now"]})
    assert (just_before["step"], just_before["until"]) == ("wait", found["until"])


@few
@given(STORIES, st.integers(-1439, 1439))
def test_the_offset_in_which_now_is_written_does_not_matter(facts, minutes):
    found = decided(facts)
    sign, size = ("-" if minutes < 0 else "+"), abs(minutes)
    zone = datetime.fromisoformat(f"2000-01-01T00:00:00{sign}{size // 60:02}:{size % 60:02}").tzinfo
    moved = answer({**facts, "now": datetime.fromisoformat(facts["now"]).astimezone(zone).isoformat()})
    assert {**moved, "trace": None} == {**found, "trace": None}


def steps(found: dict) -> set:
    return set(found.get("possible", [found.get("step")]))


MAY_WIDEN = {"policy", "status", "request", "paid", "modifiable", "retried", "payment_method"}


@few
@given(STORIES, st.randoms(use_true_random=False))
def test_one_more_fact_never_widens_what_is_possible(facts, rng):
    """Unless it changes what is implied or assumed."""
    more_found = decided(facts)
    names = sorted(set(facts) - {"goal", "now"} - MAY_WIDEN)
    assume(names)
    name = rng.choice(names)
    less = {key: value for key, value in facts.items() if key != name}
    implied, implied_less = with_implied(wrong(facts)[0]), with_implied(wrong(less)[0])
    assume(set(implied) - set(implied_less) == {name})
    assert steps(more_found) <= steps(decided(less))
