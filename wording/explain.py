"""A decision explained to people: what was decided and why, from which facts, and what would change it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from decision import Decision, Policies, Question, Settled, decide, settle, what_if
from wording.case import Case, known_facts
from wording.catalog import Wording
from wording.changes import change_sentences
from wording.counting import counting
from wording.ownfacts import FactWords
from wording.reply import explain as reply


@dataclass(frozen=True)
class Teller:
    """Says texts in one language, at the instant that is decided for."""

    w: Wording
    language: str
    now: datetime
    policy: str | None

    @property
    def words(self) -> FactWords:
        """Facts in words, as the shop says them."""
        return FactWords(self.w, self.policy, self.language, now=self.now)

    def say(self, name: str, **values: object) -> str:
        """The text called `name`."""
        return self.w.say(name, self.language, now=self.now, **values)

    def listed(self, name: str, items: Iterable[str], place: str) -> Iterator[str]:
        """The text called `name` with `items` in its `place`, if there are any."""
        if found := list(items):
            yield self.say(name, **{place: found})


def explained(w: Wording, policies: Policies, facts: Mapping[str, object], language: str) -> tuple[str, ...]:
    """What is decided for `facts` (JSON values) and why, a paragraph each.

    An open question is explained likewise: what is asked, why, and what it may lead to. Pure; raises
    `FactsError` where the facts cannot be used.
    """
    answer = decide(policies, facts)
    settled = settle(policies, facts)
    now: Any = settled.given["now"]
    policy: Any = settled.all.get("policy")
    version = answer.policy_version if isinstance(answer, Decision) else None
    tell = Teller(w.on(now).shop(policy, version), language, now, policy)
    if isinstance(answer, Question):
        return (*_question(tell, answer), *_open_facts(tell, answer, settled))
    return tuple(_decision(tell, policies, facts, answer, settled))


def _question(tell: Teller, question: Question) -> Iterator[str]:
    words = {"question": f"question.{question.ask}", "why": f"question.{question.ask}.why"}
    yield tell.say("explain.question", **{place: tell.words.say(name) for place, name in words.items()})
    yield tell.say("explain.possible", steps=[tell.say(f"step.{step}") for step in question.possible])


def _open_facts(tell: Teller, question: Question, settled: Settled) -> Iterator[str]:
    yield from _facts(tell, "explain.given", settled.given)
    yield from _facts(tell, "explain.implied", settled.implied)
    yield from _facts(tell, "explain.assumed", _only(settled.assumed, question.assumed))


def _decision(
    tell: Teller, policies: Policies, facts: Mapping[str, object], decision: Decision, settled: Settled
) -> Iterator[str]:
    case = Case(tell.w, decision, known_facts(decision, facts), tell.language, tell.now)
    words = reply(tell.w, decision, facts, tell.language, now=tell.now)
    yield tell.say("explain.step", step=tell.say(f"step.{decision.step}")) + f"\n{words[0].text}"
    counted = _counted(policies, case, settled)
    yield from _facts(tell, "explain.given", _only(settled.given, counted))
    yield from _facts(tell, "explain.implied", _only(settled.implied, counted))
    taken = {*decision.assumed, *(counted if case.certain else ())}
    yield from _facts(tell, "explain.assumed", _only(settled.assumed, taken))
    idle = settled.given.keys() - counted
    yield from _facts(tell, "explain.idle", _only(settled.given, idle))
    yield from _rule(tell, case)
    yield from counting(tell.words, decision)
    found = what_if(policies, facts)
    changes = change_sentences(tell.w, tell.policy, found, tell.language, now=tell.now)
    yield from (
        tell.listed("explain.changes", changes, "changes") if changes else [tell.say("explain.changes.none")]
    )


def _counted(policies: Policies, case: Case, settled: Settled) -> frozenset[str]:
    """The facts that the step depends on: those of the row and what implies them; of several rows, all."""
    always = frozenset({"goal", "now", "policy"}) | settled.implying
    if not case.certain:
        return always | settled.all.keys()
    versions = policies.versions(case.decision.rule.partition(".")[0])
    policy = next(one for one in versions if one.version == case.decision.policy_version)
    return always | policy.looked_at[case.row]


def _only(facts: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    wanted = frozenset(names)
    return {name: value for name, value in facts.items() if name in wanted}


def _facts(tell: Teller, name: str, facts: Mapping[str, Any]) -> Iterator[str]:
    yield from tell.listed(name, (_fact(tell, *pair) for pair in facts.items()), "facts")


def _fact(tell: Teller, name: str, value: Any) -> str:
    if name == "goal":
        return tell.say(f"explain.goal.{value}")
    if name == "now":
        return tell.say("explain.now", value=value)
    return tell.words.fact(name, value)


def _shop(tell: Teller, policy: str) -> str:
    return tell.say(f"{policy}.name")


def _rule(tell: Teller, case: Case) -> Iterator[str]:
    policy, _, rule = case.decision.rule.partition(".")
    name = "explain.row" if case.certain else "explain.row.open"
    yield tell.say(name, shop=_shop(tell, policy), rule=rule)
    sentences = ((clause, tell.w.clause(policy, clause, tell.language)) for clause in case.decision.cites)
    clauses = (tell.say("explain.clause", id=clause, sentence=sentence) for clause, sentence in sentences)
    yield from tell.listed("explain.clauses", clauses, "clauses")
