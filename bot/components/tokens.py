"""Rasa's tokens of a message: words as `bot.words` cuts them."""

from typing import Any, Dict, List

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.words import Word, cut


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class BilingualTokenizer(Tokenizer):
    """Cuts Japanese by Sudachi and everything else by a pattern; surfaces and offsets stay as written."""

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """What the base class asks for: an intent's name is one token."""
        return {"intent_tokenization_flag": False, "intent_split_symbol": "_"}

    def tokenize(self, message: Message, attribute: str) -> List[Token]:
        """Tokens of one attribute of a message, in order."""
        return [
            Token(word.surface, word.start, word.end, {"sound": word.sound}, word.lemma)
            for word in cut(message.get(attribute))
        ]


def words_of(message: Message) -> List[Word]:
    """The words of a message's text that the tokenizer wrote into it."""
    return [
        Word(token.text, token.start, token.end, token.lemma, token.data["sound"])
        for token in message.get(TOKENS_NAMES[TEXT])
    ]
