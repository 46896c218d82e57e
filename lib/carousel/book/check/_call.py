"""A learner's function is called, and whatever it does becomes named numbers or words.

Nothing that it raises comes through, other than a wish to stop.
"""

import inspect
import linecache
import traceback
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from carousel.shapes import as_array, describe

Parts = dict[str, np.ndarray]
UNWRITTEN = "Not written yet."


class NotYetError(Exception):
    """What there is to say of a function that gave nothing to compare."""


def parts(
    function: object, arguments: Sequence[tuple[str, object]], wanted: Parts
) -> Parts:
    """What the function gives, by name, each in the shape that is wanted.

    Raises:
        NotYetError: with the sentence for the learner.
    """
    if not callable(function):
        raise NotYetError(f"A function is wanted, this is {describe(function)}.")
    _check_signature(function, [name for name, _ in arguments])
    came = _called(function, [value for _, value in arguments])
    if came is None or came is ...:
        raise NotYetError(UNWRITTEN)
    return {name: _shaped(name, v, wanted) for name, v in _named(came, wanted).items()}


def _check_signature(function: Callable, names: list[str]) -> None:
    try:
        inspect.signature(function).bind(*names)
    except TypeError:
        own = inspect.signature(function)
        raise NotYetError(
            f"The check calls it with ({', '.join(names)}); it takes {own}."
        ) from None
    except ValueError:  # a built-in that does not say what it takes
        return


def _called(function: Callable, values: list[object]) -> object:
    try:
        with np.errstate(all="ignore"):
            return function(*values)
    except NotImplementedError:
        raise NotYetError(UNWRITTEN) from None
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        raise NotYetError(_stopped(error, function)) from None


def _stopped(error: BaseException, function: Callable) -> str:
    """The error in a sentence, with the learner's own line in which it arose."""
    frames = traceback.extract_tb(error.__traceback__)[1:]  # the first one is ours
    code = getattr(inspect.unwrap(function), "__code__", None)
    own = [f for f in frames if code is not None and f.filename == code.co_filename]
    said = " ".join(str(error).split()).rstrip(".") or "without a word"
    hint = ""
    if "read-only" in said:
        hint = " It writes into an array that it was given: make a new one."
    where = ""
    if own or frames:
        place = (own or frames)[-1]
        text = linecache.getline(place.filename, place.lineno).strip()
        where = f" in line {place.lineno}" + (f", `{text}`" if text else "")
    return f"It stopped{where}: {type(error).__name__}, {said}.{hint}"


def _named(came: object, wanted: Parts) -> dict[str, object]:
    names = list(wanted)
    if len(names) == 1 and not isinstance(came, Mapping):
        return {names[0]: came}
    if isinstance(came, Mapping):
        missing = [name for name in names if name not in came]
        if missing:
            raise NotYetError(
                f"It gives nothing for {listed(missing)}; "
                f"its keys are {listed(list(map(str, came))) or 'none'}."
            )
        return {name: came[name] for name in names}
    try:
        values = list(came)
    except TypeError:
        values = [came]
    if len(values) != len(names):
        things = f"{len(names)} things ({listed(names, most=99)})"
        raise NotYetError(f"It should give {things}, it gives {len(values)}.")
    return dict(zip(names, values, strict=True))


def _shaped(name: str, value: object, wanted: Parts) -> np.ndarray:
    """The value as an array of the wanted shape, or a word about what it is."""
    if value is None or value is ...:
        raise NotYetError(UNWRITTEN)
    try:
        found = as_array(name, value, finite=False)
    except ValueError as error:
        raise NotYetError(f"It gives no numbers: {error}.") from None
    shape = wanted[name].shape
    if found.shape != shape:
        turned = " It is transposed." if found.shape == shape[::-1] else ""
        raise NotYetError(
            f"{name} has shape {found.shape}, it should have {shape}.{turned}"
        )
    if not np.isfinite(found).all():
        what = "NaN" if np.isnan(found).any() else "infinity"
        raise NotYetError(f"{name} holds {what}.")
    return found


def listed(names: Sequence[str], most: int = 4) -> str:
    """Names in a sentence, the first few of many."""
    if len(names) > most:
        rest = len(names) - most + 1
        return f"{', '.join(names[: most - 1])} and {rest} more"
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))
