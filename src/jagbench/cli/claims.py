"""What `jagbench probes` says of claims, which are made of the questions of other skills."""

import json

import click

ABOUT = "Whether a sentence about an item of another skill is true, affirmed or denied."
HOW = (
    "Made of the questions of other skills: with claims = true in a recipe, and in the suite facts-v1 "
    "(docs/probes.md, Facts in questions and claims)."
)
EXAMPLE = "comparison.decimals"
"""The skill whose claims are shown."""


def show_claims(language: str, *, as_json: bool) -> None:
    """Show the claims about one fact.

    Args:
        language: Of the claims.
        as_json: Whether as JSON.

    Raises:
        InvalidArgument: if there are none in this language.
    """
    from jagbench.generators import Ways, generate, get_skill
    from jagbench.generators.language.claims import ALWAYS, OVERLOOKS, VERSION, claims_of
    from jagbench.generators.language.common import languages
    from jagbench.probes import to_json
    from jagbench.probes.claims import SIDES, SKILL

    plain = Ways(frames=("plain",), formats=("bare",))
    (question,) = generate(get_skill(EXAMPLE), level=1, seed=0, count=1, language=language, ways=plain)
    claims = claims_of(question)
    if as_json:
        shown = {
            "name": SKILL,
            "version": VERSION,
            "about": ABOUT,
            "how": HOW,
            "languages": list(languages()),
            "misconceptions": [*ALWAYS, OVERLOOKS],
            "question": json.loads(to_json(question)),
            "samples": [json.loads(to_json(claim)) for claim in claims],
        }
        click.echo(json.dumps(shown, indent=2, ensure_ascii=False))
        return
    click.echo(f"{click.style(SKILL, bold=True)}, version {VERSION}: {ABOUT}")
    click.echo(HOW)
    click.echo(f"Languages: {', '.join(languages())}")
    click.echo(f"Misconceptions: those of the question, {', '.join([*ALWAYS, OVERLOOKS])}")
    click.echo("\nA question, and its claims in one wording of several:")
    click.echo(_quoted(question.prompt))
    for claim in claims[: len(SIDES)]:
        click.echo(f"\n{click.style(claim.direction, bold=True)}")
        click.echo(_quoted(claim.prompt))
        click.echo(f"  answer: {click.style(claim.answer.value, fg='green')}")


def _quoted(prompt: str) -> str:
    return "\n".join(f"  | {line}" for line in prompt.split("\n"))
