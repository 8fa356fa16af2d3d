"""Changed replies, of every kind and language, are read as the answer that they were written from."""

from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings

from jagbench.analysis.reading import read, same_value
from tests.analysis.reading.written_replies import Written, mutated

EXAMPLES = 10_000


def check(reply: Written, changes: Sequence[str]) -> None:
    reading = read(
        reply.text,
        kind=reply.kind,
        options=reply.options,
        prompt=reply.prompt,
        finish_reason="stop",
        language=reply.language,
    )
    assert same_value(reading.value or "", reply.value, reply.kind, reply.language), (
        reply.text,
        changes,
        reading,
    )


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(mutated())
def test_some_changed_replies_are_read_as_they_were_written(example: tuple[Written, Sequence[str]]) -> None:
    check(*example)


@pytest.mark.slow
@settings(max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])
@given(mutated())
def test_changed_replies_are_read_as_they_were_written(example: tuple[Written, Sequence[str]]) -> None:
    check(*example)
