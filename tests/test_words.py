import pytest

from jagbench.words import amount, are, plural


@pytest.mark.parametrize(
    ("count", "noun", "text"),
    [
        (0, "probe", "0 probes"),
        (1, "probe", "1 probe"),
        (1, "reply", "1 reply"),
        (2, "reply", "2 replies"),
        (2, "way", "2 ways"),
        (5858, "probe", "5,858 probes"),
    ],
)
def test_a_count_has_the_noun_that_fits(count: int, noun: str, text: str) -> None:
    assert amount(count, noun) == text


def test_several_families_are() -> None:
    assert (plural("family"), are(0), are(1), are(2)) == ("families", "are", "is", "are")
