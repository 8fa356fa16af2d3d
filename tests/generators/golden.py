"""Golden hashes: the promise that an address gives the same bytes everywhere. Run it to write `golden.toml`.

Whoever changes what a published skill draws or holds for right raises its version. Where only a wording is
mended, items and version stay, and the cards of the suites that hold the earlier words say so.
"""

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from jagbench.generators import Ways, get_skill, probe_at, skill_names
from jagbench.generators.language.phrasing import languages_of
from jagbench.probes import to_json

FILE = Path(__file__).with_name("golden.toml")
ADDRESSES = 12
"""Addresses of every level and language that are hashed, in all notations."""


def golden(name: str) -> str:
    """First 16 digits of the SHA-256 of the first probes of every level and language, seed 42.

    Statements are left out: what is asked and what is right does not depend on them.
    """
    skill = get_skill(name)
    probes = (
        probe_at(skill, level=level, seed=42, index=index, language=language, ways=Ways(notations=()))
        for level in range(1, len(skill.levels) + 1)
        for language in languages_of(skill)
        for index in range(ADDRESSES)
    )
    lines = [to_json(replace(probe, statement=None, target=None)) for probe in probes if probe is not None]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def promised() -> Mapping[str, str]:
    """The hashes of the file by skill."""
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def main() -> None:
    """Write the file."""
    FILE.write_text("".join(f'"{name}" = "{golden(name)}"\n' for name in skill_names()), encoding="utf-8")


if __name__ == "__main__":
    main()
