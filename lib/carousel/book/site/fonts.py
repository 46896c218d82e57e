"""The font of the pages, as browsers take it."""

from pathlib import Path

from fontTools.ttLib import TTFont

from carousel.book.plots._style import FONTS


def stage(folder: Path) -> None:
    """Write the cuts of the text's font as WOFF2; KaTeX's style sheet has its own."""
    folder.mkdir(parents=True)
    for path in FONTS:
        if path.stem.startswith("Inter"):
            with TTFont(path) as font:
                font.flavor = "woff2"
                font.save(folder / f"{path.stem}.woff2")
