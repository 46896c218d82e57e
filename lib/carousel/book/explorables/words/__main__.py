"""Write `en.json`: `python -m carousel.book.explorables.words`."""

import json

from carousel.book.explorables.words import ENGLISH, HERE
from carousel.book.explorables.words.found import texts


def main() -> None:
    """Every text of the figures, its own translation."""
    catalogue = json.dumps(
        {text: text for text in texts()}, indent=1, ensure_ascii=False
    )
    (HERE / f"{ENGLISH}.json").write_text(catalogue + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
