"""`jagbench probes`: list, show, generate, freeze and verify probes."""

import json
from functools import partial
from pathlib import Path

import click

from jagbench.errors import InvalidArgument, JagbenchError


@click.group(name="probes", short_help="List, show, generate, freeze and verify probes.")
def command() -> None:
    """What is asked: skills, fresh probes from a seed, and frozen suites."""


@command.command(name="list")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def list_probes(as_json: bool) -> None:
    """List the skills and the suites.

    Example: jagbench probes list
    """
    from jagbench.generators import get_skill, skill_names
    from jagbench.probes import load_card, suite_names

    skills = [get_skill(name) for name in skill_names()]
    cards = [load_card(name) for name in suite_names()]
    if as_json:
        described = [
            {"name": s.name, "version": s.version, "levels": len(s.levels), "about": s.summary}
            for s in skills
        ]
        click.echo(json.dumps({"skills": described, "suites": cards}, indent=2, ensure_ascii=False))
        return
    click.echo("Skills (levels):")
    for skill in skills:
        click.echo(f"  {skill.name:26} {len(skill.levels)}  {skill.summary}")
    click.echo("\nSuites (probes):")
    for card in cards:
        click.echo(f"  {card['name']:22} {card['counts']['probes']:5}  {card['about']}")


@command.command()
@click.argument("skill")
@click.option("--language", default="en", show_default=True, help="Language of the samples.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def show(skill: str, language: str, as_json: bool) -> None:
    """Show a skill: its levels with grades and strata, and a sample probe of each.

    Example: jagbench probes show comparison.decimals
    """
    from jagbench.generators import generate, get_skill
    from jagbench.probes import to_json

    found = get_skill(skill)
    samples = [
        generate(found, level=level, seed=0, count=1, language=language)[0]
        for level in range(1, len(found.levels) + 1)
    ]
    if as_json:
        levels = [
            {
                "level": sample.level,
                "grade": sample.grade,
                "strata": list(level.strata),
                "sample": json.loads(to_json(sample)),
            }
            for level, sample in zip(found.levels, samples, strict=True)
        ]
        facts = {
            "name": found.name,
            "version": found.version,
            "about": found.summary,
            "misconceptions": list(found.misconceptions),
            "levels": levels,
        }
        click.echo(json.dumps(facts, indent=2, ensure_ascii=False))
        return
    click.echo(f"{found.name}, version {found.version}: {found.summary}")
    click.echo(f"Misconceptions: {', '.join(found.misconceptions)}")
    for level, sample in zip(found.levels, samples, strict=True):
        click.echo(f"\nLevel {sample.level} (grade {level.grade}, strata: {len(level.strata)})")
        click.echo("".join(f"  | {line}\n" for line in sample.prompt.split("\n")), nl=False)
        click.echo(f"  answer: {sample.answer.value}")
        click.echo(
            f"  lures:  {', '.join(f'{name} {value}' for name, value in sample.lures.items()) or 'none'}"
        )


@command.command()
@click.argument("skills", nargs=-1, required=True)
@click.option("--level", type=int, help="One level only; all of them when left out.")
@click.option(
    "--seed", type=int, default=0, show_default=True, help="Different seeds give independent probes."
)
@click.option(
    "--count",
    type=click.IntRange(min=1),
    default=10,
    show_default=True,
    help="Probes of each skill and level.",
)
@click.option("--language", default="en", show_default=True, help="Language of the prompts.")
def generate(skills: tuple[str, ...], level: int | None, seed: int, count: int, language: str) -> None:
    """Make fresh probes of SKILLS (names or families) and print them as JSON lines.

    The same address gives the same probes on every machine; a larger count keeps those of a smaller one.

    Example: jagbench probes generate comparison.decimals --level 2 --seed 42 --count 5
    """
    from jagbench.generators import match_skills
    from jagbench.generators.generate import fresh
    from jagbench.probes import to_json

    for skill in match_skills(skills):
        for number in [level] if level is not None else range(1, len(skill.levels) + 1):
            for probe in fresh(skill, level=number, seed=seed, count=count, language=language):
                click.echo(to_json(probe))


@command.command()
@click.argument("recipe", type=click.Path(path_type=Path))
@click.option(
    "--out", type=click.Path(path_type=Path), default=Path(), help="Folder for the suite; here when left out."
)
def freeze(recipe: Path, out: Path) -> None:
    """Make a suite from the TOML file RECIPE: NAME.jsonl and its card NAME.toml.

    The same recipe gives the same bytes. Nothing is overwritten with other bytes: a changed suite needs a
    new name.

    Example: jagbench probes freeze my-suite-v1-recipe.toml --out suites
    """
    from jagbench.generators.recipe import freeze as freeze_recipe
    from jagbench.generators.recipe import read_recipe
    from jagbench.runners.durable import replace_file

    try:
        ingredients = read_recipe(recipe.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise InvalidArgument(f"The recipe {str(recipe)!r} cannot be read: {reason}.") from error
    content, card = freeze_recipe(ingredients)
    targets = {out / f"{ingredients.name}.jsonl": content, out / f"{ingredients.name}.toml": card}
    for path, wanted in targets.items():
        if path.exists() and path.read_bytes() != wanted:
            raise InvalidArgument(
                f"{path} is there with other bytes. Give the recipe a new name, or --out another folder."
            )
    try:
        out.mkdir(parents=True, exist_ok=True)
        for path, wanted in targets.items():
            replace_file(path, partial(_write, wanted))
            click.echo(path)
    except OSError as error:
        raise JagbenchError(f"The suite could not be written: {error}.") from error


def _write(content: bytes, path: Path) -> None:
    path.write_bytes(content)


@command.command()
@click.argument("suites", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def verify(suites: tuple[str, ...], as_json: bool) -> None:
    """Check every probe of SUITES (names or files) against its own prompt by an independent oracle.

    Exits with 1 where a probe has a problem.

    Example: jagbench probes verify smoke-v1
    """
    from jagbench.generators.verify import verify as verify_probes
    from jagbench.probes import load

    loaded = [load(name) for name in suites]
    problems = {suite.name: verify_probes(suite.probes) for suite in loaded}
    if as_json:
        listed = [
            {"suite": name, "probe": problem.probe, "problem": problem.message}
            for name, found in problems.items()
            for problem in found
        ]
        click.echo(
            json.dumps({"probes": sum(len(s.probes) for s in loaded), "problems": listed}, ensure_ascii=False)
        )
    else:
        for suite in loaded:
            for problem in problems[suite.name]:
                click.echo(f"{suite.name}: probe {problem.probe}: {problem.message}")
            click.echo(f"{suite.name}: {len(suite.probes)} probes, {len(problems[suite.name])} problems")
    if any(problems.values()):
        raise click.exceptions.Exit(1)
