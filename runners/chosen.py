"""What must be known before any figure of a run whose probes were chosen by its replies."""

from jagbench.runners.manifest import Manifest


def caution(manifest: Manifest) -> str:
    """In a sentence, why shares of a run are no shares of a suite; empty where its probes were fixed before.

    Args:
        manifest: The manifest of the run.
    """
    schedule = manifest.schedule
    if schedule is None:
        return ""
    if schedule.kind == "hunt":
        return (
            "The probes of this run were chosen by failing (jagbench hunt), so its shares say nothing of how "
            "often the model is right."
        )
    if schedule.kind == "ladder":
        return (
            "The lengths of this run were chosen near where the model breaks (jagbench ladder), so its "
            "shares over several lengths say nothing of how often the model is right."
        )
    if "until" in schedule.plan:
        return (
            f"This is not the score of {schedule.plan['suite']}: its probes are fresh ones of the same "
            "recipe, more where accuracy is less certain (--until), and accuracies over several cells weigh "
            "them by their replies."
        )
    return ""
