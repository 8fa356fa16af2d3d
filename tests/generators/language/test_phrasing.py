from pathlib import Path

import pytest

from jagbench.errors import InvalidArgument, JagbenchError
from jagbench.generators import Ways, generate, get_skill, languages
from jagbench.generators.language import phrasing as module
from jagbench.generators.language.common import FORMATS, common, instruction
from jagbench.generators.language.phrasing import phrasings, templates
from jagbench.probes import Probe


def probe(name: str, language: str = "en", **ways: tuple[str, ...]) -> Probe:
    chosen = Ways(**{"notations": ("digits",), **ways})
    return generate(get_skill(name), level=2, seed=1, count=1, language=language, ways=chosen)[0]


@pytest.mark.parametrize("language", languages())
def test_every_language_says_the_same_things(language: str) -> None:
    english, own = common("en"), common(language)

    assert own["words"].keys() == english["words"].keys()
    assert {name: set(table) for name, table in own["format"].items()} == {
        name: set(table) for name, table in english["format"].items()
    }
    # No digit and no example: an instruction must not give an answer away.
    assert not any(c.isdigit() for table in own["format"].values() for text in table.values() for c in text)


def test_a_form_that_there_is_not_is_refused() -> None:
    with pytest.raises(InvalidArgument, match="Unknown form of answer 'nunber'"):
        instruction("en", "nunber", "bare")


@pytest.mark.parametrize("form", FORMATS)
def test_the_form_of_answer_stands_in_the_params(form: str) -> None:
    made = probe("comparison.decimals", formats=(form,))

    assert made.format == form
    assert ("format" in made.params) == (form != "bare")


def test_options_are_listed_under_letters() -> None:
    made = probe("comparison.integers", formats=("letter",))

    lines = made.prompt.split("\n")
    listed = [f"{letter}: {option}" for letter, option in zip("ABC", made.answer.options, strict=False)]
    assert [line for line in lines if line[1:2] == ":"] == listed


def test_operands_are_kept_as_they_are_written() -> None:
    made = probe("arithmetic.addition", notations=("words",))

    assert all(operand in made.prompt and not operand.isdigit() for operand in made.operands)
    assert made.answer.value.isdigit()
    assert made.notation == "words"


def test_a_missing_slot_is_named_with_file_and_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    words = tmp_path / "arithmetic" / "wordings"
    words.mkdir(parents=True)
    (words / "en.toml").write_text(
        '# English\n["arithmetic.addition".plain.template]\n'
        'what_is = "{as_bare}\\n{expression}"\nsum = "What is the sum? {as_bare}"\n'
    )
    monkeypatch.setattr(module, "FAMILIES", tmp_path)
    module.family_words.cache_clear()
    try:
        with pytest.raises(
            JagbenchError,
            match=r"wordings/en\.toml, line 4: the template 'sum' .* lacks the slot \{expression\}",
        ):
            templates(get_skill("arithmetic.addition"), "en")
    finally:
        module.family_words.cache_clear()


def test_a_way_that_there_is_not_is_refused_with_what_there_is() -> None:
    with pytest.raises(InvalidArgument, match=r"frames \['versions'\] \(there is: .*version"):
        phrasings(get_skill("comparison.decimals"), "en", Ways(frames=("versions",)))
