"""Gates as JUnit XML, which pipelines show as tests: https://github.com/testmoapp/junitxml is the form.

A gate is a test case. One that fails is a failure, one that is inconclusive is skipped, with the reason.
"""

import re
from collections.abc import Sequence
from xml.etree import ElementTree

from jagbench.analysis.gates.decision import Gate

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold."""


def junit(gates: Sequence[Gate]) -> str:
    """The XML of some gates: a suite for each run, a case for each gate.

    Args:
        gates: What was decided.
    """
    root = ElementTree.Element("testsuites", {"name": "jagbench", **_counts(gates)})
    for run in dict.fromkeys(gate.run for gate in gates):
        own = [gate for gate in gates if gate.run == run]
        suite = ElementTree.SubElement(root, "testsuite", {"name": _clean(run), **_counts(own)})
        for gate in own:
            _case(suite, gate)
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _counts(gates: Sequence[Gate]) -> dict[str, str]:
    verdicts = [gate.verdict for gate in gates]
    return {
        "tests": str(len(gates)),
        "failures": str(verdicts.count("fails")),
        "errors": "0",
        "skipped": str(verdicts.count("inconclusive")),
        "time": "0",
    }


def _case(suite: ElementTree.Element, gate: Gate) -> None:
    case = ElementTree.SubElement(
        suite,
        "testcase",
        {"classname": _clean(f"jagbench.{gate.run}"), "name": f"{gate.part}: {gate.kind}", "time": "0"},
    )
    if gate.verdict == "holds":
        ElementTree.SubElement(case, "system-out").text = _clean(gate.sentence)
        return
    tag = "failure" if gate.verdict == "fails" else "skipped"
    said = ElementTree.SubElement(case, tag, {"message": _clean(gate.sentence)})
    if gate.verdict == "fails":
        said.set("type", "gate")


def _clean(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
