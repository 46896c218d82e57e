import subprocess
import sys

from carousel import __main__ as tour


def test_the_tour_prints_a_number_for_every_room():
    done = subprocess.run(
        [sys.executable, "-m", "carousel"], capture_output=True, text=True, check=True
    )
    rooms = {"cells", "jacobian", "flow", "bptt", "clipping", "differences", "initial"}
    assert rooms <= set(done.stdout.split())
    assert done.stderr == ""


def test_nudging_agrees_with_the_product_of_jacobians():
    said = {asked: says for _, asked, says in tour.tour()}
    assert said["the same, by nudging c_0"] == said["norm of the true dc_T/dc_0"]
    kept = next(says for asked, says in said.items() if "direct path, 50" in asked)
    assert float(kept) < float(said["norm of the true dc_T/dc_0"])
