"""The example shop, loaded as a shop of one's own would be."""

from collections.abc import Iterator
from functools import cache

import conversation
import pytest

from decision import Policies, load_policies
from dialogue import Kit
from reading.shops import NONE, use_shops
from torikeshi.shopwords import shop_words
from web.settings import ROOT
from wording import wording_with

FOLDER = ROOT / "examples" / "shops"


@cache
def policies() -> Policies:
    return load_policies(FOLDER)


@cache
def kit() -> Kit:
    return Kit(policies(), wording_with(FOLDER))


@pytest.fixture
def shops(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Conversations with the example shop beside the two, as the served processes have them."""
    monkeypatch.setattr(conversation, "kit", kit)
    use_shops(shop_words(FOLDER))
    yield
    use_shops(NONE)
