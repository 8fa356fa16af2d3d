"""`jagbench probes`: list, show, generate, freeze, check, verify, compare and export probes."""

import gzip
import hashlib
import json
from collections import Counter
from functools import partial
from pathlib import Path

import click

from jagbench.cli import claims
from jagbench.cli.judged import document
from jagbench.cli.numbers import whole
from jagbench.errors import InvalidArgument, JagbenchError, unknown_name
from jagbench.probes.claims import SKILL as CLAIMS
from jagbench.words import amount


@click.group(
    name="probes", short_help="List, show, generate, freeze, check, verify, compare and export probes."
)
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
        found = {"skills": described, "claims": {"name": CLAIMS, "about": claims.ABOUT}, "suites": cards}
        click.echo(json.dumps(found, indent=2, ensure_ascii=False))
        return
    click.echo("Skills (levels):")
    for skill in skills:
        click.echo(f"  {skill.name:26} {len(skill.levels)}  {skill.summary}")
    click.echo(f"\nClaims:\n  {CLAIMS:26} -  {claims.ABOUT}")
    click.echo("\nSuites (probes):")
    for card in cards:
        click.echo(f"  {card['name']:22} {card['counts']['probes']:5}  {card['about']}")


@command.command()
@click.argument("skill")
@click.option("--language", help="Language of the samples; English where the skill has it.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def show(skill: str, language: str | None, as_json: bool) -> None:
    """Show a skill: its levels with grades and strata, and a sample probe of each.

    Example: jagbench probes show comparison.decimals
    """
    from jagbench.generators import generate, get_skill, skill_names
    from jagbench.generators.language.phrasing import home_language, languages_of
    from jagbench.generators.mechanism.domain import domain
    from jagbench.probes import to_json

    if skill == CLAIMS:
        claims.show_claims(language or "en", as_json=as_json)
        return
    if skill not in skill_names():
        raise unknown_name("skill or kind of claims", skill, [*skill_names(), CLAIMS])
    found = get_skill(skill)
    domains = [domain(found, level) for level in range(1, len(found.levels) + 1)]
    spoken = language or home_language(found)
    samples = [
        generate(found, level=level, seed=0, count=1, language=spoken)[0]
        for level in range(1, len(found.levels) + 1)
    ]
    if as_json:
        levels = [
            {
                "level": sample.level,
                "grade": sample.grade,
                "items": size.items,
                "items_exact": size.exact,
                "strata": list(level.strata),
                "sample": json.loads(to_json(sample)),
            }
            for level, size, sample in zip(found.levels, domains, samples, strict=True)
        ]
        facts = {
            "name": found.name,
            "version": found.version,
            "about": found.summary,
            "languages": languages_of(found),
            "misconceptions": list(found.misconceptions),
            "ladder": found.ladder and [found.ladder.shortest, found.ladder.longest],
            "levels": levels,
        }
        click.echo(json.dumps(facts, indent=2, ensure_ascii=False))
        return
    click.echo(f"{click.style(found.name, bold=True)}, version {found.version}: {found.summary}")
    click.echo(f"Languages: {', '.join(languages_of(found))}")
    click.echo(f"Misconceptions: {', '.join(found.misconceptions)}")
    if found.ladder is not None:
        click.echo(f"Ladder: {found.ladder.shortest:,} to {found.ladder.longest:,} {found.ladder.counts}")
    for level, size, sample in zip(found.levels, domains, samples, strict=True):
        click.echo(
            f"\n{click.style(f'Level {sample.level}', bold=True)} (grade {level.grade}, "
            f"{size} different items, strata: {len(level.strata)})"
        )
        click.echo("".join(f"  | {line}\n" for line in sample.prompt.split("\n")), nl=False)
        click.echo(f"  answer: {click.style(sample.answer.value, fg='green')}")
        lures = (f"{name} {click.style(value, fg='red')}" for name, value in sample.lures.items())
        click.echo(f"  lures:  {', '.join(lures) or 'none'}")


@command.command()
@click.argument("skills", nargs=-1, required=True)
@click.option("--level", type=whole(1), help="One level only; all of them when left out.")
@click.option(
    "--seed", type=whole(0), default=0, show_default=True, help="Different seeds give independent probes."
)
@click.option(
    "--count",
    type=whole(1),
    default=10,
    show_default=True,
    help="Probes of each skill and level.",
)
@click.option("--language", default="en", show_default=True, help="Language of the prompts.")
@click.option("--frame", "frames", multiple=True, help="What the numbers stand for, such as version.")
@click.option(
    "--notation",
    "notations",
    multiple=True,
    default=("digits",),
    show_default=True,
    help="How numbers are written, such as words; give it again for more.",
)
@click.option("--format", "formats", multiple=True, help="Form of answer: bare, sentence, letter or json.")
@click.option("--exclude", multiple=True, help="A suite (name or file) whose items are left out.")
def generate(
    skills: tuple[str, ...],
    level: int | None,
    seed: int,
    count: int,
    language: str,
    frames: tuple[str, ...],
    notations: tuple[str, ...],
    formats: tuple[str, ...],
    exclude: tuple[str, ...],
) -> None:
    """Make fresh probes of SKILLS (names or families) and print them as JSON lines.

    The same address gives the same probes on every machine; a larger count keeps those of a smaller one. A
    level that has fewer gives what there is, with a notice.

    Example: jagbench probes generate comparison.decimals --level 2 --seed 42 --count 5
    """
    from jagbench.generators import Ways, match_skills
    from jagbench.generators.mechanism.generate import Exhausted, fresh
    from jagbench.probes import to_json

    ways = Ways(frames=frames, notations=notations, formats=formats)
    cells = [
        (skill, number)
        for skill in match_skills(skills)
        for number in ([level] if level is not None else range(1, len(skill.levels) + 1))
    ]
    for skill, number in cells:
        stream = fresh(
            skill, level=number, seed=seed, count=count, language=language, ways=ways, exclude=exclude
        )
        try:
            for probe in stream:
                click.echo(to_json(probe))
        except Exhausted as error:
            click.echo(f"Notice: {error}", err=True)


@command.command()
@click.argument("recipe", type=click.Path(path_type=Path))
@click.option(
    "--out", type=click.Path(path_type=Path), default=Path(), help="Folder for the suite; here when left out."
)
@click.option("--gzip", "packed", is_flag=True, help="Compress the suite: NAME.jsonl.gz.")
@click.option("--json", "as_json", is_flag=True, help="Print what was written as JSON (docs/json.md).")
def freeze(recipe: Path, out: Path, packed: bool, as_json: bool) -> None:
    """Make a suite from the TOML file RECIPE: NAME.jsonl and its card NAME.toml.

    The same recipe gives the same bytes. Nothing is overwritten with another suite: a changed one needs a new
    name.

    Example: jagbench probes freeze my-suite-v1-recipe.toml --out suites
    """
    from jagbench.generators.mechanism.recipe import freeze as freeze_recipe
    from jagbench.generators.mechanism.recipe import read_recipe
    from jagbench.runners.durable import write_out

    try:
        ingredients = read_recipe(recipe.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise InvalidArgument(f"The recipe {str(recipe)!r} cannot be read: {reason}.") from error
    content, card = freeze_recipe(ingredients)
    suite = out / f"{ingredients.name}.jsonl{'.gz' if packed else ''}"
    # No time of day in the file, so that the same suite has the same bytes.
    targets = {
        suite: gzip.compress(content, mtime=0) if packed else content,
        out / f"{ingredients.name}.toml": card,
    }
    for path, wanted in targets.items():
        if path.exists() and path.read_bytes() != wanted:
            raise InvalidArgument(
                f"{path} is there with other bytes. Give the recipe a new name, or --out another folder."
            )
    try:
        out.mkdir(parents=True, exist_ok=True)
        for path, wanted in targets.items():
            write_out(path, partial(_write, wanted))
            if not as_json:
                click.echo(path)
    except OSError as error:
        raise JagbenchError(f"The suite could not be written: {error}.") from error
    if as_json:
        frozen = {
            "name": ingredients.name,
            "sha256": hashlib.sha256(content).hexdigest(),
            "probes": content.count(b"\n"),
        }
        click.echo(document("probes freeze", [], suite=frozen, written=[str(path) for path in targets]))


def _write(content: bytes, path: Path) -> None:
    path.write_bytes(content)


@command.command()
@click.argument("suite")
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl", "parquet", "csv", "hf", "lm-eval", "inspect", "openai-evals"]),
    default="jsonl",
    show_default=True,
    help="JSON lines, Parquet or CSV; the folder of a data set for the Hugging Face hub (hf); or that of a "
    "task for another tool (docs/interchange.md).",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="The file to write, standard output when left out; of hf and tasks the folder, else their name.",
)
@click.option(
    "--json", "as_json", is_flag=True, help="Print what was written as JSON (docs/json.md); needs --out."
)
def export(suite: str, form: str, out: Path | None, as_json: bool) -> None:
    """Write the probes of SUITE (a name or file) in another format, or as a task of another tool.

    Example: jagbench probes export smoke-v2 --format lm-eval --out tasks/smoke
    """
    from jagbench.interchange.exports.tasks import TASKS, export_task, task_name
    from jagbench.probes import load
    from jagbench.probes.hub import dataset_folder
    from jagbench.probes.table import export as exported
    from jagbench.runners.durable import write_out

    loaded = load(suite)
    target = out or (Path(task_name(loaded)) if form in (*TASKS, "hf") else None)
    if target is None:
        if as_json:
            raise InvalidArgument(
                f"Without --out the probes themselves are printed as {form}, which --json cannot go with: "
                "give --out, or leave --json out."
            )
        click.echo(exported(loaded.probes, form, loaded.provenance), nl=False)
        return
    try:
        if form in TASKS:
            written = list(export_task(loaded, form, target))
        else:
            files = (
                {target / name: content for name, content in dataset_folder(loaded).items()}
                if form == "hf"
                else {target: exported(loaded.probes, form, loaded.provenance)}
            )
            for path, content in files.items():
                if form == "hf":
                    path.parent.mkdir(parents=True, exist_ok=True)
                write_out(path, partial(_write, content))
            written = list(files)
    except OSError as error:
        raise JagbenchError(f"{target} could not be written: {error.strerror}.") from error
    if as_json:
        found = {"name": loaded.name, "sha256": loaded.sha256, "probes": len(loaded)}
        paths = [str(path) for path in written]
        click.echo(document("probes export", [], suite=found, format=form, written=paths))
        return
    for path in written:
        click.echo(path)


@command.command()
@click.argument("first")
@click.argument("second")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def diff(first: str, second: str, as_json: bool) -> None:
    """Tell two suites apart, FIRST and SECOND (names or files), probe by probe.

    A probe is the same when prompt and answer are; it is changed when something else is, such as a lure.

    Example: jagbench probes diff core-v2 mine.jsonl
    """
    from jagbench.probes import load
    from jagbench.probes.difference import by_skill, changed_fields, difference

    found = difference(load(first).probes, load(second).probes)
    counts = by_skill(found)
    if as_json:
        listed = {
            "removed": [probe.id for probe in found.removed],
            "added": [probe.id for probe in found.added],
            "changed": [{"id": old.id, "fields": changed_fields(old, new)} for old, new in found.changed],
            "by": {skill: dict(each) for skill, each in counts.items()},
        }
        click.echo(json.dumps({"same": len(found.same), **listed}, indent=2, ensure_ascii=False))
        return
    if found.none:
        click.echo(f"{first} and {second} hold the same {amount(len(found.same), 'probe')}.")
        return
    click.echo(f"{'skill':32} {'same':>7} {'changed':>8} {'removed':>8} {'added':>7}")
    rows = {**counts, "all": sum(counts.values(), Counter[str]())}
    for skill, each in rows.items():
        click.echo(f"{skill:32} {each['same']:7} {each['changed']:8} {each['removed']:8} {each['added']:7}")
    fields = Counter(name for old, new in found.changed for name in changed_fields(old, new))
    if fields:
        click.echo(f"Changed: {', '.join(f'{name} in {number}' for name, number in fields.most_common())}")


@command.command()
@click.argument("suites", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def verify(suites: tuple[str, ...], as_json: bool) -> None:
    """Check every probe of SUITES (names or files) against its own prompt by an independent oracle.

    Checks also that no cell can be guessed without its skill, and that a suite's card says what is so.
    Exits with 1 where a probe or a cell has a problem.

    Example: jagbench probes verify smoke-v2
    """
    from jagbench.generators.mechanism.verify import verify_suite
    from jagbench.probes import load

    loaded = [load(name) for name in suites]
    problems = {suite.name: verify_suite(suite) for suite in loaded}
    if as_json:
        listed = [
            {"suite": name, "probe": problem.probe, "cell": problem.cell, "problem": problem.message}
            for name, found in problems.items()
            for problem in found
        ]
        click.echo(
            json.dumps({"probes": sum(len(s.probes) for s in loaded), "problems": listed}, ensure_ascii=False)
        )
    else:
        for suite in loaded:
            for problem in problems[suite.name]:
                click.echo(f"{suite.name}: {problem}")
            faults = amount(len(problems[suite.name]), "problem")
            click.echo(f"{suite.name}: {amount(len(suite), 'probe')}, {faults}")
    if any(problems.values()):
        raise click.exceptions.Exit(1)


@command.command()
@click.argument("file")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def check(file: str, as_json: bool) -> None:
    """Look for faults in your own questions in FILE (a file, or the folder of a data set).

    Lines that cannot be asked, questions that stand twice, answers that are ambiguous or stand in their
    prompt, and choices that cannot be told apart. Exits with 1 where there is one.

    Example: jagbench probes check mine.jsonl
    """
    from dataclasses import asdict

    from jagbench.own.check import check as check_file

    found = check_file(file)
    if as_json:
        listed = [asdict(finding) for finding in found.findings]
        whole = {"questions": found.questions, "notes": found.notes, "findings": listed}
        click.echo(json.dumps({"file": file, **whole}, ensure_ascii=False))
    else:
        for sentence in found.notes:
            click.echo(sentence, err=True)
        for finding in found.findings:
            click.echo(f"{finding.where}: {finding.fault}: {finding.sentence}")
        counts = Counter(finding.fault for finding in found.findings)
        faults = ", ".join(f"{count} {fault}" for fault, count in counts.most_common())
        click.echo(f"{file}: {amount(found.questions, 'question')}; {faults or 'nothing was found'}.")
    if found.findings:
        raise click.exceptions.Exit(1)
