"""`torikeshi token`."""

from __future__ import annotations

from datetime import UTC, datetime

from torikeshi.errors import UserError
from torikeshi.opening import settings
from web.identity import LONGEST, sign_identity


def identity_token(customer: str) -> str:
    """An identity token of `customer`, signed with the settings' first key. Raises `UserError`."""
    if not customer.strip() or len(customer) > LONGEST:
        raise UserError(f"`--customer` needs 1 to {LONGEST} characters", status=2)
    return sign_identity(customer, settings().identity_keys, datetime.now(UTC))
