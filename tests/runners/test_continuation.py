from hypothesis import given
from hypothesis import strategies as st

from jagbench.runners.continuation import behind

TOKENS = st.lists(st.integers(0, 9), max_size=6)


@given(TOKENS, TOKENS.filter(bool))
def test_what_the_tokenizer_makes_of_both_is_taken_where_it_keeps_the_prompt(
    prompt: list[int], written: list[int]
) -> None:
    assert behind(prompt, prompt + written, alone=[99]) == written


def test_a_text_whose_beginning_joins_the_prompt_is_put_into_tokens_by_itself() -> None:
    # "a b" as [1, 2], "a bc" as [1, 3]: the model is given the prompt as [1, 2] all the same.
    assert behind([1, 2], [1, 3], alone=[4]) == [4]
    assert behind([1, 2], [1, 2], alone=[4]) == [4]
