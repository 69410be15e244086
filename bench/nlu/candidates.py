"""The candidates that come without Rasa's own classifiers: each trains on texts and ranks intents."""

import pickle
from dataclasses import replace

import numpy as np
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import HashingVectorizer, TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline, make_union
from sklearn.preprocessing import FunctionTransformer, StandardScaler
from sklearn.svm import LinearSVC

from bot.judging import present_settings
from bot.meaning import vectors
from bot.model import IntentModel
from bot.words import cut
from reading import normalise


class Ours:
    """The bot's model; without `meaning` its words, letters, sounds and entities only."""

    def __init__(self, texts, intents, meaning):
        settings = present_settings()
        self._model = IntentModel.fit(texts, intents, replace(settings, meaning=meaning * settings.meaning))

    def rank(self, text):
        return self._model.rank(text)

    def megabytes(self):
        return len(pickle.dumps(self._model)) / 1e6


class Pipeline:
    """A pipeline of scikit-learn over normal forms."""

    def __init__(self, texts, intents, *steps):
        self._steps = make_pipeline(*steps)
        self._steps.fit([normalise(text) for text in texts], intents)

    def rank(self, text):
        form = [normalise(text)]
        if hasattr(self._steps, "predict_proba"):
            chances = self._steps.predict_proba(form)[0]
        else:
            scores = self._steps.decision_function(form)[0]
            chances = np.exp(scores * 3 - (scores * 3).max())
            chances /= chances.sum()
        order = np.argsort(-chances, kind="stable")
        return [(str(self._steps.classes_[index]), float(chances[index])) for index in order]

    def megabytes(self):
        return len(pickle.dumps(self._steps)) / 1e6


class Ensemble:
    """The mean of several candidates' probabilities."""

    def __init__(self, *members):
        self._members = members

    def rank(self, text):
        total = {}
        for member in self._members:
            for name, chance in member.rank(text):
                total[name] = total.get(name, 0.0) + chance / len(self._members)
        return sorted(total.items(), key=lambda pair: (-pair[1], pair[0]))

    def megabytes(self):
        return sum(member.megabytes() for member in self._members)


def logistic(strength=10.0):
    return LogisticRegression(C=strength, max_iter=60, class_weight="balanced")


def network():
    return MLPClassifier((128,), alpha=1e-3, max_iter=12, batch_size=128, random_state=0)


def meant(texts, intents, last):
    return Pipeline(texts, intents, FunctionTransformer(all_vectors), StandardScaler(), last)


def all_vectors(texts):
    return np.concatenate([vectors(texts[start : start + 1024]) for start in range(0, len(texts), 1024)])


def lemmas(texts, intents):
    """Sudachi's and Snowball's lemmas and letters, without anything learnt elsewhere."""
    words = TfidfVectorizer(analyzer=lemmas_of, ngram_range=(1, 1), sublinear_tf=True, min_df=2)
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(1, 5), sublinear_tf=True, min_df=2)
    one_by_one = LogisticRegression(C=30.0, solver="liblinear", dual=True, tol=0.1, class_weight="balanced")
    return Pipeline(texts, intents, make_union(words, letters), one_by_one)


def lemmas_of(text):
    return [word.lemma for word in cut(text)]


def hashed(texts, intents):
    """Like fastText: subwords hashed into few columns, embedded in 200 numbers learnt from our texts."""
    subwords = HashingVectorizer(analyzer="char_wb", ngram_range=(2, 5), n_features=2**15, norm="l2")
    return Pipeline(texts, intents, subwords, TruncatedSVD(200, random_state=0), logistic(30))


def machine(texts, intents):
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(1, 5), sublinear_tf=True, min_df=2)
    return Pipeline(texts, intents, letters, LinearSVC(C=0.5, class_weight="balanced", random_state=0))


CANDIDATES = {
    "ours": lambda texts, intents: Ours(texts, intents, 1.0),
    "ours, words only": lambda texts, intents: Ours(texts, intents, 0.0),
    "encoder + regression": lambda texts, intents: meant(texts, intents, logistic(0.01)),
    "encoder + network": lambda texts, intents: meant(texts, intents, network()),
    "ensemble": lambda texts, intents: Ensemble(Ours(texts, intents, 1.0), meant(texts, intents, network())),
    "lemmas + letters": lemmas,
    "subword hashing": hashed,
    "SVM, letters": machine,
}
