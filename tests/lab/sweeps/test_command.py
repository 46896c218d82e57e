import pytest

from carousel.lab import results
from carousel.lab.sweeps import blocks, command, experiment
from carousel.lab.training import Settings

TINY = Settings("latch", {"steps": 5}, hidden=2, updates=90, test_every=30, tests=4)
EXPERIMENT = experiment("tiny", blocks({"T": 5}, TINY, seeds=3, size=1))


def _main(folder, *arguments):
    return command.main(
        [EXPERIMENT], ["--workers", "1", "--folder", str(folder), *arguments]
    )


def test_all_seeds_by_default_and_few_when_quick(tmp_path, capsys):
    assert _main(tmp_path) == 0
    assert results.read(tmp_path / "tiny.json")["seeds"] == [0, 1, 2]
    assert _main(tmp_path, "--quick") == 0
    quick = results.read(tmp_path / "quick" / "tiny.json")
    assert quick["seeds"] == [0]
    assert quick["jobs"][0]["settings"]["updates"] == 40
    assert results.read(tmp_path / "tiny.json")["seeds"] == [0, 1, 2]
    assert "100%" in capsys.readouterr().err


def test_stopping_by_hand_says_what_is_kept(tmp_path, capsys, monkeypatch):
    def stopped(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(command, "run", stopped)
    assert _main(tmp_path) == 130
    assert "run again to go on" in capsys.readouterr().out


def test_an_error_is_one_line(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("carousel.lab.sweeps.cluster.PATIENCE", "0.3s")
    assert _main(tmp_path, "--dask", "tcp://127.0.0.1:9") == 1
    said = capsys.readouterr().err
    assert "\nno Dask scheduler answers at tcp" in said
    assert "Traceback" not in said


def test_an_unknown_argument_is_refused():
    with pytest.raises(SystemExit):
        command.main([EXPERIMENT], ["--wrong"])
