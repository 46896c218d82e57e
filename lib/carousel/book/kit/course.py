"""What the course is called, which version it is, and where it lives: read once."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[4]  # of a checkout


@dataclass(frozen=True)
class Course:
    """The course as `CITATION.cff` and `_config.yml` tell of it.

    Attributes:
        title: with its subtitle.
        version: of the release.
        released: the day of it.
        authors: their common name.
        repository: the address of the repository, or nothing.
        branch: the one that is worked on.
        site: the address of the built book, ending in a slash, or nothing.
    """

    title: str
    version: str
    released: date
    authors: str
    repository: str = ""
    branch: str = "main"
    site: str = ""

    @property
    def name(self) -> str:
        """The title without its subtitle."""
        return self.title.partition(":")[0]

    @property
    def day(self) -> str:
        """The day of the release, as people write it."""
        return f"{self.released.day} {self.released:%B %Y}"


def read(root: Path = ROOT) -> Course:
    """The course of this folder; a file that is not there is the checkout's."""
    cited, config = (_yaml(root, name) for name in ("CITATION.cff", "_config.yml"))
    where = config.get("repository") or {}
    repository = (where.get("url") or "").strip().rstrip("/")
    site = ((config.get("html") or {}).get("baseurl") or "").strip()
    return Course(
        title=cited["title"],
        version=str(cited["version"]),
        released=cited["date-released"],
        authors=cited["authors"][0]["name"],
        repository=repository,
        branch=where.get("branch") or "main",
        site=_ended(site or pages_of(repository)),
    )


def _yaml(root: Path, name: str) -> dict:
    path = root / name if (root / name).is_file() else ROOT / name
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def pages_of(repository: str) -> str:
    """Where GitHub publishes a repository's pages; nothing for another host."""
    host, _, path = repository.removeprefix("https://").partition("/")
    owner, _, name = path.partition("/")
    if host != "github.com" or not name:
        return ""
    home = f"https://{owner.lower()}.github.io"
    return home if name.lower() == f"{owner.lower()}.github.io" else f"{home}/{name}"


def _ended(address: str) -> str:
    return f"{address.rstrip('/')}/" if address else ""
