import pytest

from jagbench.runners.engines.llama_trial import Failure, read_failure, told

TEMPLATE = """0.02.99 E srv          init: init: chat template parsing error: No parser. It failed:
------------
...{{ raise_exception("no") }}...
Error: Jinja Exception: no
0.02.99 E srv          init: init: please consider disabling jinja via --no-jinja
0.03.00 E srv          init: exiting due to model loading error
"""
CUT = """0.00.07 E llama_model_load: error loading model: tensor 'x' data is not within the file bounds
0.00.07 E llama_model_load_from_file_impl: failed to load model
"""
SLOTS = """0.00.39 E llama_init_from_model: failed to initialize the context: n_seq_max must be <= 256
0.00.43 E common_fit_params: encountered an error while trying to fit params
"""
ABORT = """terminate called after throwing an instance of 'std::system_error'
  what():  Resource temporarily unavailable
"""


@pytest.mark.parametrize(
    ("log", "words"),
    [
        (TEMPLATE, "chat template parsing error: No parser. It failed: Jinja Exception: no"),
        (CUT, "error loading model: tensor 'x' data is not within the file bounds"),
        (SLOTS, "failed to initialize the context: n_seq_max must be <= 256"),
        (ABORT, "Resource temporarily unavailable"),
        ("0.00.07 E srv load_model: failed to load model, 'x.gguf'", ""),
        ("", ""),
    ],
)
def test_the_cause_is_found_in_what_llama_cpp_writes(log: str, words: str) -> None:
    assert told(log) == words


SYNTAX = """0.04.80 E common_chat_templates_init: error: Unexpected token: * of type 22
0.04.81 E common_chat_templates_init: failed to initialize chat template
0.04.81 E srv          init: init: chat template parsing error: std::exception
"""


def test_a_template_is_blamed_though_the_words_on_its_syntax_do_not_name_it() -> None:
    assert read_failure(SYNTAX) == Failure(words="Unexpected token: * of type 22", template=True)
    assert read_failure(TEMPLATE).template
    assert not read_failure(CUT).template
