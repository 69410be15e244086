"""Decide: facts, tables, questions, refunds and the calendar. Pure but for the loader."""

from decision.answers import Answer, Decision, Question
from decision.decide import check, decide
from decision.errors import FactsError, FieldError, PolicyError
from decision.loader import load_policies
from decision.objects import read_object
from decision.policies import Policies
from decision.rows import Refund
from decision.settled import Settled, settle
from decision.vocabulary import FACTS, STEPS
from decision.whatif import Change, what_if

__all__ = [
    "FACTS",
    "STEPS",
    "Answer",
    "Change",
    "Decision",
    "FactsError",
    "FieldError",
    "Policies",
    "PolicyError",
    "Question",
    "Refund",
    "Settled",
    "check",
    "decide",
    "load_policies",
    "read_object",
    "settle",
    "what_if",
]
