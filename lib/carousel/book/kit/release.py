"""Gathers the files of a release: `make release` calls this."""

import hashlib
import json
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from carousel.book.kit import course, notebooks

ROOT = course.ROOT
PACKED = (".png", ".woff2", ".jpg", ".gz")  # packing them again gains nothing
UNNAMED = {".buildinfo", ".doctrees", ".ipynb_checkpoints", "objects.inv"}
SUMS = "SHA256SUMS"


def pack(contents: Iterator[tuple[str, bytes]], zipped: Path, day: tuple) -> Path:
    """Write a zip that is the same, byte for byte, whenever the same goes into it.

    Args:
        contents: names in the zip, and what they hold.
        zipped: the file; its name without the ending is the folder inside it.
        day: year, month and day that the files are of.
    """
    with ZipFile(zipped, "w") as out:
        for name, held in sorted(contents):
            entry = ZipInfo(f"{zipped.stem}/{name}", (*day, 0, 0, 0))
            entry.external_attr = 0o644 << 16
            kept = ZIP_STORED if name.endswith(PACKED) else ZIP_DEFLATED
            out.writestr(entry, held, kept)
    return zipped


def files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """The files of a folder by their paths in it, without what only builders read."""
    for path in folder.rglob("*"):
        inside = path.relative_to(folder)
        if path.is_file() and not UNNAMED & set(inside.parts):
            yield inside.as_posix(), path.read_bytes()


def course_run(chapters: Path) -> Iterator[tuple[str, bytes]]:
    """The chapters with their outputs, and the files beside them."""
    for name, held in files(chapters):
        if name.endswith(".ipynb"):
            told = notebooks.with_outputs(chapters / name)
            held = (json.dumps(told, indent=1, ensure_ascii=False) + "\n").encode()
        yield name, held
    yield "LICENSE", (ROOT / "LICENSE").read_bytes()


def figures(html: Path) -> Iterator[tuple[str, bytes]]:
    """The figures that are one file each, as the built book has them."""
    yield from files(html / "figures")
    yield "LICENSE", (ROOT / "LICENSE").read_bytes()


def checksums(folder: Path) -> Path:
    """A list that `sha256sum --check` reads, of all other files in the folder."""
    sums = folder / SUMS
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n"
        for path in sorted(folder.iterdir())
        if path != sums
    ]
    sums.write_text("".join(lines), encoding="utf-8")
    return sums


def notes(changelog: str) -> str:
    """The newest section of the changelog, without its heading."""
    return re.split(r"^## .*\n", changelog, flags=re.MULTILINE)[1].strip() + "\n"


def gather(html: Path, build: Path, out: Path) -> list[Path]:
    """Write the files of a release, and return them.

    Args:
        html: the built book.
        build: where `make` has put the wheel, the PDF, and the class's copy.
        out: is made anew.
    """
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    told = course.read()
    version, released = told.version, told.released
    day = (released.year, released.month, released.day)
    held = {
        "book": files(html),
        "notebooks": course_run(ROOT / "chapters"),
        "figures": figures(html),
        "class": files(build / "class"),
    }
    for name, contents in held.items():
        pack(contents, out / f"carousel-{name}-{version}.zip", day)
    made = [*(build / "wheel").glob(f"*-{version}-*.whl"), *build.glob("pdf/*.pdf")]
    for path in made:
        shutil.copy(path, out / path.name)
    (build / "notes.md").write_text(notes((ROOT / "CHANGELOG.md").read_text("utf-8")))
    checksums(out)
    return sorted(out.iterdir())


def main(html: str, build: str, out: str) -> None:
    """Gather a release, and say what it holds."""
    for path in gather(Path(html), Path(build), Path(out)):
        sys.stderr.write(f"{path.stat().st_size / 1e6:8.2f} MB  {path}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
