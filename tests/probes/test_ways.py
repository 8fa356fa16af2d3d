from pathlib import Path

import pytest

from jagbench.errors import InvalidArgument, JagbenchError
from jagbench.probes import ways as module
from jagbench.probes.ways import SORTS, spoken, way_languages, ways
from tests.probes.test_statement import EVEN, percent


@pytest.mark.parametrize("language", way_languages())
def test_every_language_has_the_same_ways(language: str) -> None:
    assert {(way.name, way.sort) for way in ways(language)} == {(way.name, way.sort) for way in ways("en")}
    assert len({way.pattern for way in ways(language)}) == len(ways(language))


def test_a_value_is_said_in_each_way_that_suits() -> None:
    texts = spoken(percent(), "336", facts="We take 80% of 420.", reason="0.8 × 420 = 336")

    assert texts["sentence"] == "80% of 420 is 336."
    assert texts["because"] == "80% of 420 is 336, because 0.8 × 420 = 336."
    assert texts["boxed"] == "We take 80% of 420.\n\n\\[\n\\boxed{336}\n\\]"
    assert all("336" in text for text in texts.values())
    assert "word_first" not in texts


def test_facts_and_reasons_are_said_where_there_are_any() -> None:
    assert spoken(percent(), "336").keys() == {
        way.name for way in ways("en") if SORTS[way.sort](percent()) and way.needs_only_the_probe
    } - {"corrected", "denied", "at_first_sight"}  # nothing else could be said of this probe


def test_a_correction_ends_with_the_value() -> None:
    texts = spoken(EVEN, "yes")

    assert texts["corrected"].startswith("30 is not even.")
    assert texts["corrected"].endswith("30 is even.")
    assert texts["word_bold"] == "**Yes.** 30 is even."


def test_a_language_without_ways_is_refused() -> None:
    with pytest.raises(InvalidArgument, match="Unknown language 'xx'"):
        ways("xx")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('[any]\n# one\nlate = "Well."', r"en\.toml, line 3: the way of answering 'late' lacks a slot for"),
        ('[any]\nodd = "{answer} {nope}"', r"en\.toml, line 2: .*'odd' has the slot \{nope\}, which nothing"),
        ('[any]\na = "{answer}"\n[value]\na = "{answer}"', r"en\.toml, line 4: .*'a' stands twice"),
        ('[some]\na = "{answer}"', r"Unknown sort of questions in .*en\.toml 'some'"),
    ],
)
def test_a_faulty_way_is_refused_with_file_and_line(
    content: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "en.toml").write_text(content)
    monkeypatch.setattr(module, "FOLDER", tmp_path)
    for kept in (ways, way_languages):
        kept.cache_clear()
    try:
        with pytest.raises(JagbenchError, match=message):
            ways("en")
    finally:
        for kept in (ways, way_languages):
            kept.cache_clear()
