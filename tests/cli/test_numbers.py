"""Every number that an option takes has both bounds, and one beyond them is told what is allowed."""

from collections.abc import Iterator

import click
import pytest

from jagbench.cli import COMMANDS, Commands, cli
from jagbench.cli.numbers import FiniteRange

HUGE = 10**30


def parameters(command: click.Command, *names: str) -> Iterator[tuple[str, click.Parameter]]:
    """Every parameter of a command and of those under it, with what is typed to give it."""
    context = click.Context(command)
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            found = command.get_command(context, name)
            assert found is not None
            yield from parameters(found, *names, name)
    for parameter in command.params:
        yield " ".join([*names, str(parameter.opts[0])]), parameter


OPTIONS = dict(parameters(cli))
WHOLE = {name: option for name, option in OPTIONS.items() if option.type.name.startswith("integer")}


def test_the_numbers_of_every_command_are_there() -> None:
    assert isinstance(cli, Commands)
    assert {name.split()[0] for name in OPTIONS} >= set(COMMANDS)
    assert {"run --limit", "power --probes", "ladder --max-tokens", "probes generate --count"} <= set(WHOLE)


@pytest.mark.parametrize("name", WHOLE)
def test_a_huge_whole_number_is_told_the_range(name: str) -> None:
    option = WHOLE[name]

    with pytest.raises(click.BadParameter, match=rf"{HUGE} is not in the range \d+<=x<=\d+\."):
        option.type.convert(str(HUGE), option, click.Context(click.Command(name)))


def test_every_other_number_is_finite() -> None:
    broken = {name: option for name, option in OPTIONS.items() if option.type.name.startswith("float")}

    assert "run --temperature" in broken
    assert [name for name, option in broken.items() if not isinstance(option.type, FiniteRange)] == []
