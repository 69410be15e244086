"""Tables of any size, for which one row holds: conditions over up to three facts of their own."""

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import product
from pathlib import Path
from typing import Any

from decision.instants import JAPAN
from decision.loader import policies_of
from decision.policies import Policies

VALUES = tuple(f"v{number}" for number in range(10))
COLUMNS = ("first", "second", "third")
FIRST = datetime(2026, 1, 1, tzinfo=JAPAN)


def generated(rows: int) -> Policies:
    """One policy of 10, 100 or 1,000 rows: each value of one, two or three columns."""
    used = COLUMNS[: len(str(rows)) - 1]
    table = [
        {
            "id": "_".join(values),
            "when": {"goal": ["cancel", "cancel_part"], **dict(zip(used, values, strict=True))},
            "step": ("cancel", "contact_support", "none")[number % 3],
            "reason": "generated",
            "cites": ["G01"],
        }
        for number, values in enumerate(product(VALUES, repeat=len(used)))
    ]
    source: dict[str, Any] = {
        "policy": "generated",
        "valid_from": date(2026, 1, 1),
        "facts": [
            {"fact": name, "kind": "choice", "values": {value: {} for value in VALUES}} for name in COLUMNS
        ],
        "rows": table,
    }
    return policies_of({Path("generated.yml"): source})


def given(seed: int, count: int) -> Iterator[dict[str, object]]:
    """Complete facts for such a table."""
    rng = random.Random(seed)
    for _ in range(count):
        now = FIRST + timedelta(microseconds=rng.randrange(10**14))
        yield {
            "goal": rng.choice(("cancel", "cancel_part")),
            "now": now.isoformat(),
            "policy": "generated",
            "status": rng.choice(("unshipped", "preparing")),
            "paid": rng.random() < 0.5,
            "modifiable": True,
            "request": "none",
            "recent_cancellations": rng.randrange(4),
            **{name: rng.choice(VALUES) for name in COLUMNS},
        }
