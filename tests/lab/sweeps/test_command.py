import pytest

from carousel.lab import results
from carousel.lab.sweeps import SweepError, command, experiment, seed_batches
from carousel.lab.training import Settings

TINY = Settings("latch", {"steps": 5}, hidden=2, updates=90, test_every=30, tests=4)
EXPERIMENT = experiment("tiny", seed_batches({"T": 5}, TINY, seeds=3, size=1))


@pytest.fixture
def clone(tmp_path):
    """A folder that looks like a clone of the course, and a script in it."""
    (tmp_path / "lib/carousel/lab/results").mkdir(parents=True)
    return tmp_path


def _main(clone, *arguments):
    script = clone / "experiments" / "tiny.py"
    return command.main([EXPERIMENT], str(script), ["--workers", "1", *arguments])


def test_results_go_into_the_clone_and_quick_ones_elsewhere(clone, capsys):
    assert _main(clone) == 0
    path = clone / "lib/carousel/lab/results/tiny.json"
    assert results.read(path)["seeds"] == [0, 1, 2]
    assert _main(clone, "--quick") == 0
    quick = results.read(clone / "build/results-quick/tiny.json")
    assert quick["seeds"] == [0]
    assert quick["jobs"][0]["settings"]["updates"] == 40
    assert results.read(path)["seeds"] == [0, 1, 2]
    output = capsys.readouterr()
    assert "100%" in output.err
    assert output.out.endswith("build/results-quick.\n")


def test_a_folder_of_ones_own_is_taken_quick_or_not(clone):
    folder = clone / "own"
    for more, where in (((), folder), (("--quick",), folder / "quick")):
        assert _main(clone, "--folder", str(folder), *more) == 0
        assert (where / "tiny.json").exists()


def test_outside_a_clone_a_folder_is_asked_for(tmp_path, capsys):
    with pytest.raises(SystemExit):
        _main(tmp_path)
    assert "no clone of the course, so --folder is needed" in capsys.readouterr().err


def test_stopping_by_hand_says_what_is_kept(clone, capsys, monkeypatch):
    def stopped(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(command, "run", stopped)
    assert _main(clone) == 130
    assert "run again to go on" in capsys.readouterr().out


@pytest.mark.parametrize("error", [ValueError, SweepError])
def test_an_error_is_one_line(clone, capsys, monkeypatch, error):
    def refused(*_, **__):
        raise error("no scheduler.")

    monkeypatch.setattr(command, "run", refused)
    assert _main(clone) == 1
    assert capsys.readouterr().err == "no scheduler.\n"


def test_an_unknown_argument_is_refused(clone):
    with pytest.raises(SystemExit):
        _main(clone, "--wrong")
