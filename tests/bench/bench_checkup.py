"""The check-up of a large layer, in a process of its own: time and memory."""

import json
import subprocess
import sys

SECONDS, GIGABYTES = 20.0, 2.0  # on two cores that have nothing else to do
WORK = """
import json, resource, time
import torch
from carousel import checkup
torch.manual_seed(0)
layer = torch.nn.LSTM(256, 256, 2, batch_first=True)
x = torch.randn(32, 500, 256)
start, used = time.perf_counter(), time.process_time()
report = checkup(layer, x, loss=lambda out: out.square().mean())
wall, cpu = time.perf_counter() - start, time.process_time() - used
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
assert [m.steps for m in report.layers] == [16_000] * 2
print(json.dumps({"wall": wall, "cpu": cpu, "memory": memory}))
"""


def test_two_layers_of_256_units_over_500_steps_of_32_sequences():
    done = subprocess.run(
        [sys.executable, "-c", WORK], capture_output=True, text=True, check=True
    )
    found = json.loads(done.stdout)
    print(
        f"\ncheck-up, 2 layers x 256 units x 500 steps x 32 sequences: "
        f"{found['wall']:.1f} s ({found['cpu']:.1f} s of a core), "
        f"{found['memory']:.2f} GB"
    )
    assert min(found["wall"], found["cpu"]) < SECONDS
    assert found["memory"] < GIGABYTES
