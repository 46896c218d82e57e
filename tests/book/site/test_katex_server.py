import os
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import psutil
import pytest
from sphinx.errors import ExtensionError
from sphinxcontrib import katex

from carousel.book.site import katex_server

# Listens where another server has been; until it is asked for a second time it refuses.
REFUSES_ONCE = """#!{python}
import os, socket, sys, time
path = sys.argv[sys.argv.index("--socket") + 1]
server = socket.socket(socket.AF_UNIX)
server.bind(path)
time.sleep(0.5)
server.listen()
server.accept()[0].sendall(b"here")
"""
NEVER_THERE = "#!{python}\nimport time; time.sleep(60)"
BROKEN = "#!{python}\nraise SystemExit(3)"


def _program(path, text):
    path.write_text(text.format(python=sys.executable), encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def _server(monkeypatch, folder, text):
    monkeypatch.setattr(katex, "NODEJS_BINARY", _program(folder / "node", text))
    return katex_server._start(katex.KaTeXServer, folder, 3.0)


def _living(folder):
    """The processes that were told of a folder."""
    return [
        process
        for process in psutil.process_iter(["cmdline"])
        if any(str(folder) in part for part in process.info["cmdline"] or ())
    ]


def test_a_server_that_refuses_at_first_is_asked_again(monkeypatch, tmp_path):
    process, connection = _server(monkeypatch, tmp_path, REFUSES_ONCE)
    with process, connection:
        assert connection.recv(4) == b"here"


@pytest.mark.parametrize("text", [NEVER_THERE, BROKEN])
def test_a_server_that_never_answers_is_given_up_and_ended(monkeypatch, tmp_path, text):
    with pytest.raises(katex.KaTeXError):
        _server(monkeypatch, tmp_path, text)
    assert _living(tmp_path) == []


def _wrapped(monkeypatch, tmp_path):
    """An environment whose scripts hold a `node` around the real one."""
    scripts = tmp_path / "bin"
    scripts.mkdir()
    _program(scripts / "node", BROKEN)
    monkeypatch.setattr(katex_server.sysconfig, "get_path", lambda _: str(scripts))
    return scripts


def test_node_is_a_binary_and_not_the_script_of_the_environment(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(_wrapped(monkeypatch, tmp_path)))
    assert Path(katex_server.node()).read_bytes()[:2] != b"#!"


def test_the_machines_own_node_is_taken_where_there_is_one(monkeypatch, tmp_path):
    scripts = _wrapped(monkeypatch, tmp_path)
    own = _program(tmp_path / "node", BROKEN)
    monkeypatch.setenv("PATH", os.pathsep.join([str(scripts), str(tmp_path)]))
    assert katex_server.node() == own


def test_without_node_the_way_out_is_named(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(_wrapped(monkeypatch, tmp_path)))
    monkeypatch.setattr(katex_server, "_wheel", lambda: None)
    with pytest.raises(ExtensionError, match="pip install -r requirements"):
        katex_server.node()


@pytest.fixture
def short():
    """A folder whose name leaves room for a socket's: the system allows 107 letters."""
    with tempfile.TemporaryDirectory(prefix="cx") as folder:
        yield Path(folder)


def test_a_server_whose_socket_cannot_be_named_is_ended(monkeypatch, tmp_path):
    folder = tmp_path / ("far" * 40)
    folder.mkdir()
    with pytest.raises(OSError, match="too long"):
        _server(monkeypatch, folder, NEVER_THERE)
    assert _living(folder) == []


def test_a_build_leaves_no_process_behind(short):
    source, page = short / "source", "One\n===\n\n.. math:: c_t = f_t c_{t-1}\n"
    source.mkdir()
    settings = 'html_theme = "sphinx_book_theme"\nkatex_prerender = True\n'
    settings += 'extensions = ["sphinxcontrib.katex", "carousel.book.site.pages"]\n'
    (source / "conf.py").write_text(settings, encoding="utf-8")
    (source / "index.rst").write_text(page, encoding="utf-8")
    scripts = os.path.dirname(sys.executable)  # as `make` does, before all others
    environment = {**os.environ, "TMPDIR": str(short)}  # the server's socket too
    environment["PATH"] = os.pathsep.join([scripts, os.environ["PATH"]])
    command = [sys.executable, "-m", "sphinx", "-q", str(source), str(short / "o")]
    with (short / "log").open("w") as log:  # a pipe is held open by what is left
        subprocess.run(command, env=environment, stdout=log, stderr=log, check=True)
    assert 'class="katex' in (short / "o" / "index.html").read_text("utf-8")
    assert _living(short) == []
