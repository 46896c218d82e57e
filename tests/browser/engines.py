"""Firefox and WebKit, as far as a smoke test needs them: open a page, run a script.

Neither needs a driver of its own making: Firefox speaks WebDriver BiDi itself, and the
driver of WebKitGTK, which Debian ships, speaks WebDriver.
"""

import contextlib
import json
import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
import websocket

PATIENCE = 120  # seconds that a busy machine may take for one answer
SCREEN = (1280, 900)
PACKAGES = {"firefox": "firefox-esr", "webkit": "webkit2gtk-driver xvfb"}
MINI_BROWSER = "/usr/lib/*/webkit2gtk-4.*/MiniBrowser"
# What Firefox would otherwise do beside showing the page.
PREFERENCES = """user_pref("app.update.enabled", false);
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
user_pref("toolkit.telemetry.enabled", false);
"""
# A function and its arguments, as JSON; the answer likewise, whatever the engine.
CALL = """async (told) => {
  const answer = await (%s)(...JSON.parse(told));
  return JSON.stringify(answer ?? null);
}"""


class Firefox:
    """A Firefox without a window, spoken to by WebDriver BiDi."""

    def __init__(self, program: str, home: Path) -> None:
        (home / "user.js").write_text(PREFERENCES, encoding="utf-8")
        command = [program, "--headless", "--no-remote", "--remote-debugging-port=0"]
        command += ["--profile", str(home)]
        self._process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        )
        address = _said(self._process, r"BiDi listening on (ws://\S+)")
        self._line = websocket.create_connection(
            f"{address}/session", timeout=PATIENCE, suppress_origin=True
        )
        self._numbers = count(1)
        self._ask("session.new", capabilities={})
        tree = self._ask("browsingContext.getTree")
        self._tab = tree["contexts"][0]["context"]
        width, height = SCREEN
        size = {"width": width, "height": height}
        self._ask("browsingContext.setViewport", context=self._tab, viewport=size)

    def go(self, address: str) -> None:
        how = {"context": self._tab, "url": address, "wait": "complete"}
        self._ask("browsingContext.navigate", **how)

    def run(self, function: str, *arguments: object) -> object:
        told = {"type": "string", "value": json.dumps(arguments)}
        answer = self._ask(
            "script.callFunction",
            functionDeclaration=CALL % function,
            arguments=[told],
            awaitPromise=True,
            target={"context": self._tab},
        )
        assert answer["type"] == "success", answer["exceptionDetails"]["text"]
        return json.loads(answer["result"]["value"])

    def _ask(self, method: str, **params: object) -> dict:
        number = next(self._numbers)
        self._line.send(json.dumps({"id": number, "method": method, "params": params}))
        while (heard := json.loads(self._line.recv())).get("id") != number:
            pass  # an event, which nobody asked for
        assert heard["type"] == "success", heard
        return heard["result"]

    def close(self) -> None:
        with contextlib.suppress(Exception):
            self._ask("browser.close")
            self._line.close()
        _end(self._process)


class WebKit:
    """A WebKitGTK in a window that nobody sees, spoken to by WebDriver."""

    def __init__(self, program: str, home: Path) -> None:
        screen = "x".join(map(str, SCREEN))
        self._display = subprocess.Popen(
            ["Xvfb", "-displayfd", "1", "-screen", "0", f"{screen}x24"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        port = _free_port()
        surroundings = {
            **os.environ,
            "DISPLAY": f":{self._display.stdout.readline().strip()}",
            "HOME": str(home),
            "GDK_BACKEND": "x11",
            "LIBGL_ALWAYS_SOFTWARE": "1",
            "WEBKIT_DISABLE_COMPOSITING_MODE": "1",
            "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1",  # of root, as in CI
        }
        self._process = subprocess.Popen(
            [program, f"--port={port}"],
            env=surroundings,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._at = f"http://127.0.0.1:{port}/session"
        binary = next(map(str, Path("/").glob(MINI_BROWSER[1:])))
        browser = {"binary": binary, "args": ["--automation"]}
        wanted = {"alwaysMatch": {"webkitgtk:browserOptions": browser}}
        session = self._first_answer({"capabilities": wanted})["sessionId"]
        self._at = f"{self._at}/{session}"
        limits = {"script": PATIENCE * 1000, "pageLoad": PATIENCE * 1000}
        self._ask("timeouts", limits)
        width, height = SCREEN
        self._ask("window/rect", {"x": 0, "y": 0, "width": width, "height": height})

    def go(self, address: str) -> None:
        self._ask("url", {"url": address})

    def run(self, function: str, *arguments: object) -> object:
        script = f"const [told, done] = arguments; ({CALL % function})(told)"
        script += ".then(done, (error) => done(JSON.stringify({ threw: `${error}` })))"
        told = {"script": script, "args": [json.dumps(arguments)]}
        answer = json.loads(self._ask("execute/async", told))
        assert not (isinstance(answer, dict) and "threw" in answer), answer["threw"]
        return answer

    def _first_answer(self, wanted: dict) -> dict:
        until = time.monotonic() + PATIENCE
        while True:
            try:
                return self._ask("", wanted)
            except ConnectionError:
                if self._process.poll() is not None or time.monotonic() > until:
                    raise
            time.sleep(0.1)

    def _ask(self, command: str, told: dict) -> object:
        address = f"{self._at}/{command}".rstrip("/")
        request = Request(address, json.dumps(told).encode(), method="POST")
        try:
            with urlopen(request, timeout=PATIENCE) as answer:
                return json.loads(answer.read())["value"]
        except OSError as error:
            if isinstance(getattr(error, "reason", None), ConnectionError):
                raise error.reason from None
            said = error.read().decode() if hasattr(error, "read") else error
            raise RuntimeError(f"{command}: {said}") from error

    def close(self) -> None:
        with contextlib.suppress(Exception):
            urlopen(Request(self._at, method="DELETE"), timeout=10).close()
        for process in (self._process, self._display):
            _end(process)


def _said(process: subprocess.Popen, pattern: str) -> str:
    for line in process.stderr:
        if found := re.search(pattern, line):
            return found[1]
    raise RuntimeError(f"{process.args[0]} stopped with {process.wait()}")


def _end(process: subprocess.Popen) -> None:
    process.terminate()
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    for pipe in filter(None, (process.stdout, process.stderr)):
        pipe.close()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def _installed(name: str) -> str | None:
    if name == "firefox":
        return shutil.which("firefox-esr") or shutil.which("firefox")
    parts = shutil.which("Xvfb") and any(Path("/").glob(MINI_BROWSER[1:]))
    return shutil.which("WebKitWebDriver") if parts else None


@contextlib.contextmanager
def opened(name: str) -> Iterator[Firefox | WebKit]:
    """The engine; a test is skipped where a reader's own machine has none."""
    program = _installed(name)
    if program is None:
        missing = f"{name} is not installed: apt-get install {PACKAGES[name]}"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(missing)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        engine = {"firefox": Firefox, "webkit": WebKit}[name](program, Path(home))
        try:
            yield engine
        finally:
            engine.close()
