"""How models are asked: engines, protocols, the drive loop, the journal and run directories.

The pieces, in the order in which a question passes through them:

* a protocol (`jagbench.runners.protocols`) turns a probe into messages,
* an engine (`jagbench.runners.engine`, `jagbench.runners.engines`) answers them,
* the drive loop (`jagbench.runners.drive`) keeps the engine full,
* the journal (`jagbench.runners.journal`) keeps every finished reply,
* a run directory (`jagbench.runners.run_directory`) holds one run: model x suite x protocol,
* `jagbench.runners.run` joins them, `jagbench.runners.merge` joins the shards of a run.
"""
