"""Another model behind the same name is noticed when a run goes on."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from jagbench.errors import InvalidArgument
from jagbench.runners import opened
from jagbench.runners.engine import Ask, Rendered, Request
from jagbench.runners.engines import Opening
from jagbench.runners.listener import Listener
from jagbench.runners.run import IfChanged, run
from jagbench.runners.run_directory import RunDirectory
from tests.runners.samples import Scripted
from tests.runners.servers import OddServer

Answer = Callable[[Request], str]


def old(request: Request) -> str:
    return f"The old model says {len(request.messages[0].content)}."


def new(request: Request) -> str:
    return f"The new one says {len(request.messages[0].content)}."


class Asked:
    """Runs a suite on what stands for a model behind a name on a server."""

    def __init__(self, suite: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.suite, self.out = suite, out
        self.notices: list[str] = []
        self.engine = Scripted(old)
        monkeypatch.setattr(opened, "open_engine", self.open)

    def open(self, model: str, opening: Opening) -> Scripted:
        return self.engine

    def __call__(
        self,
        answer: Answer,
        *,
        limit: int,
        told: str = "b1",
        prompt: Callable[[Ask], Rendered] | None = None,
        identified: bool = False,
        if_changed: IfChanged = "stop",
    ) -> RunDirectory:
        self.engine = Scripted(answer, rendered=prompt)
        self.engine.description = replace(
            self.engine.description, engine="openai", identified=identified, details={"told build": told}
        )
        return run(
            "solver:exact",
            str(self.suite),
            out=self.out,
            limit=limit,
            if_changed=if_changed,
            listener=Listener(on_notice=self.notices.append),
        )


@pytest.fixture
def asked(suite_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Asked:
    return Asked(suite_file, tmp_path / "run", monkeypatch)


def test_the_same_model_goes_on_after_a_few_replies_are_asked_again(asked: Asked) -> None:
    asked(old, limit=20)
    directory = asked(old, limit=40)
    assert len(asked.engine.asked) == 6 + 20
    assert len(directory.replies()) == 40
    assert directory.rechecks() == []


@pytest.mark.parametrize("limit", [10, 20, 40])
def test_another_model_behind_the_same_name_stops_the_run(asked: Asked, limit: int) -> None:
    before = asked(old, limit=20).replies()
    with pytest.raises(
        InvalidArgument, match=r"6 of 6 replies of the run are not given again.*--if-changed anew"
    ):
        asked(new, limit=limit)
    assert RunDirectory.open(asked.out).replies() == before


def test_a_reply_or_two_that_change_are_no_other_model(asked: Asked) -> None:
    asked(old, limit=20)
    asked(lambda request: new(request) if request.probe < "4" and request.recheck else old(request), limit=21)


def test_a_model_that_is_known_by_its_content_is_asked_nothing_again(asked: Asked) -> None:
    asked(old, limit=20, identified=True)
    asked(old, limit=40, identified=True)
    assert len(asked.engine.asked) == 20


def test_what_a_server_tells_of_its_model_is_compared(asked: Asked) -> None:
    asked(old, limit=20)
    with pytest.raises(InvalidArgument, match=r"tells something else .* \(build was b1 and is b2\)"):
        asked(old, limit=40, told="b2")
    assert asked.engine.asked == []


def dated(day: str) -> Callable[[Ask], Rendered]:
    return lambda ask: Rendered(text=f"Today is {day}. {ask.messages[0].content}")


def test_a_template_that_bears_a_date_is_noticed_on_another_day(asked: Asked) -> None:
    asked(old, limit=20, identified=True, prompt=dated("Monday"))
    asked(old, limit=30, identified=True, prompt=dated("Monday"))
    with pytest.raises(InvalidArgument, match="is given other prompts than before"):
        asked(old, limit=40, identified=True, prompt=dated("Tuesday"))


def test_a_change_that_is_accepted_is_accepted_for_good(asked: Asked) -> None:
    asked(old, limit=20, prompt=dated("Monday"))
    asked(old, limit=30, told="b2", prompt=dated("Tuesday"), if_changed="accept")
    assert "goes on, although the server tells something else" in asked.notices[0]
    assert len(asked(old, limit=40, told="b2", prompt=dated("Tuesday")).replies()) == 40


@pytest.mark.parametrize("limit", [20, 40])
def test_another_model_that_is_accepted_is_accepted_for_good(asked: Asked, limit: int) -> None:
    asked(old, limit=20)
    asked(new, limit=limit, if_changed="accept")
    assert "goes on, although 6 of 6 replies of the run are not given again" in asked.notices[0]
    asked(new, limit=limit)
    assert asked.notices[-1].endswith("and the same model still answers.")
    with pytest.raises(InvalidArgument, match="6 of 6 replies of the run are not given again"):
        asked(lambda request: "something else", limit=limit)


def test_what_is_accepted_with_nothing_left_is_no_same_model(asked: Asked) -> None:
    asked(old, limit=20)
    asked(new, limit=20, if_changed="accept")
    assert asked.notices[-1].endswith("and all of them came before that change.")


def test_a_run_that_is_begun_anew_is_kept_beside(asked: Asked, tmp_path: Path) -> None:
    before = asked(old, limit=20).replies()
    directory = asked(new, limit=10, if_changed="anew")
    assert {reply.text.split()[1] for reply in directory.replies().values()} == {"new"}
    (beside,) = (path for path in tmp_path.iterdir() if ".before-" in path.name)
    assert RunDirectory.open(beside).replies() == before
    assert str(beside) in asked.notices[0]
    assert len(asked(new, limit=12, if_changed="anew").replies()) == 12


def test_with_nothing_left_the_model_is_looked_at_all_the_same(asked: Asked) -> None:
    asked(old, limit=20)
    asked(old, limit=20)
    assert asked.notices[-1].endswith("and the same model still answers.")


def asked_on_a_server(
    server: OddServer,
    suite: Path,
    out: Path,
    limit: int,
    if_changed: IfChanged,
    behaviour: str = "fingerprints-fp_monday-fp_tuesday",
) -> list[str]:
    notices: list[str] = []
    run(
        f"openai:{server.model(behaviour)}",
        str(suite),
        out=out,
        limit=limit,
        if_changed=if_changed,
        listener=Listener(on_notice=notices.append),
    )
    return notices


def test_a_server_that_computes_with_another_configuration_stops_the_run(
    odd_server: OddServer, suite_file: Path, tmp_path: Path
) -> None:
    pytest.importorskip("httpx2", reason="the extra openai is not installed")
    out = tmp_path / "run"
    asked_on_a_server(odd_server, suite_file, out, 20, "stop")
    with pytest.raises(InvalidArgument, match=r"\(system_fingerprint was fp_monday and is fp_tuesday\)"):
        asked_on_a_server(odd_server, suite_file, out, 25, "stop")
    (notice, *_) = asked_on_a_server(odd_server, suite_file, out, 25, "accept")
    assert "goes on, although the server computes with another configuration" in notice
    kept = Counter(reply.system_fingerprint for reply in RunDirectory.open(out).iter_replies())
    assert kept == {"fp_monday": 20, "fp_tuesday": 5}
    # What was accepted is known from then on.
    asked_on_a_server(odd_server, suite_file, out, 30, "stop")


def test_a_configuration_that_is_accepted_with_nothing_left_is_known_from_then_on(
    odd_server: OddServer, suite_file: Path, tmp_path: Path
) -> None:
    pytest.importorskip("httpx2", reason="the extra openai is not installed")
    out, model = tmp_path / "run", "fingerprints-fp_may-fp_june"
    asked_on_a_server(odd_server, suite_file, out, 20, "stop", model)
    (changed, nothing) = asked_on_a_server(odd_server, suite_file, out, 20, "accept", model)
    assert "(system_fingerprint was fp_may and is fp_june)" in changed
    assert nothing.endswith("and all of them came before that change.")
    (same,) = asked_on_a_server(odd_server, suite_file, out, 20, "stop", model)
    assert same.endswith("and the same model still answers.")
