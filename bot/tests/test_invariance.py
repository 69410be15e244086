"""What of a text's writing must not matter to what is understood: through the real pipeline."""

import asyncio
import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.components.intent import IntentReader
from bot.content import ROOT
from bot.examples import load_held_out
from bot.features import settled

TEXTS = [one.text for one in load_held_out(ROOT / "tests" / "data") if any(map(str.isalpha, one.text))]
JAPANESE = [one.text for one in load_held_out(ROOT / "tests" / "data") if one.language == "ja"]
SLOW = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
_WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}


def parse(agent, text):
    return asyncio.run(agent.parse_message(text))


def intent(agent, text):
    return parse(agent, text)["intent_ranking"][0]["name"]


@pytest.fixture(scope="session")
def spelling(agent):
    """The spellings that the present model has learnt."""
    components = [node._component for node in agent.processor.graph_runner._instantiated_nodes.values()]
    return next(one for one in components if isinstance(one, IntentReader))._model.spelling


@SLOW
@given(
    text=st.sampled_from(TEXTS),
    ending=st.sampled_from(["😀", " 🙏🙏", "‼️", "…", " ", "\u3000", "\n", "!!", "。"]),
)
def test_what_is_put_after_a_text_changes_no_intent(agent, text, ending):
    """Emoji, spaces, punctuation."""
    assert intent(agent, text + ending) == intent(agent, text)


@SLOW
@given(text=st.sampled_from(TEXTS))
def test_width_changes_no_intent(agent, text):
    """Full-width letters, digits and signs are the same text."""
    assert intent(agent, text.translate(_WIDE)) == intent(agent, text)


@SLOW
@given(text=st.sampled_from(TEXTS))
def test_capitals_and_doubled_spaces_change_no_intent(agent, text):
    """Shouting is no other wish."""
    assert intent(agent, text.upper().replace(" ", "  ")) == intent(agent, text)


@SLOW
@given(text=st.sampled_from(JAPANESE))
def test_kana_of_either_kind_are_one_text(spelling, text):
    """Katakana written as hiragana, or the reverse, gives the model the very same text."""
    to_hiragana = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}
    to_katakana = {code: code + 0x60 for code in range(0x3041, 0x3097)}
    once = unicodedata.normalize("NFKC", text)
    assert settled(once.translate(to_hiragana), spelling) == settled(once, spelling)
    assert settled(once.translate(to_katakana), spelling) == settled(once, spelling)


@SLOW
@given(
    text=st.sampled_from(JAPANESE),
    ending=st.sampled_from(["よろしくお願いします", "。よろしくお願いいたします。"]),
)
def test_a_polite_ending_changes_nothing(spelling, text, ending):
    """The model gets the very same text."""
    assert settled(text + ending, spelling) == settled(text, spelling)


@pytest.mark.parametrize(
    ("text", "polite"),
    [
        ("注文をキャンセルしたい", "すみません、注文をキャンセルしたいです。よろしくお願いします。"),
        ("返金はいつ", "お世話になっております。返金はいつですか"),
        ("荷物を受け取り拒否したい", "お忙しいところ恐れ入りますが、荷物を受け取り拒否したいのですが"),
        ("cancel my order", "Good morning, please cancel my order, thank you very much"),
        ("where is my refund", "Hello there, where is my refund? Kind regards"),
        ("I want to speak to a human", "hi, I want to speak to a human pls"),
    ],
)
def test_courtesy_changes_no_intent(agent, text, polite):
    """Greetings before and thanks after a wish."""
    assert intent(agent, polite) == intent(agent, text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("cancle oder", "cancel_order"),
        ("plz cansel my ordr", "cancel_order"),
        ("where is my refound", "refund_timing"),
        ("i didnt recieve my refnd yet", "refund_timing"),
        ("trak my pakage", "order_status"),
        ("how do i retrun this, i alredy opend it", "return_item"),
    ],
)
def test_slips_of_the_finger_are_forgiven(agent, text, name):
    """One slip in a word of the examples, or two in a long one."""
    assert intent(agent, text) == name


@SLOW
@given(text=st.text(min_size=1, max_size=60))
def test_any_text_has_an_answer_and_entities_cut_it(agent, text):
    """Whatever the signs: an intent, and offsets inside the text as written."""
    found = parse(agent, text)
    assert found["intent"]["name"]
    for one in found["entities"]:
        assert 0 <= one["start"] < one["end"] <= len(text)


@SLOW
@given(text=st.sampled_from(TEXTS), before=st.sampled_from(["", "😀", "ｶﾞ", "\u3000", "㍿", "e\u0301"]))
def test_entities_cut_the_words_that_were_written(agent, text, before):
    """Whatever stands before them: the same values, cut from the same words."""

    def cuts(whole):
        kept = whole.strip()  # as Rasa keeps a message
        return [(one["entity"], kept[one["start"] : one["end"]]) for one in parse(agent, kept)["entities"]]

    assert cuts(before + " " + text) == cuts(text)
