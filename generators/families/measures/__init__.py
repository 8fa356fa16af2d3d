"""The family `measures`: area and perimeter of rectangles; mean, median and range of lists."""

from jagbench.generators.families.measures import averages, rectangles

__all__ = ["averages", "rectangles"]
