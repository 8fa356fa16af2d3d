import json
from pathlib import Path

import pytest

from jagbench.probes import load, to_json
from jagbench.probes.document import lines_of_document
from tests.runners.samples import make_probe


def test_the_probes_of_a_document_are_a_suite(tmp_path: Path) -> None:
    probes = [make_probe(number) for number in range(3)]
    path = tmp_path / "hunt.json"
    path.write_text(json.dumps({"format": 1, "probes": [json.loads(to_json(each)) for each in probes]}))
    assert load(str(path)).probes == probes


@pytest.mark.parametrize("content", [b"", b"[1]", b'{"probes": 3}', b'{"id": "x"}\n{"id": "y"}', b"\xff"])
def test_what_is_no_document_is_none(content: bytes) -> None:
    assert lines_of_document(content) is None
