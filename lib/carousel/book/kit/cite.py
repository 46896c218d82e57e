"""How the course is cited, in the formats that people ask for."""

from carousel.book.kit.course import Course

KEY = "constant_error_carousel"


def formats(course: Course) -> dict[str, str]:
    """The citation by the name of its format; an address is in it if there is one."""
    written = (_apa, _mla, _chicago, _harvard, _bibtex, _ris)
    names = ("APA", "MLA", "Chicago", "Harvard", "BibTeX", "RIS")
    return {name: write(course) for name, write in zip(names, written, strict=True)}


def address(course: Course) -> str:
    """Where a reader of the citation finds the course."""
    return course.site or course.repository


def _after(text: str, course: Course) -> str:
    """Text that goes before the address, or nothing where there is none."""
    return text + address(course) if address(course) else ""


def _apa(course: Course) -> str:
    return (
        f"{course.authors}. ({course.released.year}). {course.title} "
        f"(Version {course.version}) [Computer software].{_after(' ', course)}"
    )


def _mla(course: Course) -> str:
    day = f"{course.released.day} {course.released:%b}. {course.released.year}"
    place = _after(", ", course).removeprefix(", https://")
    place = f", {place}" if place else ""
    return f"{course.authors}. {course.title}. Version {course.version}, {day}{place}."


def _chicago(course: Course) -> str:
    day = f"{course.released:%B} {course.released.day}, {course.released.year}"
    return (
        f"{course.authors}. {course.title}. Version {course.version}. "
        f"Released {day}.{_after(' ', course)}{'.' if address(course) else ''}"
    )


def _harvard(course: Course) -> str:
    place = f" Available at: {address(course)}." if address(course) else ""
    return (
        f"{course.authors} ({course.released.year}) {course.title}. "
        f"Version {course.version}.{place}"
    )


def _bibtex(course: Course) -> str:
    told = {
        "author": f"{{{course.authors}}}",
        "title": f"{{{course.title}}}",
        "year": str(course.released.year),
        "month": str(course.released.month),
        "version": course.version,
        "url": address(course),
    }
    lines = [f"  {name} = {{{value}}}" for name, value in told.items() if value]
    return f"@misc{{{KEY},\n" + ",\n".join(lines) + "\n}"


def _ris(course: Course) -> str:
    told = [
        ("TY", "COMP"),
        ("AU", course.authors),
        ("TI", course.title),
        ("PY", str(course.released.year)),
        ("DA", f"{course.released:%Y/%m/%d}"),
        ("ET", course.version),
        ("UR", address(course)),
        ("ER", ""),
    ]
    return "\n".join(f"{tag}  - {value}" for tag, value in told if value or tag == "ER")
