"""The trace of an answer, line for line: what was given, implied and assumed, by which row, until when."""

import pytest
from answers import amazon, amiami, at

GIVEN = ["given goal=cancel", "given now=2026-08-07T15:20:00+09:00"]
ASSUMED = ["assumed modifiable=true", "assumed request=none", "assumed retried=false"]
OFTEN = "assumed recent_cancellations=0"


def test_what_is_given_comes_first_then_what_is_assumed_then_the_row_its_clauses_and_the_end():
    found = amazon(
        status="unshipped",
        modifiable=False,
        request="pending",
        requested_at="2026-08-07T14:00:00+09:00",
        recent_cancellations=2,
    )
    assert found["trace"] == [
        *GIVEN,
        "given policy=amazon",
        "given seller=direct",
        "given status=unshipped",
        "given modifiable=false",
        "given request=pending",
        "given requested_at=2026-08-07T14:00:00+09:00",
        "given recent_cancellations=2",
        "assumed paid=true",
        "assumed retried=false",
        "row amazon.pending.direct.waiting",
        "clause Z85",
        "until 2026-08-07T20:00:00+09:00 from requested_at=2026-08-07T14:00:00+09:00 hours=6",
    ]


def test_what_is_implied_stands_in_the_order_of_the_facts():
    assert amazon(opened=False)["trace"] == [
        *GIVEN,
        *("given policy=amazon", "given seller=direct", "given opened=false"),
        *("implied status=delivered", "assumed paid=true", *ASSUMED, OFTEN),
        *("row amazon.delivered.unopened", "clause Z63"),
    ]


DEADLINES = {
    "2026-08-10": ("2026-08-10", "2026-08-11T00:00:00+09:00"),
    "2026-08-10T10:00:00.5Z": ("2026-08-10T10:00:00.500000+00:00", "2026-08-10T19:00:00.500000+09:00"),
}


@pytest.mark.parametrize(("given", "said", "end"), [(one, *two) for one, two in DEADLINES.items()])
def test_days_and_instants_are_told_in_iso_form_where_nothing_is_counted(given, said, end):
    found = amiami(item="in_stock", payment_deadline=given)["trace"]
    assert found[4] == f"given payment_deadline={said}"
    assert found[-1] == f"until {end} from payment_deadline={said}"


def test_days_off_are_those_between_the_day_of_the_instant_and_the_end():
    facts = {"goal": "refund", "status": "cancelled", "paid": True, "payment_method": "card"}
    found = amazon("2026-08-09T10:00:00+09:00", cancelled_at="2026-08-08T14:00:00+09:00", **facts)
    assert found["trace"][-1] == (
        "until 2026-08-18T00:00:00+09:00 from cancelled_at=2026-08-08T14:00:00+09:00"
        " business_days=5 days_off=2026-08-09,2026-08-11,2026-08-15,2026-08-16"
    )


def test_no_end_is_told_where_it_hangs_on_what_is_unknown():
    asked = {"status": "unshipped", "request": "pending", "requested_at": "2026-08-07T14:00:00+09:00"}
    found = at(policy="amazon", **asked)
    assert (found["step"], found["until"]) == ("wait", None)
    assert found["trace"][-1].startswith("clause ")
