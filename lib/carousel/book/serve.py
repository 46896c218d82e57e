"""A local web server: `python -m carousel.book.serve _build/html`."""

import argparse
import functools
import sys
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


def server(folder: Path, port: int = 0, prefix: str = "/") -> ThreadingHTTPServer:
    """A server of the folder's files on this machine only.

    Args:
        folder: what to serve.
        port: 0 takes any free port.
        prefix: the path the folder appears under, as a project page's `/course/`.

    Raises:
        ValueError: if the folder holds no built book.
    """
    if not (folder / "index.html").is_file():
        raise ValueError(f"{folder} holds no index.html: build the book first")

    class Handler(SimpleHTTPRequestHandler):
        def translate_path(self, path: str) -> str:
            inside = path.startswith(prefix)
            return super().translate_path(path[len(prefix) - 1 :] if inside else "/404")

        def send_error(
            self, code: int, message: str | None = None, explain: str | None = None
        ) -> None:
            """The book's own page for what it does not have."""
            lost = folder / "404.html"
            if code != HTTPStatus.NOT_FOUND or not lost.is_file():
                super().send_error(code, message, explain)
                return
            page = lost.read_bytes()
            self.send_response(code)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(page)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(page)

        def log_message(self, *_: object) -> None:
            """Say nothing for each file."""

    handler = functools.partial(Handler, directory=str(folder))
    return ThreadingHTTPServer(("127.0.0.1", port), handler)


def main() -> None:
    """Serve until interrupted, and print the address."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--port", type=int, default=8000)
    arguments = parser.parse_args()
    try:
        serving = server(arguments.folder, arguments.port)
    except ValueError as error:
        sys.exit(str(error))
    except OSError:  # the port is taken
        serving = server(arguments.folder)
    address = f"http://127.0.0.1:{serving.server_port}/"
    print(f"The book is at {address}  (stop with Ctrl-C)", flush=True)
    try:
        serving.serve_forever()
    except KeyboardInterrupt:
        print()


if __name__ == "__main__":
    main()
