"""The bank: its questions in the order of the chapters, and how an exam is drawn."""

import zlib
from collections.abc import Collection
from dataclasses import fields

import numpy as np

from carousel.book.exam.answers import UnclearError
from carousel.book.exam.question import Asked, Entry, Question
from carousel.book.exam.questions import ROOMS
from carousel.shapes import as_count

TRIES = 200
BANK: tuple[Entry, ...] = tuple(
    value
    for chapter in ROOMS
    for value in vars(chapter).values()
    if isinstance(value, Entry)
)


def draw(entry: Entry, seed: int) -> Question:
    """A question with numbers of a seed, the same whatever else is drawn.

    Args:
        entry: of `BANK`.
        seed: a whole number from 0.

    Raises:
        ValueError: for a seed that is none.
    """
    if as_count("seed", seed) < 0:
        raise ValueError(f"seed must be a whole number from 0, got {seed}")
    rng = np.random.default_rng([seed, zlib.crc32(entry.name.encode())])
    for _ in range(TRIES):
        try:
            asked = entry.drawing(rng)
        except UnclearError:
            continue
        told = {field.name: getattr(asked, field.name) for field in fields(Asked)}
        return Question(
            **told,
            name=entry.name,
            chapter=entry.chapter,
            kind=entry.kind,
            minutes=entry.minutes,
        )
    raise RuntimeError(f"{entry.name} found no clear numbers in {TRIES} tries")


def exam(
    seed: int, *, questions: int | None = None, chapters: Collection[int] = ()
) -> list[Question]:
    """Questions with new numbers for every seed, in the order of the chapters.

    Args:
        seed: a whole number from 0.
        questions: how many, drawn so that they spread over the chapters; all if None.
        chapters: from which; all if empty.

    Raises:
        ValueError: for a seed that is none, a chapter without questions, or more
            questions than there are.
    """
    known = sorted({entry.chapter for entry in BANK})
    for chapter in chapters:
        if chapter not in known:
            listed = ", ".join(map(str, known))
            raise ValueError(
                f"no question is about chapter {chapter}; there are some for {listed}"
            )
    entries = [entry for entry in BANK if not chapters or entry.chapter in chapters]
    wanted = len(entries) if questions is None else as_count("questions", questions)
    if not 1 <= wanted <= len(entries):
        where = "these chapters have" if chapters else "the bank has"
        raise ValueError(
            f"{where} {len(entries)} questions, so ask for 1 to {len(entries)}; got "
            f"{wanted}"
        )
    if as_count("seed", seed) < 0:
        raise ValueError(f"seed must be a whole number from 0, got {seed}")
    chosen = _spread(entries, wanted, np.random.default_rng(seed))
    return [draw(entry, seed) for entry in entries if entry in chosen]


def _spread(entries: list[Entry], wanted: int, rng: np.random.Generator) -> list[Entry]:
    """So many, one from each chapter before a second from any."""
    turns: dict[int, int] = {}
    ranked = []
    for place in rng.permutation(len(entries)):
        entry = entries[place]
        turns[entry.chapter] = turns.get(entry.chapter, 0) + 1
        ranked.append((turns[entry.chapter], len(ranked), entry))
    return [entry for _, _, entry in sorted(ranked, key=lambda row: row[:2])[:wanted]]
