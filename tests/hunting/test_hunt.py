import json
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import find, settings

import jagbench as jb
from jagbench.errors import InvalidArgument, JagbenchError
from jagbench.generators import get_skill
from jagbench.generators.language.phrasing import Ways
from jagbench.generators.mechanism.strategies import probe_strategy
from jagbench.hunting.hunt import Budget, Hunted, hunt
from jagbench.hunting.result import Minimum, SkillFound, results
from jagbench.hunting.table import sentences
from jagbench.probes import Probe
from jagbench.rounds import Stopped
from jagbench.runners import opened
from jagbench.runners.engine import Request
from jagbench.runners.engines import Opening
from jagbench.runners.listener import Listener
from jagbench.runners.manner import Manner
from jagbench.runners.reply import Reply
from jagbench.runners.schedule import Round
from tests.hunting.planted import BUGS, Bug, Planted

BARE = Ways(frames=("plain",), formats=("bare",))
BY_NAME = {bug.name: bug for bug in BUGS}


def plant(
    bug: Bug, monkeypatch: pytest.MonkeyPatch, kind: Callable[[Bug, Opening], Planted] = Planted
) -> None:
    def open_engine(model: str, opening: Opening) -> Planted:
        return kind(bug, opening)

    monkeypatch.setattr(opened, "open_engine", open_engine)


def hunted(bug: Bug, out: Path, **options: Any) -> Hunted:
    return hunt("solver:exact", [bug.skill], levels=bug.levels, ways=BARE, out=out, **options)


def one(result: Hunted) -> SkillFound:
    (found,) = results(result)
    return found


def minimum_of(result: Hunted) -> Minimum:
    return one(result).minima[0]


@pytest.mark.parametrize(
    ("name", "operands"),
    [
        ("version_order (comparison.decimals)", ["0.11", "0.2"]),
        ("lexicographic (comparison.integers)", ["2", "10"]),
        ("dropped carry at column 2", ["10", "90"]),
        ("fails where a 7 stands", ["1", "7"]),
        ("fails at three terms", ["1", "1", "1"]),
        ("runs (counting.letters)", ["aab", "a"]),
    ],
)
def test_the_smallest_failure_of_a_planted_bug_is_found_and_certified(
    name: str, operands: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bug = BY_NAME[name]
    plant(bug, monkeypatch)
    result = hunted(bug, tmp_path)
    found = minimum_of(result)
    assert list(found.answer.probe.operands) == operands
    assert found.is_certified
    assert found.certificate or found.simpler == 0
    assert found.answer.failures == found.answer.asked >= 6
    assert result.rounds <= 20
    assert 4 * result.rounds <= result.calls
    if bug.lure:
        assert bug.lure in (found.misconception, *found.also)


def test_hypothesis_reaches_the_same_one_call_after_the_other() -> None:
    bug = BY_NAME["dropped carry at column 2"]
    probe = find(
        probe_strategy(get_skill(bug.skill), level=2, ways=BARE),
        bug.fails,
        settings=settings(database=None, deadline=None),
        random=random.Random(1),
    )
    assert len("".join(probe.operands)) == 4


def test_two_bugs_of_one_skill_are_kept_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Both(Bug):
        def wrong(self, probe: Probe) -> str:
            return probe.lures.get("no_carry") or str(int(probe.answer.value) + 7)

    both = Both(
        name="both",
        skill="arithmetic.addition",
        levels=(1, 2),
        fails=lambda probe: "no_carry" in probe.lures or "7" in "".join(probe.operands),
    )
    plant(both, monkeypatch)
    found = {each.misconception: each for each in one(hunted(both, tmp_path)).minima}
    assert list(found["no_carry"].answer.probe.operands) == ["1", "9"]
    assert list(found["another wrong answer"].answer.probe.operands) == ["1", "7"]


@pytest.mark.parametrize("name", ["fails where a 7 stands", "fails below zero"])
def test_under_noise_what_is_confirmed_is_a_true_failure(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bug = BY_NAME[name]
    noisy = replace(bug, noise=0.3)
    plant(noisy, monkeypatch)
    found = one(hunted(noisy, tmp_path, budget=Budget(rounds=60, probes=6000)))
    confirmed = [each for each in found.minima if each.state == "confirmed"]
    assert not found.is_steady
    assert confirmed
    assert all(bug.fails(each.answer.probe) for each in confirmed)
    assert any("answers to the same question differ" in sentence for sentence in sentences([found]))


def test_a_skill_that_never_fails_has_a_bound(tmp_path: Path) -> None:
    found = one(hunt("solver:exact", ["arithmetic.parity"], levels=[1, 2], out=tmp_path))
    assert found.minima == ()
    assert found.at_most == pytest.approx(1 - 0.05 ** (1 / found.explored))
    (said,) = sentences([found])
    assert "never failed" in said
    assert f"{found.at_most:.1%}" in said


def test_of_a_model_that_fails_everything_the_simplest_question_is_the_answer(tmp_path: Path) -> None:
    run = jb.hunt(lambda prompt: "?", "arithmetic.addition", name="mute", out=tmp_path)
    (minimum,) = run.minima
    assert minimum.misconception == "no answer"
    assert list(minimum.answer.probe.operands) == ["1", "1"]
    assert minimum.certificate == ()
    assert "every question failed" in str(run)


class Mortal(Planted):
    """Dies after some answers; those that it gave are counted over all its lives."""

    asked: list[str]
    left: int

    def poll(self, timeout: float | None = None) -> list[Reply]:
        replies = list(super().poll(timeout))
        if len(type(self).asked) + len(replies) > type(self).left:
            type(self).left = 10**9
            raise JagbenchError("The server is gone.")
        type(self).asked += [reply.key for reply in replies]
        return replies


def test_an_engine_that_dies_in_the_middle_goes_on_without_repeating_a_round(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bug = BY_NAME["fails where a 7 stands"]
    plant(bug, monkeypatch)
    whole = hunted(bug, tmp_path / "whole")
    Mortal.asked, Mortal.left = [], 100
    plant(bug, monkeypatch, Mortal)
    with pytest.raises(JagbenchError, match="The server is gone"):
        hunted(bug, tmp_path / "cut")
    again = hunted(bug, tmp_path / "cut")
    assert (again.rounds, again.calls) == (whole.rounds, whole.calls)
    assert len(Mortal.asked) == len(set(Mortal.asked))
    assert results(again) == results(whole)


def test_a_hunt_that_is_over_asks_nothing_and_a_larger_budget_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bug = BY_NAME["lexicographic (comparison.integers)"]
    Mortal.asked, Mortal.left = [], 10**9
    plant(bug, monkeypatch, Mortal)
    short = hunted(bug, tmp_path, budget=Budget(probes=100))
    assert short.calls == 100
    assert one(short).is_over
    assert minimum_of(short).state == "unfinished"
    assert any("goes on" in sentence for sentence in sentences(results(short)))
    before = len(Mortal.asked)
    assert hunted(bug, tmp_path, budget=Budget(probes=100)).calls == 100
    assert len(Mortal.asked) == before
    long = hunted(bug, tmp_path)
    assert minimum_of(long).state == "confirmed"
    assert len(Mortal.asked) == long.calls


def test_a_hunt_that_is_stopped_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bug = BY_NAME["fails where a 7 stands"]
    plant(bug, monkeypatch)
    told: list[int] = []
    listener = Listener(should_stop=lambda: len(told) > 1)

    def on_round(number: int, each: Round) -> None:
        told.append(number)

    with pytest.raises(Stopped):
        hunted(bug, tmp_path, listener=listener, on_round=on_round)
    assert minimum_of(hunted(bug, tmp_path)).is_certified


def test_where_answers_have_scores_the_narrowest_ones_are_looked_into(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The margin shrinks with the difference, and fails at one that few draws have."""

    class Sure(Planted):
        serves = frozenset({"scores"})

        def said(self, probe: Probe, request: Request) -> str:
            return probe.answer.value

        def poll(self, timeout: float | None = None) -> list[Reply]:
            replies = super().poll(timeout)
            return [replace(reply, scores=self.scores(self.by_id[reply.probe])) for reply in replies]

        def scores(self, probe: Probe) -> tuple[float, ...]:
            first, second = map(int, probe.operands)
            return tuple(
                0.0 if option == probe.answer.value else -abs(first - second) / 10
                for option in probe.answer.options
            )

    bug = Bug(name="never", skill="comparison.integers", levels=(2,), fails=lambda probe: False)
    plant(bug, monkeypatch, Sure)
    result = hunt(
        "solver:exact", [bug.skill], levels=[2], out=tmp_path, manner=Manner(protocol="logprob"), ways=BARE
    )
    tried = list(result.found[0].tried.values())
    gaps = [abs(int(each.case.probe.operands[0]) - int(each.case.probe.operands[1])) for each in tried]
    half = len(gaps) // 4
    assert sum(gaps[-half:]) < sum(gaps[:half])


@pytest.mark.parametrize(
    ("skills", "options", "sentence"),
    [
        ([], {}, "at least one skill"),
        (["comparison.decimal"], {}, "Did you mean 'comparison.decimals'"),
        (["comparison.decimals"], {"levels": [9]}, "has the levels 1 to 6, not 9"),
        (["counting.jamo"], {"language": "fr"}, "counting.jamo has no templates in the language 'fr'"),
        (["arithmetic.addition"], {"manner": Manner(protocol="logprob")}, "has the kind integer"),
        (["arithmetic.addition"], {"batch": 2}, "at least 8 questions, not 2"),
        (["arithmetic.addition"], {"misconceptions": 0}, "At least 1 misconception"),
        (["arithmetic.addition"], {"manner": Manner(protocol="fewshot:2")}, "shows examples"),
    ],
)
def test_what_cannot_be_hunted_is_one_sentence(
    skills: list[str], options: dict[str, Any], sentence: str, tmp_path: Path
) -> None:
    with pytest.raises(InvalidArgument, match=sentence.replace(".", r"\.")):
        hunt("solver:exact", skills, out=tmp_path, **options)


def test_a_budget_below_one_is_refused() -> None:
    with pytest.raises(InvalidArgument, match="at least 1 of its rounds, not 0"):
        Budget(rounds=0)


def test_the_folder_of_another_hunt_is_refused(tmp_path: Path) -> None:
    jb.hunt("solver:exact", "arithmetic.parity", level=1, max_probes=20, out=tmp_path)
    with pytest.raises(InvalidArgument, match="another hunt: 'seed' is 0 there, and 3 was asked for"):
        jb.hunt("solver:exact", "arithmetic.parity", level=1, max_probes=20, seed=3, out=tmp_path)


def test_hunt_json_is_a_suite_and_holds_the_certificate(tmp_path: Path) -> None:
    found = jb.hunt("solver:version_order", "comparison.decimals", level=(1, 2), out=tmp_path / "hunt")
    path = tmp_path / "hunt" / "hunt.json"
    content = json.loads(path.read_text())
    assert jb.load(str(path)).probes == found.probes
    (minimum,) = content["minima"]
    assert minimum["certified"]
    assert minimum["probe"] == found.probes[0].id
    assert {each["verdict"] for each in minimum["certificate"]} == {"correct"}
    assert list(found.frame["misconception"]) == ["version_order"]
    again = jb.run("solver:exact", str(path), out=tmp_path / "again")
    assert list(again.frame["verdict"]) == ["correct"]
