"""Whatever is sent to a documented call, the answer is a documented one, and never a failure of ours."""

from __future__ import annotations

import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
STREAM = "/v1/conversations/{conversation_id}/events"  # has no end to wait for
FAST = settings(
    max_examples=12,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def test_every_answer_is_documented_and_none_is_a_failure(open_shop):
    """With the tokens of a real conversation and of a program, on the conversation's own paths."""
    shop = open_shop()
    described = schemathesis.openapi.from_url(f"{shop.url}/openapi.json").exclude(path=STREAM)
    tried = [try_out(shop, found.ok()) for found in described.get_all_operations()]
    assert len(tried) >= 10


def try_out(shop, operation):
    customer = shop.begin()

    @FAST
    @given(case=operation.as_strategy())
    def answers(case):
        if "conversation_id" in (case.path_parameters or {}):
            case.path_parameters["conversation_id"] = customer.id
        token = shop.settings.api_key if operation.path == "/v1/decide" else customer.token
        response = case.call(headers={"Authorization": f"Bearer {token}"})
        case.validate_response(response, checks=CHECKS)

    answers()
    return operation.label
