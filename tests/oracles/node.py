"""The browser's side of the course, asked through node."""

import json
import shutil
import subprocess
import sysconfig
from pathlib import Path

LIBRARY = Path(__file__).parents[2] / "lib" / "carousel"
MATHEMATICS = LIBRARY / "book" / "explorables" / "mathematics"


def evaluate(room, expression):
    """What an expression over a mathematics module's names gives, as JSON."""
    node = shutil.which("node") or shutil.which(
        "node", path=sysconfig.get_path("scripts")
    )
    script = (
        f"import * as room from {json.dumps((MATHEMATICS / room).as_uri())};"
        f"console.log(JSON.stringify(((room) => {expression})(room)));"
    )
    done = subprocess.run(
        [node, "--input-type=module", "--eval", script],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
