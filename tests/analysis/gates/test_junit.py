from xml.etree import ElementTree

import pandas as pd

from jagbench.analysis.gates import Demand, not_under
from jagbench.analysis.gates.junit import junit
from tests.analysis.gates.test_decision import run


def test_a_gate_is_a_test_case() -> None:
    frame = pd.concat([run("high", 99, 1), run("low", 20, 80), run("middle", 51, 49)])
    root = ElementTree.fromstring(junit(not_under(frame, [Demand(limit=0.5)])))

    assert (root.get("tests"), root.get("failures"), root.get("skipped")) == ("3", "1", "1")
    cases = {str(case.get("classname")): case for case in root.iter("testcase")}
    assert [child.tag for child in cases["jagbench.high"]] == ["system-out"]
    assert [child.tag for child in cases["jagbench.low"]] == ["failure"]
    assert [child.tag for child in cases["jagbench.middle"]] == ["skipped"]
    (failure,) = cases["jagbench.low"]
    assert str(failure.get("message")).startswith("low, all: not under 50.0 %: fails. 20.0 % (")


def test_a_strange_label_is_no_broken_xml() -> None:
    name = 'a<b>&"\x1b[31m\ud800]]>'
    root = ElementTree.fromstring(junit(not_under(run(name, 9, 1), [Demand(limit=0.5)])))

    assert root[0].get("name") == 'a<b>&"\ufffd[31m\ufffd]]>'
