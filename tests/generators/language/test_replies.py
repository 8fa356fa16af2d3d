import re
from pathlib import Path

import pytest

from jagbench.errors import JagbenchError
from jagbench.generators import Ways, generate, get_skill, languages, match_skills
from jagbench.generators.language import replies as module
from jagbench.generators.language.phrasing import languages_of, phrase, phrasings
from jagbench.generators.language.replies import family_replies, replies
from jagbench.probes.statement import gaps
from jagbench.probes.ways import way_languages

ENGLISH = "en"
MONEY = {
    **{"de": "Euro|Cent", "en": "dollar", "es": "euro", "fr": "euro"},
    **{"ja": r"(?<=\d)円|ドル", "ko": r"(?<=\d)원|달러", "zh": r"(?<=\d)元"},
}
"""Words for money by language."""
LATIN = re.compile("[A-Za-z]{2,}")


def test_a_probe_states_what_is_asked() -> None:
    (percent,) = generate(get_skill("arithmetic.percentages"), level=1, seed=3, count=1)
    first, second = percent.operands

    assert percent.statement == f"{first}% of {second} is {{answer}}."


def test_the_direction_stands_in_the_statement() -> None:
    chosen = Ways(directions=("odd",))
    (odd,) = generate(get_skill("arithmetic.parity"), level=1, seed=3, count=1, ways=chosen)

    assert odd.statement == f"{odd.operands[0]} {{is|is not}} odd."


def test_a_statement_that_fits_equality_is_made_where_it_is_offered() -> None:
    skill = get_skill("comparison.decimals")
    for phrasing in phrasings(skill, ENGLISH, Ways(frames=("plain",))):
        assert phrasing.statement is not None
        assert phrasing.statement.text.endswith("is: {answer}.") is phrasing.offers_equal


@pytest.mark.parametrize("language", languages())
def test_a_statement_names_no_money_and_no_latin_mark_that_its_prompt_lacks(language: str) -> None:
    spaceless = language in ("ja", "ko", "zh")
    for skill in match_skills([]):
        for way in phrasings(skill, language) if language in languages_of(skill) else ():
            asked = (phrase(skill, skill.item(level=2, seed=3, index=index), way) for index in range(40))
            probe = next((probe for probe in asked if probe is not None), None)
            if probe is None or probe.statement is None or re.search("[$€]", probe.prompt):
                continue
            said = probe.statement.replace("{answer}", "0")
            named = [*re.findall(MONEY[language], said), *(LATIN.findall(said) if spaceless else [])]
            assert [each for each in named if each not in probe.prompt] == [], said


def test_every_language_has_ways_of_answering() -> None:
    assert way_languages() == languages()


@pytest.mark.parametrize("language", way_languages())
def test_every_wording_has_its_statement(language: str) -> None:
    for skill in match_skills([]):
        if language not in languages_of(skill):
            continue
        for phrasing in phrasings(skill, language):
            statement = phrasing.replies.statement
            assert statement is not None, (skill.name, language)
            assert gaps(statement.text) == 1


def test_a_language_without_ways_of_answering_is_refused_with_file_and_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "FAMILIES", tmp_path)
    for kept in (phrasings, replies, family_replies):
        kept.cache_clear()
    try:
        with pytest.raises(
            JagbenchError,
            match=r"wordings/ko\.toml, line \d+: .* has no statement: replies/ko\.toml of the family lacks "
            r'the table \["arithmetic\.parity"\.plain\]',
        ):
            phrasings(get_skill("arithmetic.parity"), "ko")
    finally:
        for kept in (phrasings, replies, family_replies):
            kept.cache_clear()


def faulty(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The error of a family's file with this content."""
    folder = tmp_path / "arithmetic" / "replies"
    folder.mkdir(parents=True)
    (folder / "en.toml").write_text(text)
    monkeypatch.setattr(module, "FAMILIES", tmp_path)
    for kept in (replies, family_replies):
        kept.cache_clear()
    try:
        with pytest.raises(JagbenchError) as refused:
            replies(get_skill("arithmetic.parity"), "en", "plain", "even")
        return str(refused.value)
    finally:
        for kept in (replies, family_replies):
            kept.cache_clear()


GOOD = 'statement = "{number} {is|is not} {direction}."'


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ('statement = "{number} is even."', "must hold the answer once"),
        ('statement = "{answer} {is|is not} {number}."', "must hold the answer once"),
        ('statement = "{numbr} is {answer}."', "has the slot {numbr}, which nothing fills"),
        ('statement = { odd = "{answer}" }', "has nothing for the direction 'even'"),
        (f'{GOOD}\nway.odd = "It is."', "lacks the slot {answer}"),
        (f'{GOOD}\nfacts = "It is {{answer}}."', "has the slot {answer}, which nothing fills"),
        ("statement = 3", "must be a text, or one for each direction, not 3"),
        (f'{GOOD}\nfacs = "It is."', "is unknown; there is: statement"),
    ],
)
def test_a_faulty_entry_is_refused_with_file_and_line(
    line: str, complaint: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    error = faulty(f'# English\n["arithmetic.parity".plain]\n{line}\n', tmp_path, monkeypatch)

    assert complaint in error
    assert f"replies/en.toml, line {3 + line.count(chr(10))}: " in error
