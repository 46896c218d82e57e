"""silero-vad: is this frame speech? An LSTM cell of 128 units, run on speech."""

import numpy as np
import torch
from fetching import folder
from inputs import speech

from carousel import interop
from carousel.checkup import runs
from networks import Network, Run

FRAME, CONTEXT, RATE, FRAMES = 512, 64, 16000, 1250


def networks() -> list[Network]:
    """The 16 kHz network of its TorchScript file, whose own states are the proof."""
    file = folder("silero_vad") / "silero_vad/data/silero_vad.jit"
    whole = torch.jit.load(str(file)).eval()
    params = interop.from_torch(whole, prefix="_model.decoder.rnn")
    jit = whole._model
    sounds = [speech(FRAMES * FRAME / RATE + 1, lane, RATE) for lane in range(4)]
    x, h = zip(*(_heard(jit, sound) for sound in sounds), strict=True)
    own = runs.run(params, x)
    apart = max(np.abs(one.h - rows).max() for one, rows in zip(own, h, strict=True))
    weight = jit.state_dict()["decoder.decoder.2.weight"][0, :, 0].double().numpy()
    return [
        Network(
            name="silero-vad",
            package="silero-vad 6.2.3 (PyPI)",
            licence="MIT",
            task="is this speech?",
            step="32 ms",
            door="interop.from_torch(torch.jit.load(….jit), prefix=…)",
            runs=[Run("LSTM cell", params, list(x), [weight * (r.h > 0) for r in own])],
            proof="h of its own program",
            apart=float(apart),
            long=True,
        )
    ]


@torch.no_grad()
def _heard(jit, sound: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """What the cell reads and gives while the network listens."""
    whole = torch.tensor(np.concatenate([np.zeros(CONTEXT), sound])).float()
    frames = whole.unfold(0, CONTEXT + FRAME, FRAME)[:FRAMES]
    x = jit.encoder(jit.run_extractors(frames))
    state, given = torch.zeros(2, 1, 128), []
    for x_t in x:
        _, state = jit.decoder(x_t[None], state)
        given.append(state[0, 0].double().numpy())
    return x[:, :, -1].double().numpy(), np.array(given)
