"""Run the notebooks of the launch buttons in a new environment: `make fresh`.

The environment has what a host of notebooks has, and PyTorch; the first cell of each
notebook installs the rest. `ONLY="03-full-jacobian 09-what-to-set"` runs some.
"""

import os
import re
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

from carousel.book.kit import course, launch

ROOT = Path(__file__).parents[1]
HOST = ("ipykernel", "nbclient", "uv")
RUN = """
import sys, nbformat
from nbclient import NotebookClient
notebook = nbformat.read(sys.argv[1], 4)
NotebookClient(notebook, timeout=1800, kernel_name="python3").execute()
"""


def main(wheels: str, *only: str) -> None:
    """Run them one after the other, and say how long each took."""
    (wheel,) = Path(wheels).resolve().glob("*.whl")
    (torch,) = re.findall(
        r"^torch==\S+", (ROOT / "requirements.txt").read_text(), re.MULTILINE
    )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        venv.create(folder / "env", with_pip=True)
        binaries = folder / "env" / ("Scripts" if sys.platform == "win32" else "bin")
        python = str(binaries / "python")
        subprocess.run([python, "-m", "pip", "install", "--quiet", *HOST], check=True)
        install = [
            str(binaries / "uv"),
            "pip",
            "install",
            "--quiet",
            "--python",
            python,
        ]
        small = subprocess.run([*install, "--torch-backend", "cpu", torch], check=False)
        if small.returncode:  # where there is another source of packages
            pip = [python, "-m", "pip", "install", "--quiet", torch]
            subprocess.run(pip, check=True)
        alone = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
        told, out = course.read(), folder / "branch"
        launch.write(ROOT / "chapters", wheel, out, told, wheel.as_uri(), only)
        for path in sorted((out / "chapters").glob("*.ipynb")):
            begun = time.monotonic()
            command = [python, "-c", RUN, str(path)]
            done = subprocess.run(command, cwd=folder, env=alone, check=False)
            took = time.monotonic() - begun
            print(f"{path.stem}: {took:.0f} s, {done.returncode}", flush=True)
            if done.returncode:
                sys.exit(done.returncode)


if __name__ == "__main__":
    main(*sys.argv[1:])
