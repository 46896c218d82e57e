"""What diagrams are made of: nodes, edges, the factors on them, and titles."""

from matplotlib.axes import Axes
from matplotlib.patches import Circle, FancyArrowPatch, FancyBboxPatch

from carousel.book.plots._style import COLOURS

STEPS = (1.0, 4.4, 7.8)  # where the columns t-2 … t stand
TIMES = ("t-2", "t-1", "t")


def title(ax: Axes, y: float, text: str, colour: str) -> None:
    """A bold line of words at the left edge of a diagram."""
    ax.text(0.5, y, text, fontsize=12, color=colour, weight="bold", va="center")


def node(ax: Axes, at: tuple[float, float], text: str, colour: str) -> None:
    """A state as a circle with its letter."""
    ax.add_patch(Circle(at, 0.5, facecolor=COLOURS["paper"], edgecolor=colour, lw=2))
    ax.text(*at, text, ha="center", va="center", fontsize=12.5)


def factor(
    ax: Axes, at: tuple[float, float], text: str, colour: str, width: float
) -> None:
    """What an edge multiplies by, in a box that lies on it."""
    corner = (at[0] - width / 2, at[1] - 0.27)
    box = FancyBboxPatch(
        corner, width, 0.54, boxstyle="round,pad=0.02", fc=COLOURS["paper"], ec=colour
    )
    ax.add_patch(box).set_zorder(3)
    ax.text(*at, text, ha="center", va="center", fontsize=11, color=colour, zorder=4)


def arrow(
    ax: Axes,
    start: tuple[float, float],
    end: tuple[float, float],
    colour: str,
    *,
    width: float = 1.4,
    dashed: bool = False,
) -> None:
    """A straight edge of a diagram."""
    ax.add_patch(
        FancyArrowPatch(
            start,
            end,
            arrowstyle="-|>",
            mutation_scale=11 + 2 * width,
            linewidth=width,
            linestyle=(0, (4, 2)) if dashed else "-",
            color=colour,
            shrinkA=0,
            shrinkB=0,
        )
    )
