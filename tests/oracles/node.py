"""The browser's side of the course, asked through node."""

import json
import shutil
import subprocess
import sysconfig
from pathlib import Path

LIBRARY = Path(__file__).parents[2] / "lib" / "carousel"
MATHEMATICS = LIBRARY / "book" / "explorables" / "mathematics"


def binary():
    """The machine's own node, or the environment's."""
    return shutil.which("node") or shutil.which(
        "node", path=sysconfig.get_path("scripts")
    )


def run(*arguments):
    """What a script prints as JSON on its last line."""
    done = subprocess.run(
        [binary(), *map(str, arguments)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def evaluate(room, expression):
    """What an expression over a mathematics module's names gives, as JSON."""
    script = (
        f"import * as room from {json.dumps((MATHEMATICS / room).as_uri())};"
        f"console.log(JSON.stringify(((room) => {expression})(room)));"
    )
    return run("--input-type=module", "--eval", script)
