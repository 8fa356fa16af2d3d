"""The plug-in of pytest: probes as parameters, fixtures for models, and what was measured at the end.

It is loaded at every start of pytest where jagbench is installed, so it imports nothing else of jagbench
before a test needs it.
"""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from jagbench.probes import Probe
    from jagbench.testing.measuring import Accuracy

_OPTION = "jagbench_model"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--jagbench-model`, and the same in the configuration file."""
    group = parser.getgroup("jagbench")
    group.addoption(
        "--jagbench-model",
        metavar="ENGINE:NAME",
        help="the model of the fixture jagbench_model, such as llamacpp:smollm2",
    )
    parser.addini(_OPTION, "the model of the fixture jagbench_model, where --jagbench-model does not say it")


def pytest_configure(config: pytest.Config) -> None:
    """Make the marker known."""
    config.addinivalue_line(
        "markers", "jagbench_probes(asked): one test for each probe; set by jagbench.testing.probes"
    )


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give a test its probes, one test each."""
    marks = list(metafunc.definition.iter_markers("jagbench_probes"))
    if not marks:
        return
    from jagbench.errors import JagbenchError
    from jagbench.testing.asking import ARGUMENT

    try:
        drawn = [probe for mark in reversed(marks) for probe in mark.args[0].draw()]
    except JagbenchError as error:
        pytest.fail(f"{metafunc.definition.name}: {error}", pytrace=False)
    names = [f"{probe.skill}-{probe.level}-{place}" for place, probe in enumerate(drawn)]
    metafunc.parametrize(ARGUMENT, drawn, ids=names)


@pytest.fixture(scope="session")
def jagbench_model(request: pytest.FixtureRequest) -> "Iterator[Callable[[str | Probe], str]]":
    """The model that `--jagbench-model` names, open for the session: a function from a prompt to a reply.

    Without one the tests that want it are skipped.
    """
    name = request.config.getoption(_OPTION) or request.config.getini(_OPTION)
    if not name:
        pytest.skip("no model: give --jagbench-model ENGINE:NAME, or jagbench_model in the configuration")
    from jagbench.testing.model import open_model

    with open_model(str(name)) as model:
        yield model


@pytest.fixture
def jagbench_accuracy(record_property: Callable[[str, object], None]) -> "Callable[..., Accuracy]":
    """`jagbench.testing.accuracy`, whose findings stand at the end of the session and in JUnit XML."""
    from functools import partial

    from jagbench.testing.measuring import accuracy

    return partial(accuracy, record=record_property)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """List what was measured."""
    said = [
        str(value)
        for reports in terminalreporter.stats.values()
        for report in reports
        if getattr(report, "when", None) == "call"
        for name, value in getattr(report, "user_properties", ())
        if name == "jagbench"
    ]
    if said:
        terminalreporter.section("jagbench")
        for line in said:
            terminalreporter.write_line(line)
