"""A hunt as files: `hunt.json`, which is a suite as well, and a pytest file that asks its probes again."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, cast

from jagbench import __version__
from jagbench.errors import JagbenchError
from jagbench.hunting.hunt import Hunted
from jagbench.hunting.result import Answer, Minimum, SkillFound
from jagbench.probes import to_json
from jagbench.runners.durable import replace_file, unread, writing

FORMAT = 1
"""Version of the document; it rises when a key goes or changes its meaning."""

DOCUMENT = "hunt.json"
TESTS = "test_simplest_failures.py"


def document(hunted: Hunted, skills: Sequence[SkillFound]) -> dict[str, Any]:
    """The content of `hunt.json` (docs/hunt.md).

    Args:
        hunted: The hunt.
        skills: What it came to.
    """
    manifest = hunted.directory.manifest
    plan: Mapping[str, Any] = manifest.schedule.plan if manifest.schedule is not None else {}
    minima = [each for skill in skills for each in skill.minima]
    probes = {each.answer.probe.id: each.answer.probe for each in minima}
    return {
        "format": FORMAT,
        "jagbench": __version__,
        "model": manifest.model,
        "fingerprint": manifest.engine.fingerprint,
        "protocol": manifest.protocol,
        "created": manifest.created,
        "plan": dict(plan),
        "rounds": hunted.rounds,
        "answers": hunted.calls,
        "skills": [_skill(each) for each in skills],
        "minima": [_minimum(each) for each in minima],
        "probes": [json.loads(to_json(probe)) for probe in probes.values()],
    }


def _skill(skill: SkillFound) -> dict[str, Any]:
    return {name: value for name, value in asdict(skill).items() if name != "minima"}


def _minimum(minimum: Minimum) -> dict[str, Any]:
    return {
        "skill": minimum.skill,
        "misconception": minimum.misconception,
        "simplest": minimum.is_simplest,
        "also": list(minimum.also),
        "state": minimum.state,
        "certified": minimum.is_certified,
        **_answer(minimum.answer),
        "wordings": [_answer(each) for each in minimum.wordings],
        "certificate": [_answer(each) for each in minimum.certificate],
        "steps": list(minimum.steps),
        "simpler": minimum.simpler,
        "simpler_right": minimum.simpler_right,
    }


def _answer(answer: Answer) -> dict[str, Any]:
    probe = answer.probe
    return {
        "probe": probe.id,
        "prompt": probe.prompt,
        "answer": probe.answer.value,
        "reply": answer.reply,
        "reading": answer.reading,
        "verdict": answer.verdict,
        "fails_as": answer.otherwise,
        "failures": answer.failures,
        "answers": answer.asked,
    }


def write(folder: Path, content: Mapping[str, Any]) -> tuple[Path, Path | None]:
    """Write `hunt.json`, and beside it the pytest file where there is a failure to ask again.

    Args:
        folder: Where they go.
        content: The document.

    Returns:
        Both paths.

    Raises:
        JagbenchError: if one cannot be written.
    """
    path, tests = folder / DOCUMENT, folder / TESTS
    _replace(path, json.dumps(content, ensure_ascii=False, indent=1) + "\n")
    if not content["probes"]:
        tests.unlink(missing_ok=True)
        return path, None
    text = _TESTS
    for name in ("model", "protocol"):
        text = text.replace(f"{name.upper()}_OF_THE_HUNT", json.dumps(content[name]))
    _replace(tests, text)
    return path, tests


def read(folder: Path) -> dict[str, Any] | None:
    """The `hunt.json` of a run; None where there is none.

    Raises:
        JagbenchError: if it is damaged.
    """
    path = folder / DOCUMENT
    if not path.is_file():
        return None
    try:
        content: object = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError) as error:
        raise unread(path, error, "give the same `jagbench hunt` again.") from error
    if not isinstance(content, dict) or cast("dict[str, Any]", content).get("format") != FORMAT:
        raise JagbenchError(f"{path} is no hunt of this version: give the same `jagbench hunt` again.")
    return cast("dict[str, Any]", content)


def _replace(path: Path, text: str) -> None:
    raw = text.encode("utf-8", "surrogatepass")
    with writing(path):
        replace_file(path, lambda beside: beside.write_bytes(raw))


_TESTS = '''"""The simplest questions that a model failed, found by `jagbench hunt`: a mended model passes.

    pytest test_simplest_failures.py
    JAGBENCH_MODEL=llamacpp:checkpoint-2000.gguf pytest test_simplest_failures.py
"""

import os
from pathlib import Path

import pytest

import jagbench as jb
from jagbench.runners.manner import Manner

MODEL = os.environ.get("JAGBENCH_MODEL", MODEL_OF_THE_HUNT)
MANNER = Manner(protocol=PROTOCOL_OF_THE_HUNT)
SUITE = jb.load(str(Path(__file__).with_name("hunt.json")))


@pytest.fixture(scope="module")
def answers(tmp_path_factory):
    """Every probe with what became of it: all are asked at once."""
    run = jb.run(MODEL, SUITE, manner=MANNER, out=tmp_path_factory.mktemp("hunt") / "run")
    return run.frame.set_index("probe")


@pytest.mark.parametrize("probe", SUITE.probes, ids=lambda probe: f"{probe.skill}-{probe.id}")
def test_a_simplest_failure_is_answered_rightly(probe, answers):
    row = answers.loc[probe.id]
    assert row["verdict"] == "correct", (
        f"{probe.prompt!r} was answered {row['reply']!r}; right is {probe.answer.value!r}"
    )
'''
