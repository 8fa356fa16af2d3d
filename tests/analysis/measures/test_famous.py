from dataclasses import replace

from jagbench.analysis.measures.famous import famous_beside_twins
from jagbench.analysis.statistics.cells import records
from jagbench.probes import Probe
from tests.analysis.samples import decimals, replied


def marked(kind: str, a: str, b: str) -> Probe:
    probe = decimals(a, b, right=a)
    return replace(probe, params={**probe.params, kind: "9.9 or 9.11"})


def test_the_famous_question_stands_beside_its_twins() -> None:
    famous = marked("famous", "9.9", "9.11")
    twins = [marked("twin", "7.8", "7.12"), marked("twin", "4.7", "4.13")]
    other = decimals("6.9", "6.14", right="6.9")
    table = replied([(famous, "9.11"), (twins[0], "7.8"), (twins[1], "4.7"), (other, "6.14")])

    found = {
        row["kind"]: (row["question"], row["asked"], row["accuracy"])
        for row in records(famous_beside_twins(table, [famous, *twins, other]))
    }

    assert found == {"famous": ("9.9 or 9.11", 1, 0.0), "twin": ("9.9 or 9.11", 2, 1.0)}


def test_nothing_famous_gives_no_rows() -> None:
    other = decimals("6.9", "6.14", right="6.9")

    assert famous_beside_twins(replied([(other, "6.9")]), [other]).empty
