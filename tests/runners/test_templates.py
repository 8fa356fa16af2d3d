import time
from pathlib import Path

import pytest

from jagbench.errors import InvalidArgument
from jagbench.runners import templates
from jagbench.runners.engine import Ask, Sampling
from jagbench.runners.templates import (
    check_template,
    prompt_end,
    read_template,
    template_features,
    template_variables,
    thinking_switch,
    understand,
)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty"),
        (b" \n\t ", "is empty"),
        (b"\xef\xbb\xbf{{ messages }}", "begins with a byte order mark"),
        (b"\xff\xfe{\x00", r"is no text in UTF-8 \(byte 0 is 0xff\)"),
        (b"GGUF\x00\x00", "holds zero bytes"),
        (b"{% for m in messages %}{{ m.content", "is no Jinja: line 1: unexpected end of template"),
        (b"ok\n\n{% nonsense %}", "is no Jinja: line 3: Encountered unknown tag 'nonsense'"),
        (b"x" * (2**20 + 1), "has more than 1 MiB"),
    ],
)
def test_a_file_that_is_no_template_is_one_sentence_that_names_it(
    tmp_path: Path, content: bytes, sentence: str
) -> None:
    path = tmp_path / "t.jinja"
    path.write_bytes(content)
    with pytest.raises(InvalidArgument, match=rf"^The chat template .*t\.jinja {sentence}"):
        read_template(path)


def test_a_folder_in_place_of_a_template_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(InvalidArgument, match="cannot be read: Is a directory"):
        read_template(tmp_path)


def test_a_template_is_read_as_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "t.jinja"
    path.write_bytes("{{ messages[0].content }}\r\n질문".encode())
    assert read_template(path) == "{{ messages[0].content }}\r\n질문"


LOOP = "{% for i in range(99999) %}" * 4 + "x" + "{% endfor %}" * 4
HUGE = "{{ 'a' * 9000000000 }}"
GROWING = "{% set ns = namespace(t='ab') %}{% for i in range(60) %}{% set ns.t = ns.t ~ ns.t %}{% endfor %}"


@pytest.mark.slow
@pytest.mark.parametrize("template", [LOOP, HUGE, GROWING], ids=["loop", "huge", "growing"])
def test_a_hostile_template_neither_hangs_nor_eats_the_memory(
    monkeypatch: pytest.MonkeyPatch, template: str
) -> None:
    monkeypatch.setattr(templates, "SECONDS", 1)
    understand.cache_clear()
    began = time.monotonic()
    with pytest.raises(InvalidArgument, match=r"takes more than 1 s or 1 GiB to put one short message"):
        check_template(template, name="t")
    assert time.monotonic() - began < templates.PATIENCE
    understand.cache_clear()


@pytest.mark.parametrize(
    "template", ["{{ ''.__class__.__mro__ }}", "{{ cycler.__init__.__globals__.os.popen('id').read() }}"]
)
def test_a_template_runs_no_code(template: str) -> None:
    assert prompt_end(template, None) == ""


def test_a_template_that_takes_an_effort_is_known() -> None:
    assert understand("{{ reasoning_effort }}{{ messages }}").takes_effort
    assert not understand("{{ messages }}").takes_effort


@pytest.mark.parametrize(
    ("template", "switch"),
    [
        (None, None),
        ("", None),
        ("{{ messages }}", None),
        ("{% if enable_thinking is defined and not enable_thinking %}x{% endif %}", "enable_thinking"),
        ("{% if thinking %}<think>{% endif %}", "thinking"),
        ("{% if not thinking is defined %}{% set thinking = false %}{% endif %}{{ thinking }}", "thinking"),
        ("{% set thinking = true %}{{ thinking }}", None),
        ("{{ message.thinking }}{{ 'thinking' }} thinking", None),
        ("{% for m in messages %}{% generation %}{{ m }}{% endgeneration %}{% break %}{% endfor %}"
         "{{ enable_thinking }}", "enable_thinking"),
        ("{% not jinja", None),
    ],
)  # fmt: skip
def test_the_variable_that_switches_thinking(template: str | None, switch: str | None) -> None:
    assert thinking_switch(template) == switch


@pytest.mark.parametrize(
    ("thinking", "end"), [(None, "assistant: "), (True, "assistant: <think>"), (False, "assistant: ")]
)
def test_the_end_of_a_prompt_tells_whether_the_template_opens_a_thought(
    thinking: bool | None, end: str
) -> None:
    template = (
        "{% for m in messages %}{% generation %}{{ m.role }}: {{ m.content }}\n{% endgeneration %}"
        "{% endfor %}"
        "{% if add_generation_prompt %}assistant: {% if enable_thinking %}<think>{% endif %}{% endif %}"
    )
    assert prompt_end(template, thinking).endswith(f"\n{end}")


@pytest.mark.parametrize("template", ["{{ raise_exception('no') }}", "{% not jinja", "{{ 1 + 'a' }}"])
def test_a_template_that_cannot_be_rendered_ends_in_nothing(template: str) -> None:
    assert prompt_end(template, None) == ""


def test_what_a_template_is_told_about_thinking() -> None:
    assert template_features("{{ messages }}") == set()
    assert template_features("{{ enable_thinking }}{{ reasoning_effort }}") == {"thinking", "effort"}
    ask = Ask(messages=(), sampling=Sampling(), thinking=True, effort="low")
    assert template_variables(ask, "thinking") == {"thinking": True, "reasoning_effort": "low"}
    assert template_variables(ask, None) == {"reasoning_effort": "low"}
    assert template_variables(Ask(messages=(), sampling=Sampling()), "thinking") == {}
