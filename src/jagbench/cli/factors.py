"""`jagbench factors`: which declared factors of the probes go with failure."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jagbench.cli.judged import csv, document, head, read_runs, write

if TYPE_CHECKING:
    import pandas as pd

    from jagbench.analysis.measures.factors import Factors
    from jagbench.probes import Probe
    from jagbench.runners.run_directory import RunDirectory

_ENDINGS = {".txt": "text", ".csv": "csv", ".tex": "latex", ".md": "markdown", ".json": "json"}


@click.command(
    name="factors",
    epilog="\b\nExample:\n  jagbench factors runs/llamacpp-smollm2-frames-v1-direct\n"
    "  jagbench factors runs/mine --skill comparison.decimals --out table.tex",
)
@click.argument("run", metavar="RUN", type=click.Path(path_type=Path))
@click.option("--skill", "skills", multiple=True, help="Only this skill; may be given several times.")
@click.option(
    "--factor",
    "factors",
    multiple=True,
    help="Only this factor, in the order given; may be given several times. Beside the declared ones there "
    "are level, language, frame, template, order, prompt_tokens, tokens_per_operand, digit_grouping and "
    "decimal_point.",
)
@click.option(
    "--tokenizer",
    help="Tokenizer of the model: a GGUF file, a tokenizer.json, a folder that holds one, or a name on the "
    "Hugging Face hub.  [default: that of the run's model; none: no tokens]",
)
@click.option(
    "--format",
    "form",
    type=click.Choice([form for form in _ENDINGS.values() if form != "json"]),
    help="How the table is written.  [default: text, or what the ending of --out says]",
)
@click.option("--json", "as_json", is_flag=True, help="Print the table as JSON (docs/json.md).")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="Write the table to a file instead."
)
def command(
    run: Path,
    skills: Sequence[str],
    factors: Sequence[str],
    tokenizer: str | None,
    form: str | None,
    as_json: bool,
    out: Path | None,
) -> None:
    """Model, skill by skill, which factors of the probes go with failure.

    RUN is the folder of a run. The table holds odds ratios of a logistic model whose errors are clustered by
    item: of the factors that the probes declare, of level, and of what the model's tokenizer makes of the
    prompt. What is in no model is named with the reason. docs/factors.md has the formulas.
    """
    from jagbench.analysis.measures.factors import factor_models
    from jagbench.errors import InvalidArgument

    if as_json and form is not None:
        raise InvalidArgument(f"--json and --format {form} ask for two forms: leave one out.")
    form = "json" if as_json else form or _form_of(out)
    directories, frame = read_runs([run])
    frame = _of_skills(frame, skills)
    ((label, directory),) = directories.items()
    asked = set(frame["probe"])
    probes = [probe for probe in directory.iter_probes() if probe.id in asked]
    found = factor_models(frame, _factors_of(directory, probes, tokenizer), only=factors)
    text = (
        document("factors", [head(label, directory)], table=found.table, left_out=found.left_out) + "\n"
        if form == "json"
        else _written(found, form)
    )
    if out is None:
        click.echo(text, nl=False)
    else:
        write(out, text)


def _form_of(out: Path | None) -> str:
    from jagbench.errors import InvalidArgument

    if out is None:
        return "text"
    if out.suffix not in _ENDINGS:
        raise InvalidArgument(f"{out} must end in {', '.join(_ENDINGS)}, or --format say what it is to hold.")
    return _ENDINGS[out.suffix]


def _of_skills(frame: "pd.DataFrame", skills: Sequence[str]) -> "pd.DataFrame":
    from jagbench.errors import unknown_name

    there: set[str] = set(frame["skill"])
    for skill in skills:
        if skill not in there:
            raise unknown_name("skill of this run", skill, there)
    return frame[frame["skill"].isin(list(skills))] if skills else frame


def _factors_of(run: "RunDirectory", probes: "Sequence[Probe]", tokenizer: str | None) -> "pd.DataFrame":
    from jagbench.analysis.measures.covariates import declared_factors, token_covariates

    declared = declared_factors(probes)
    tokenize = _tokenizer(run.manifest.model, tokenizer)
    if tokenize is None:
        return declared
    tokens = token_covariates(probes, tokenize).drop(columns="digit_groups")
    clash = declared.columns.intersection(tokens.columns).drop("probe")
    return declared.drop(columns=clash).merge(tokens, on="probe")


def _tokenizer(model: str, given: str | None) -> Callable[[str], Sequence[tuple[int, int]]] | None:
    """The tokenizer that is asked for, or the model's own; what cannot be had by itself is said."""
    from jagbench.errors import JagbenchError
    from jagbench.runners.tokenizers import open_tokenizer, tokenizer_of

    if given == "none":
        return None
    if given is not None:
        return open_tokenizer(given)
    own = tokenizer_of(model)
    try:
        if own is not None:
            return open_tokenizer(own)
        why = f"The tokenizer of {model} is not known."
    except JagbenchError as error:
        why = str(error)
    click.echo(f"{why} Tokens are left out; --tokenizer names one.", err=True)
    return None


def _written(found: "Factors", form: str) -> str:
    from jagbench.analysis.measures.factor_tables import as_latex, as_markdown, as_text

    if form == "csv":
        return csv(found.table)
    return {"text": as_text, "latex": as_latex, "markdown": as_markdown}[form](found)
