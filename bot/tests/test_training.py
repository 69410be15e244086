"""Training: what it is made from, when it happens, and that it gives the same again."""

import asyncio
import subprocess
import sys

import numpy as np
import pytest

from bot.content import ROOT, content_hash, model_file
from bot.examples import load_examples, read_examples
from bot.judging import present_settings
from bot.model import IntentModel, see
from bot.spelling import Spelling
from bot.table import tabled
from bot.train import train

TEXTS = ["キャンセルしたいのですが", "ｷｬﾝｾﾙ", "hello there", "please cancel this", "123", "どうしよう"]


def test_the_same_files_give_the_same_answers(small_project, tmp_path):
    """Two trainings from nothing answer alike to the last bit."""
    from rasa.core.agent import Agent

    answers = []
    for folder in ("one", "two"):
        agent = Agent.load(train(tmp_path / folder, small_project))
        answers.append([asyncio.run(agent.parse_message(text)) for text in TEXTS])
    assert answers[0] == answers[1]


def test_the_same_examples_give_the_same_model(tmp_path):
    """Byte by byte, on a quarter of the examples."""
    examples = load_examples()[::4]
    texts, intents = [one.text for one in examples], [one.intent for one in examples]
    spelling = Spelling.learn(texts)
    seen = see(texts, spelling)
    files = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        IntentModel.of_seen(seen, intents, present_settings(), spelling).save(tmp_path / name)
        files.append([(tmp_path / name / file).read_bytes() for file in ("model.json", "model.npz")])
    assert files[0] == files[1]


def test_the_table_of_examples_has_the_rows_that_messages_get():
    """Training and answering weigh features alike, but for the last bits."""
    examples = load_examples()[::40]
    texts = [one.text for one in examples]
    spelling, settings = Spelling.learn(texts), present_settings()
    seen = see(texts, spelling)
    columns, rarity, table = tabled([said for said, _ in seen], settings.weights)
    model = IntentModel(settings, spelling, columns, rarity)
    for (said, _), row in zip(seen, table.toarray(), strict=True):
        used, values = model._row(said)
        expected = np.zeros(len(columns))
        expected[used] = values
        assert np.abs(row - expected).max() < 1e-12


def test_nothing_is_trained_when_nothing_has_changed(small_project, tmp_path):
    """The same file stays; a change makes another and removes the old one."""
    first = train(tmp_path / "models", small_project)
    written = first.stat().st_mtime_ns
    assert train(tmp_path / "models", small_project) == first
    assert first.stat().st_mtime_ns == written
    domain = small_project / "domain.yml"
    domain.write_text(domain.read_text(encoding="utf-8") + "# changed\n", encoding="utf-8")
    second = train(tmp_path / "models", small_project)
    assert list((tmp_path / "models").iterdir()) == [second] != [first]


def test_a_second_call_does_not_even_load_rasa(models):
    """The command compares contents first, in a moment."""
    code = "import sys; from pathlib import Path; from bot.train import train; train(Path(sys.argv[1]))"
    code += "; print('rasa' in sys.modules)"
    told = subprocess.run(
        [sys.executable, "-c", code, models], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == "False"


@pytest.mark.parametrize(
    "path", ["domain.yml", "data/rules.yml", "data/nlu/few.ja.yml", "bot/config.yml", "bot/uv.lock"]
)
def test_every_source_counts(small_project, path):
    """A change of any of them asks for another model."""
    before = content_hash(small_project)
    (small_project / path).write_bytes((small_project / path).read_bytes() + b"\n")
    assert content_hash(small_project) != before
    assert model_file(small_project, small_project).name == content_hash(small_project) + ".tar.gz"


def test_every_intent_of_the_domain_has_examples_in_both_languages():
    """And no intent that the domain does not know."""
    from rasa.shared.utils.io import read_yaml

    intents = set(read_yaml((ROOT / "domain.yml").read_text(encoding="utf-8"))["intents"]) - {"nlu_fallback"}
    for language in ("ja", "en"):
        assert {one.intent for one in load_examples() if one.language == language} == intents


def test_a_file_of_another_layout_is_refused(tmp_path):
    """Its name and the line are said."""
    path = tmp_path / "topic.ja.yml"
    path.write_text("nlu:\n- intent: greet\n  examples: |\n    - やあ\n    おい\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"topic\.ja\.yml.*おい"):
        read_examples(path)
