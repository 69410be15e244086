"""docs/wording.*.md are what is really said."""

import pytest

import write_wording
from decision import load_policies
from dialogue import Kit
from wording import load_wording

pytestmark = pytest.mark.slow
LANGUAGES = list(write_wording.LANGUAGES)


@pytest.fixture(scope="module")
def kit() -> Kit:
    return Kit(load_policies(), load_wording())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_up_to_date(kit, language):
    assert write_wording.path(language).read_text(encoding="utf-8") == write_wording.page(kit, language), (
        "make wording"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_and_every_text_stands_on_it(kit, language):
    said = write_wording.path(language).read_text(encoding="utf-8")
    rules = [f"{name}.{row.id}" for name in kit.policies.ids for row in kit.policies.latest(name).rows]
    assert [rule for rule in rules if f"### {rule}\n" not in said] == []
    assert [name for name in kit.wording.names() if f"- `{name}`: " not in said] == []
