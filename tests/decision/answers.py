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


NOW = "2026-08-07T15:20:00+09:00"  # a Friday; the 11th is a holiday


def at(now: str = NOW, **facts: object) -> dict:
    """The core's answer to facts of which `goal` is cancel unless given."""
    return answer({"goal": "cancel", "now": now, **facts})


def amiami(now: str = NOW, **facts: object) -> dict:
    """The same for an AmiAmi order."""
    return at(now, policy="amiami", **facts)


def amazon(now: str = NOW, **facts: object) -> dict:
    """The same for an Amazon order, sold by Amazon itself unless said otherwise."""
    return at(now, **{"policy": "amazon", "seller": "direct", **facts})


def brief(found: dict) -> tuple:
    """Step, fallback and warnings of a decision."""
    return found["step"], found["fallback"], set(found["warnings"])
