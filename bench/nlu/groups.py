"""What helps beside the words: first guesses on whole groups of like examples that were kept back.

No near double of a kept-back text is learnt: that is how texts of other people differ from ours.
"""

import numpy as np
from sklearn.cluster import MiniBatchKMeans

from bench.nlu.candidates import all_vectors
from bench.nlu.measure import LANGUAGES
from bot.features import features, named_in, settled
from bot.judging import present_settings
from bot.meaning import SENTENCE
from bot.network import joined, learn
from bot.regression import parts
from bot.spelling import Spelling
from bot.table import tabled

GROUPS, KEPT_BACK = 1500, 0.25  # of each language, and the share of them that nothing learns
ENCODERS = {"sentence encoder": slice(0, SENTENCE), "E5": slice(SENTENCE, None), "both": slice(None)}
NETWORKS = 2


def print_groups(examples):
    """A line for the words alone and one for each encoder and number of networks beside them."""
    spelling = Spelling.learn([one.text for one in examples])
    bare = [settled(one.text, spelling) for one in examples]
    said = [features(text, named_in(one.text)) for text, one in zip(bare, examples, strict=True)]
    meant = all_vectors(bare)
    split = Split(examples, said, kept_back(meant, [one.language for one in examples]))
    split.show("nothing", np.zeros(1))
    for name, part in ENCODERS.items():
        learnt = [split.network(meant[:, part], seed) for seed in range(NETWORKS)]
        for count in range(1, NETWORKS + 1):
            split.show(f"{name}, networks: {count}", split.scores(joined(learnt[:count]), meant[:, part]))


def kept_back(vectors, languages):
    """Which examples are kept back, by groups of like vectors."""
    groups = np.zeros(len(vectors), dtype=int)
    for number, language in enumerate(LANGUAGES):
        own = np.array([each == language for each in languages])
        count = min(GROUPS, own.sum() // 4)
        means = MiniBatchKMeans(count, random_state=0, n_init=1, batch_size=2048, max_iter=30)
        groups[own] = means.fit_predict(vectors[own]) + GROUPS * number
    chosen = np.random.default_rng(0).random(GROUPS * len(LANGUAGES)) < KEPT_BACK
    return chosen[groups]


class Split:
    """Examples apart: those that are learnt, and those that are kept back to be guessed."""

    def __init__(self, examples, said, kept):
        self._settings = present_settings()
        self._names = sorted({one.intent for one in examples})
        self._answers = np.array([self._names.index(one.intent) for one in examples])
        self._languages = np.array([one.language for one in examples])
        self._kept = kept
        _, _, self._words = tabled(said, self._settings.weights)
        print(f"{(~kept).sum()} examples learnt, {kept.sum()} kept back; first guesses\n")
        print(f"{'beside the words':30}" + "".join(f"{each:>8}" for each in LANGUAGES) + "  log loss")
        self._said = self._by_words()

    def _by_words(self):
        intents = [self._names[answer] for answer in self._answers[~self._kept]]
        nothing = np.zeros((len(intents), 1), dtype=np.float32)
        _, (slopes, offsets), _ = parts(self._words[~self._kept], nothing, intents, self._settings.strength)
        return self._words[self._kept] @ slopes + offsets

    def network(self, meant, seed):
        """A network that has learnt what is not kept back."""
        return learn(meant[~self._kept], self._answers[~self._kept], len(self._names), seed)

    def scores(self, network, meant):
        """What a network makes of what is kept back."""
        return network.scores(meant[self._kept]) * self._settings.meaning

    def show(self, name, scores):
        """First guesses and mean log loss of the words' scores and these."""
        both = self._said + scores
        chances = np.exp((both - both.max(axis=1, keepdims=True)) * self._settings.sharpness)
        chances /= chances.sum(axis=1, keepdims=True)
        answers = self._answers[self._kept]
        right = both.argmax(axis=1) == answers
        cells = [right[self._languages[self._kept] == language].mean() for language in LANGUAGES]
        loss = -np.log(chances[np.arange(len(answers)), answers]).mean()
        print(f"{name:30}" + "".join(f"{cell:8.1%}" for cell in cells) + f"{loss:10.3f}", flush=True)
