"""Personal data out of a text before it is stored; order numbers stay, for they say what it is about."""

import re

from reading.normal import normal
from reading.ordernumbers import order_numbers

_KINDS = (
    ("email", re.compile(r"[a-z0-9_.+%'-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,6}")),
    ("card", re.compile(r"(?<![0-9])(?<![0-9]-)[0-9](?:[ -]?[0-9]){13,18}(?![0-9])(?!-[0-9])")),
    (
        "phone",
        re.compile(
            r"(?<![0-9a-z])(?<![0-9]-)(?:\+[0-9]{1,3}[ -]?(?:\(0\)[ -]?)?[0-9]{1,4}|\(?0[0-9]{1,4}\)?)"
            r"[ -]?[0-9]{1,4}[ -]?[0-9]{3,4}(?![0-9])(?!-[0-9])"
        ),
    ),
)


def mask(text: str) -> str:
    """`text` with e-mail addresses, card and phone numbers as `[email]`, `[card]`, `[phone]`."""
    form = normal(text)
    taken = [(number.start, number.end, "") for number in order_numbers(text)]
    for kind, pattern in _KINDS:
        for match in pattern.finditer(form.text):
            start, end = form.span(*match.span())
            if not any(start < other_end and other_start < end for other_start, other_end, _ in taken):
                taken.append((start, end, kind))
    masked = text
    for start, end, kind in sorted(taken, reverse=True):
        if kind:
            masked = f"{masked[:start]}[{kind}]{masked[end:]}"
    return masked
