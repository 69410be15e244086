"""What the readers hand back: frozen records with offsets into the text as it was written."""

from dataclasses import dataclass

SURE, DOUBTFUL = "sure", "doubtful"


@dataclass(frozen=True)
class Entity:
    """One thing named in a text: `value` is canonical, `text[start:end]` is what was written."""

    name: str
    value: str | bool
    start: int
    end: int


@dataclass(frozen=True)
class FactRead:
    """One fact said in a text, as a JSON value of the fact table, with the words that say it.

    `certainty` is `sure`, or `doubtful` where the words themselves are ("I think it shipped"). `precision`
    is how exactly an instant or day was said: `minute`, `hour`, `part` of a day or `day`; None elsewhere.
    """

    fact: str
    value: str | bool | int
    start: int
    end: int
    certainty: str = SURE
    precision: str | None = None


class Unknown:
    """The answer "I don't know": there is only `UNKNOWN`, which is false in a condition."""

    def __bool__(self) -> bool:
        return False

    def __repr__(self) -> str:
        return "UNKNOWN"


UNKNOWN = Unknown()

FactValue = str | bool | int
