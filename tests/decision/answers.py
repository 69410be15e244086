"""The core's answer in the oracle's form, so that the two can be compared."""

from datetime import datetime

from decision import FactsError, decide, load_policies

POLICIES = load_policies()


def answer(facts: dict) -> dict:
    """The core's whole answer as JSON values; an error too."""
    try:
        return decide(POLICIES, facts).as_json()
    except FactsError as error:
        return error.as_json()


def error_fields(facts: dict) -> list:
    """The fields of the errors in their order, each once; empty if there is none."""
    found = answer(facts)
    return list(dict.fromkeys(one["field"] for one in found["error"]["errors"])) if "error" in found else []


def core(facts: dict) -> dict:
    """The core's answer, of which only what the contract fixes, as `oracle` gives it."""
    found = answer(facts)
    if "error" in found:
        return {"error": error_fields(facts)}
    if "ask" in found:
        return {name: found[name] for name in ("ask", "possible", "assumed")}
    kept = {name: found[name] for name in ("step", "contact", "fallback", "assumed")}
    kept["until"] = found["until"] and datetime.fromisoformat(found["until"])
    kept["refund"] = found["refund"] and tuple(found["refund"].values())
    kept["warnings"] = frozenset(found["warnings"])
    assert len(found["warnings"]) == len(kept["warnings"])
    return kept
