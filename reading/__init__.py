"""Read: text → language, normal form, entities, facts in words, answers. Pure, standard library only."""

from reading.amounts import Amount, amounts
from reading.answers import read_answer, read_outcome
from reading.asides import corrected_date
from reading.clauses import clauses, topics
from reading.entities import entities
from reading.facts import read_facts, read_supposed
from reading.language import asked_language, language_of
from reading.masking import mask
from reading.model import UNKNOWN, Entity, FactRead, Unknown
from reading.normal import normalise, normalise_with_offsets
from reading.ordernumbers import canonical_number, order_numbers
from reading.ordinals import ordinal, ordinals
from reading.portions import Portion, portion
from reading.turns import correction, means_other, mood, read_yes_or_no, starts_over, without_denied_wish

__all__ = [
    "UNKNOWN",
    "Amount",
    "Entity",
    "FactRead",
    "Portion",
    "Unknown",
    "amounts",
    "asked_language",
    "canonical_number",
    "clauses",
    "corrected_date",
    "correction",
    "entities",
    "language_of",
    "mask",
    "means_other",
    "mood",
    "normalise",
    "normalise_with_offsets",
    "order_numbers",
    "ordinal",
    "ordinals",
    "portion",
    "read_answer",
    "read_facts",
    "read_outcome",
    "read_supposed",
    "read_yes_or_no",
    "starts_over",
    "topics",
    "without_denied_wish",
]
