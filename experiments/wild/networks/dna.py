"""medaka: the sequence that many noisy readings of a piece of DNA agree on."""

import tarfile

import numpy as np
from fetching import CACHE, folder

from carousel import interop
from carousel.checkup import runs
from networks import Network, Run, margins

FILE = "r1041_e82_400bps_sup_v5.2.0_model_pt.tar.gz"
LANES, BASES, DEPTH = 4, 500, 20


def networks() -> list[Network]:
    """The network by its own weights.pt, on readings that are made up here."""
    with tarfile.open(folder("medaka") / "medaka/data" / FILE) as packed:
        packed.extractall(CACHE / "medaka_model", filter="data")
    file = CACHE / "medaka_model/model/weights.pt"
    from carousel.interop.files import read_state

    state = read_state(file)
    out = np.asarray(state["linear.weight"], float)
    bias = np.asarray(state["linear.bias"], float)
    x, truth = zip(
        *(_pileup(np.random.default_rng(k)) for k in range(LANES)), strict=True
    )
    found, apart = [], 0.0
    for level in (0, 1):
        given, ways = [], []
        for reverse in (False, True):
            params = interop.from_file(file, level, reverse, prefix="gru")
            read = [rows[::-1] if reverse else rows for rows in x]
            ways.append((params, read))
            h = [one.h for one in runs.run(params, read)]
            given.append([rows[::-1] if reverse else rows for rows in h])
        below, x = x, [np.hstack(two) for two in zip(*given, strict=True)]
        for reverse, (params, read) in enumerate(ways):
            own = None
            if level == 1:
                half = slice(128 * reverse, 128 * reverse + 128)
                own = [margins(rows @ out.T + bias, out)[:, half] for rows in x]
                own = [rows[::-1] if reverse else rows for rows in own]
            found.append(
                Run(f"layer {level}{', reverse' * reverse}", params, read, own)
            )
        del below
    apart = _apart(state, found, x)
    called = np.concatenate([(rows @ out.T + bias).argmax(axis=1) for rows in x])
    return [
        Network(
            name="medaka",
            package="medaka 2.2.2 (PyPI)",
            licence="Oxford Nanopore Public Licence (research)",
            task="DNA from many readings",
            step="a base",
            door="interop.from_file(weights.pt)",
            runs=found,
            proof="h of PyTorch's nn.GRU with this state dict",
            apart=apart,
            long=True,
            extra={"right": float((called == np.concatenate(truth)).mean())},
        )
    ]


def _apart(state, found: list[Run], x) -> float:
    import torch

    layer = torch.nn.GRU(10, 128, 2, bidirectional=True, batch_first=True).double()
    own = {n.removeprefix("gru."): v for n, v in state.items() if n.startswith("gru.")}
    layer.load_state_dict({n: torch.as_tensor(v).double() for n, v in own.items()})
    with torch.no_grad():
        h = layer(torch.tensor(found[0].x[0])[None])[0][0].numpy()
    return float(np.abs(h - x[0]).max())


def _pileup(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Shares of the bases seen at each place, a c g t d by strand, and the truth.

    Every reading has 4 % wrong bases, 3 % gaps and 2 % insertions. Its columns are the
    package's: A C G T backward, forward, then both gaps; classes are gap, A, C, G, T.
    """
    truth, rows = [], []
    for base in rng.integers(0, 4, BASES):
        truth.append(base + 1)
        rows.append(_column(rng, base, gap=0.03))
        if rng.random() < 0.2:  # some reading has put in a base
            truth.append(0)
            rows.append(_column(rng, rng.integers(0, 4), gap=0.93))
    return np.array(rows), np.array(truth)


def _column(rng: np.random.Generator, base: int, gap: float) -> np.ndarray:
    counts = np.zeros(10)
    for reading in range(DEPTH):
        forward = reading % 2
        seen = rng.integers(0, 4) if rng.random() < 0.04 else base
        place = 8 + forward if rng.random() < gap else 4 * forward + seen
        counts[place] += 1
    return counts / DEPTH
