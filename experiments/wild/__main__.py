"""(i) In the wild: where the gradient goes in trained networks that people use.

`python experiments/wild --fetch` downloads public packages by name, with pip and
apt-get, into a folder outside the tree (CAROUSEL_WILD, or one in the user's cache);
without `--fetch` it uses what is there. It opens the recurrent layers in them, runs
them on speech, music and prose that it makes, and writes `wild.json` beside the other
results. No weights leave the cache. `--only NAME` measures one module's networks and
writes nothing. Where something could not be got, the results that are there stay: what
was measured, and what was missed for which reason, stands in `wild.gaps.json`.

Question: what do trained networks in use say of chapters 1 to 9? Answer: chapter 10,
whose numbers are read from that file. What would change the answer: other inputs,
other packages, losses of one's own in every layer, not only at the top.
"""

import argparse
import importlib
import json
import subprocess
import time

import fetching
import measuring
import networks
import numpy as np

from carousel.lab.results import FOLDER
from carousel.lab.sweeps.worker import versions

MODULES = (
    "sounds",
    "opus",
    "denoise",
    "letters",
    "words",
    "breaks",
    "dna",
    "beats",
    "ocr",
)


def main() -> int:
    """Fetch where asked, measure, and write the results file."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--fetch", action="store_true", help="download what is missing")
    parser.add_argument("--ship", action="store_true", help="write the two that ship")
    parser.add_argument(
        "--only", choices=MODULES, help="one module; nothing is written"
    )
    asked = parser.parse_args()
    missed = fetching.fetch() if asked.fetch else []
    if asked.ship:
        import shipping

        shipping.ship()
        return 0
    started, found = time.time(), []
    for name in [asked.only] if asked.only else MODULES:
        try:
            opened = importlib.import_module(f"networks.{name}").networks()
        except (OSError, ImportError, subprocess.CalledProcessError) as error:
            missed.append(f"{name}: {error}")
            print(missed[-1])
            continue
        found += [_network(one) for one in opened]
        print(f"{name}: {time.time() - started:.0f} s")
    if not asked.only:
        data = {"seed": measuring.SEED, "versions": versions(), "missed": missed}
        data["networks"] = found
        data["seconds"] = round(time.time() - started)
        path = FOLDER / ("wild.gaps.json" if missed else "wild.json")
        path.write_text(json.dumps(data, ensure_ascii=False) + "\n", encoding="utf-8")
        print(f"{path}, {path.stat().st_size / 1000:.0f} kB")
    else:
        print(json.dumps(found, indent=1, ensure_ascii=False))
    return 0


def _network(one: networks.Network) -> dict:
    print(f"  {one.name}: {len(one.runs)} layers, apart {one.apart:.2g}", flush=True)
    told = {k: v for k, v in vars(one).items() if k not in ("runs", "apart")}
    told["apart"] = None if np.isnan(one.apart) else float(f"{one.apart:.2g}")
    return told | {"layers": [measuring.whole(run) for run in one.runs]}


if __name__ == "__main__":
    raise SystemExit(main())
