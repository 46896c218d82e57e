"""The playground's runs in Python: the same draws, the same sums, the same bits."""

from carousel.book.explorables.training.layout import layout
from carousel.book.explorables.training.run import (
    State,
    Update,
    begin,
    evaluate,
    measure,
    update,
)
from carousel.book.explorables.training.settings import LIVE, Settings

__all__ = [
    "LIVE",
    "Settings",
    "State",
    "Update",
    "begin",
    "evaluate",
    "layout",
    "measure",
    "update",
]
