"""Results of runs for the tools where teams keep theirs: Weights & Biases, MLflow, cards of models."""

from jagbench.publish.card import model_card
from jagbench.publish.told import Published, published
from jagbench.publish.trackers import to_mlflow, to_wandb

__all__ = ["Published", "model_card", "published", "to_mlflow", "to_wandb"]
