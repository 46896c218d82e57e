"""Public packages by name, fetched by pip and apt, into a folder outside the tree."""

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

CACHE = Path(os.environ.get("CAROUSEL_WILD", Path.home() / ".cache/carousel-wild"))
PIP = (
    "silero-vad==6.2.3",
    "textgenrnn==2.0.0",
    "chars2vec==0.1.7",
    "g2pM==0.1.2.5",
    "g2p_en==2.1.0",
    "nagisa==0.3.0",
    "medaka==2.2.2",
    "madmom==0.16.1",
    "pyrnnoise==0.4.5",
    "scipy==1.17.1",  # no network in it, but madmom asks for it
)
FOR_BUILDING = ("setuptools<70", "wheel", "cython<3", "numpy<1.24")  # madmom's needs
DEBIAN = (
    "tesseract-ocr-eng",
    "espeak-ng",
    "libespeak-ng1",
    "espeak-ng-data",
    "libpcaudio0",
    "libsonic0",
)
SOURCES = {"opus": "trixie", "icu": "bookworm"}  # and the Debian that has it


def fetch() -> list[str]:
    """Download what is not there yet, and unpack it; what failed, in words."""
    (CACHE / "archives").mkdir(parents=True, exist_ok=True)
    missed = [said for wanted in PIP if (said := _pip(wanted))]
    missed += _apt()
    for archive in sorted((CACHE / "archives").iterdir()):
        _unpack(archive)
    return missed


def folder(start: str) -> Path:
    """The unpacked package whose name begins so.

    Raises:
        FileNotFoundError: if it was not fetched.
    """
    found = sorted(CACHE.glob(f"{start}*"))
    if not found:
        raise FileNotFoundError(f"{start} is not in {CACHE}; fetch it with --fetch")
    return found[0]


def _pip(wanted: str) -> str | None:
    name = wanted.partition("==")[0].replace("-", "_")
    archives = CACHE / "archives"
    if any(p.name.lower().startswith(name.lower()) for p in archives.iterdir()):
        return None
    command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", wanted]
    env = dict(os.environ)
    if name == "madmom":  # pip asks its setup.py for its name
        tools = CACHE / "building"
        pip = [sys.executable, "-m", "pip", "install", "-q", "--no-warn-conflicts"]
        pip += ["--target", str(tools)]
        subprocess.run([*pip, *FOR_BUILDING], check=False)
        command += ["--no-build-isolation"]
        env["PYTHONPATH"] = str(tools)
    done = subprocess.run(command, cwd=archives, env=env, check=False)
    return f"{wanted}: pip could not download it" if done.returncode else None


def _apt() -> list[str]:
    """Debian's packages and sources, by a list of its own beside the machine's."""
    archives, own = CACHE / "archives", CACHE / "apt"
    got = [path.name for path in archives.iterdir()]
    wanted = [n for n in DEBIAN if not any(g.startswith(f"{n}_") for g in got)]
    sources = [n for n in SOURCES if not any(g.startswith(f"{n}_") for g in got)]
    if not wanted and not sources:
        return []
    for part in ("lists/partial", "cache/archives/partial"):
        (own / part).mkdir(parents=True, exist_ok=True)
    try:
        (own / "sources.list").write_text(_sources())
        apt = ["apt-get", "-q", "-o", f"Dir::Etc::sourcelist={own}/sources.list"]
        apt += ["-o", "Dir::Etc::sourceparts=-", "-o", f"Dir::State::lists={own}/lists"]
        apt += ["-o", f"Dir::Cache={own}/cache", "-o", "APT::Sandbox::User=root"]
        subprocess.run([*apt, "update"], check=True)
        how = {"cwd": archives, "check": True}
        binary = [f"{name}/bookworm" for name in wanted]
        source = [f"{name}/{SOURCES[name]}" for name in sources]
        subprocess.run([*apt, "download", *binary], **how)
        subprocess.run([*apt, "source", "--download-only", *source], **how)
    except (OSError, subprocess.CalledProcessError) as error:
        return [f"{', '.join([*wanted, *sources])}: apt-get could not ({error})"]
    return []


def _sources() -> str:
    """Where this machine has its packages from, with the sources, and the next Debian.

    The Opus of Debian 12 is older than the one measured here.
    """
    form = "$(REPO_URI) $(CODENAME) $(COMPONENT)"
    listed = subprocess.run(
        ["apt-get", "indextargets", "--format", form],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    main = [line.split() for line in listed if line.endswith(" bookworm main")]
    if not main:
        raise OSError("this machine's packages are not those of Debian 12")
    lines = [f"{main[0][0]} bookworm main", f"{main[0][0]} trixie main"]
    return "".join(f"deb {x}\ndeb-src {x}\n" for x in lines)


def _unpack(archive: Path) -> None:
    name, done = archive.name, CACHE / f".{archive.name}.done"
    if done.exists():
        return
    if name.endswith(".whl"):
        with zipfile.ZipFile(archive) as packed:
            packed.extractall(CACHE / name.partition("-")[0])
    elif name.endswith(".deb"):
        subprocess.run(["dpkg-deb", "-x", str(archive), str(CACHE / "deb")], check=True)
    elif name.endswith(".tar.gz"):
        with tarfile.open(archive) as packed:
            packed.extractall(CACHE, filter="data")
    done.touch()
