"""What is asked: items, probes, answers and suites."""

from jagbench.probes.answer import Answer, AnswerKind
from jagbench.probes.item import Item
from jagbench.probes.probe import Probe, from_json, probe_id, to_json
from jagbench.probes.relations import RELATIONS, Pair, Relation, pairs
from jagbench.probes.suite import (
    Suite,
    load,
    load_card,
    read_probes,
    suite_content,
    suite_names,
    write_probes,
)

__all__ = [
    "RELATIONS",
    "Answer",
    "AnswerKind",
    "Item",
    "Pair",
    "Probe",
    "Relation",
    "Suite",
    "from_json",
    "load",
    "load_card",
    "pairs",
    "probe_id",
    "read_probes",
    "suite_content",
    "suite_names",
    "to_json",
    "write_probes",
]
