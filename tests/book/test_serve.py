import threading
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from carousel.book.serve import server


def _get(folder, prefix, path):
    with server(folder, prefix=prefix) as serving:
        thread = threading.Thread(target=serving.serve_forever)
        thread.start()
        try:
            address = f"http://127.0.0.1:{serving.server_port}{path}"
            with urlopen(address, timeout=10) as answer:
                return answer.read()
        finally:
            serving.shutdown()
            thread.join()


def test_a_built_book_is_served_at_the_root_and_under_a_sub_path(tmp_path):
    (tmp_path / "index.html").write_text("the book")
    assert _get(tmp_path, "/", "/index.html") == b"the book"
    assert _get(tmp_path, "/course/", "/course/") == b"the book"


def test_nothing_is_served_outside_the_sub_path(tmp_path):
    (tmp_path / "index.html").write_text("the book")
    with pytest.raises(HTTPError, match="404") as refused:
        _get(tmp_path, "/course/", "/index.html")
    refused.value.close()


def test_what_the_book_does_not_have_is_answered_by_its_own_page(tmp_path):
    (tmp_path / "index.html").write_text("the book")
    (tmp_path / "404.html").write_text("not here")
    with pytest.raises(HTTPError, match="404") as refused:
        _get(tmp_path, "/", "/chapters/99-none.html")
    with refused.value:
        assert refused.value.read() == b"not here"


def test_a_folder_without_a_book_is_refused(tmp_path):
    with pytest.raises(ValueError, match=r"holds no index\.html"):
        server(tmp_path)
