"""What the trained model makes of messages."""

import asyncio
import random

import pytest
from rasa.shared.nlu.training_data.message import Message

from bot.components.fallback import Doubt
from bot.components.intent import IntentReader
from bot.content import ROOT
from bot.examples import load_examples, load_held_out
from bot.words import cut

FLOORS = {"ja": 0.94, "en": 0.90}


def parse(agent, text):
    return asyncio.run(agent.parse_message(text))


@pytest.mark.parametrize("language", ["ja", "en"])
def test_unseen_texts_are_understood(agent, language):
    """The first guess on texts written by others than the examples."""
    texts = [one for one in load_held_out(ROOT / "tests" / "data") if one.language == language]
    right = [parse(agent, one.text)["intent_ranking"][0]["name"] == one.intent for one in texts]
    assert len(texts) >= 200
    assert sum(right) / len(right) >= FLOORS[language]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("キャンセルしたい", "ja"),
        ("can I cancel a back-order?", "en"),
        ("「Final Fantasy」をキャンセルしたい", "ja"),
        ("I ordered 「鬼滅の刃」 and want to cancel it", "en"),
        ("250-1111111-1111111", None),
        ("👍", None),
    ],
)
def test_each_message_has_its_language(agent, text, language):
    """Of the sentence, not of a quoted title; none where there is none."""
    assert parse(agent, text).get("language") == language


@pytest.mark.parametrize("text", ["كيف حالك", "здравствуйте", "12345", "🜚", "{{7*7}}"])
def test_signs_that_were_never_learnt_are_no_wish(agent, text):
    """However sure the model sounds of them."""
    assert parse(agent, text)["intent"]["name"] == "nlu_fallback"


@pytest.mark.parametrize(
    ("text", "name", "value", "surface"),
    [
        ("支払いはｺﾝﾋﾞﾆです", "payment_method", "konbini", "ｺﾝﾋﾞﾆ"),
        ("I paid at a convenience store", "payment_method", "konbini", "convenience store"),
        ("注文 ２５０ー１１１１１１１ー１１１１１１１ の件", "order_number", "250-1111111-1111111", None),
        ("もう発送された", "status", "shipped", None),
    ],
)
def test_entities_are_canonical_and_keep_their_offsets(agent, text, name, value, surface):
    """The value is one of the contract's; the offsets cut what was written."""
    found = [one for one in parse(agent, text)["entities"] if one["entity"] == name]
    assert [one["value"] for one in found] == [value]
    assert surface is None or surface in text[found[0]["start"] : found[0]["end"]]


@pytest.mark.parametrize(
    ("language", "chance", "name"),
    [("ja", 0.69, "nlu_fallback"), ("ja", 0.7, "greet"), ("en", 0.79, "nlu_fallback"), (None, 0.9, "greet")],
)
def test_below_its_languages_threshold_a_guess_is_none(language, chance, name):
    """The likeliest wishes stay behind it."""
    ranking = [{"name": "greet", "confidence": chance}, {"name": "thanks", "confidence": 0.1}]
    message = Message({"text": "x", "intent": ranking[0], "intent_ranking": ranking, "language": language})
    Doubt({"ja": 0.7, "en": 0.8, "none": 0.9}).process([message])
    assert message.get("intent") == {"name": name, "confidence": chance}
    assert message.get("intent_ranking") == ranking


def test_tokens_keep_surfaces_and_offsets():
    """Every token is a piece of its text, in order, for any text."""
    rng = random.Random(0)
    signs = "キャンセルｷｬﾝｾﾙﾞﾟ取消 a'b n't 12-3４ー−㈱㍿﷽é😀👨\u200d👩\u200d👧\u200b\u3000\n\u202eﬀ"
    for _ in range(300):
        text = "".join(rng.choice(signs) for _ in range(rng.randrange(30)))
        found = cut(text)
        assert all(word.surface == text[word.start : word.end] != "" for word in found)
        assert [word.start for word in found] == sorted(word.start for word in found)


def test_the_pipeline_sees_what_the_plain_model_sees(agent):
    """The pipeline around the model changes nothing of its answer."""
    components = [node._component for node in agent.processor.graph_runner._instantiated_nodes.values()]
    model = next(one for one in components if isinstance(one, IntentReader))._model
    for one in load_examples()[::400]:
        name, chance = model.rank(one.text)[0]
        assert parse(agent, one.text)["intent_ranking"][0] == {"name": name, "confidence": chance}
