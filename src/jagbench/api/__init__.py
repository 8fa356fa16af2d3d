"""The public API: what `import jagbench as jb` offers, each a few lines over the rooms that do the work.

Probes: `skills`, `generate`, `minimal_pairs`, `ask`, `grid` (`probes`). Replies read and judged: `score`
(`judging`). Asking a model, or any function: `run`, `Run` (`runs`); in rounds: `hunt`, `ladder` (`rounds`).
What came out: `profile`, `compare`, `power`, `plot`, `report` (`results`).
"""
