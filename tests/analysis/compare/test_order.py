import pytest

from jagbench.analysis.compare.order import By, numbers_in, ordered
from jagbench.errors import InvalidArgument


@pytest.mark.parametrize(
    ("names", "numbers"),
    [
        (["step-1000", "step-500"], [1000, 500]),
        (["ckpt_2k", "ckpt_1.5k", "ckpt_10M"], [2000, 1500, 1e7]),
        (["llama-3-8b-step500", "llama-3-8b-step1000"], [500, 1000]),
        (["vllm:org/model-1", "vllm:org/model-02"], [1, 2]),
        (["a-1-2", "a-2-3"], None),  # two numbers differ
        (["base", "sft"], None),
        (["step-1", "stage-2"], None),
        (["step-1", "step-01"], None),  # one number
        (["7b", "13b"], [7e9, 13e9]),
    ],
)
def test_the_one_number_in_names(names: list[str], numbers: list[float] | None) -> None:
    assert numbers_in(names) == numbers


def test_names_go_before_dates() -> None:
    found = ordered({"labels": ["b", "a"], "folders": ["step-20", "step-3"]}, ["2026-01-01", "2026-01-02"])

    assert (found.places, found.steps, found.words) == ([1, 0], [3, 20], "the number in their folders")


@pytest.mark.parametrize(
    ("by", "places", "words"),
    [
        ("auto", [1, 0], "when they were begun"),
        ("created", [1, 0], "when they were begun"),
        ("given", [0, 1], "how they were given"),
    ],
)
def test_without_numbers(by: By, places: list[int], words: str) -> None:
    found = ordered({"labels": ["sft", "base"]}, ["2026-01-02", "2026-01-01"], by)

    assert (found.places, found.steps, found.words) == (places, None, words)


def test_by_name_without_a_number_is_one_sentence() -> None:
    with pytest.raises(InvalidArgument, match=r"\(sft, base, \.\.\.\) are not alike but for one number"):
        ordered({"labels": ["sft", "base"]}, ["1", "2"], "name")
