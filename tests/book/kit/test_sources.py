from carousel.book.kit import course, sources


def test_every_entry_of_the_bibliography_is_named_as_a_text_names_it():
    path = course.ROOT / "references.bib"
    found = sources.read(path)
    assert len(found) == path.read_text(encoding="utf-8").count("\n@")
    assert found["hochreiter1997"] == ("Hochreiter and Schmidhuber", "1997")
    assert found["bengio1994"] == ("Bengio et al.", "1994")
    assert found["mikolov2012"][0] == "Mikolov"
    assert not [one for one in found.values() if set("\\{}") & set("".join(one))]
