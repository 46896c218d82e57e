"""What the names of a notebook stand for, told in JSON from inside its kernel."""

import importlib.metadata
import json
import sys
from pathlib import Path

LIBRARY = Path(__file__).parents[2]
MOST = 20_000  # characters a name may take in the record
IPYTHON = ("In", "Out")
UNTOLD = object()


def tell(space: dict[str, object]) -> str:
    """The plain values of a namespace; the modules and packages that are loaded."""
    names = {}
    for name, value in space.items():
        if (
            name in IPYTHON
            or name.startswith("_")
            or (plain := _plain(value)) is UNTOLD
        ):
            continue
        if len(json.dumps(plain)) <= MOST:
            names[name] = plain
    files = [getattr(module, "__file__", None) for module in list(sys.modules.values())]
    paths = [Path(file) for file in files if file]
    modules = [path for path in paths if LIBRARY in path.parents]
    told = sorted(path.relative_to(LIBRARY).as_posix() for path in modules)
    return json.dumps({"names": names, "modules": told, "packages": _packages()})


def _packages() -> list[str]:
    """The distributions that are loaded, where they are called as their package is."""
    tops = sorted({name.partition(".")[0] for name in list(sys.modules)})
    return [name for name in tops if _is_distribution(name)]


def _is_distribution(name: str) -> bool:
    try:
        importlib.metadata.version(name)
    except (importlib.metadata.PackageNotFoundError, ValueError):
        return False
    return name != "carousel"


def _plain(value: object) -> object:
    """The value in lists, tables and numbers; `UNTOLD` where that cannot be said."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if type(value).__module__ == "numpy":
        return _plain(value.tolist()) if getattr(value, "size", MOST) < MOST else UNTOLD
    if isinstance(value, list | tuple):
        told = [_plain(one) for one in value]
        return UNTOLD if any(one is UNTOLD for one in told) else told
    if isinstance(value, dict):
        told = _plain(list(value.values()))
        return told if told is UNTOLD else dict(zip(map(str, value), told, strict=True))
    if type(value).__module__.startswith("carousel.") and hasattr(value, "__dict__"):
        return _plain({k: v for k, v in vars(value).items() if not k.startswith("_")})
    return UNTOLD
