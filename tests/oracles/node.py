"""The browser's side of the course, asked through node."""

import json
import shutil
import subprocess
import sysconfig
from pathlib import Path

SHARED = Path(__file__).parents[2] / "lib" / "carousel" / "explorables" / "shared"


def evaluate(room, expression):
    """What an expression over the names of a shared module gives, as JSON has it."""
    node = shutil.which("node") or shutil.which(
        "node", path=sysconfig.get_path("scripts")
    )
    script = (
        f"import * as room from {json.dumps((SHARED / room).as_uri())};"
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
