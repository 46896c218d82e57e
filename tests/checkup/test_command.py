import json
import subprocess
import sys

import h5py
import numpy as np
import pytest
import torch

from carousel.checkup import command


@pytest.fixture
def weights(tmp_path):
    path = tmp_path / "model.pt"
    torch.save({"body": torch.nn.LSTM(2, 4).state_dict()}, path)
    return path


def test_a_file_is_checked_from_the_command_line(weights, tmp_path):
    x = tmp_path / "x.npy"
    np.save(x, np.random.default_rng(0).normal(size=(3, 30, 2)))
    saved = tmp_path / "report.json"
    asked = ["checkup", weights, "--input", x, "--json", saved]
    done = subprocess.run(
        [sys.executable, "-m", "carousel", *asked], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert "Check-up of your data, 3 sequences of up to 30 steps" in done.stdout
    assert json.loads(saved.read_text())["layers"][0]["steps"] == 90


def test_without_input_it_says_that_it_read_noise(weights, tmp_path, capsys):
    page = tmp_path / "report.html"
    assert command.main([str(weights), "--html", str(page)]) == 0
    assert "noise, 16 sequences of 200 steps" in capsys.readouterr().out
    assert "sequences of 200 steps of noise were read instead" in page.read_text()


def test_lengths_leave_padding_out(weights, tmp_path, capsys):
    np.save(tmp_path / "x.npy", np.zeros((2, 9, 2)))
    np.save(tmp_path / "l.npy", [0, 0])
    given = ["--input", str(tmp_path / "x.npy"), "--lengths", str(tmp_path / "l.npy")]
    assert command.main([str(weights), *given]) == 0
    assert "All 18 steps are padding" in capsys.readouterr().out


def test_what_a_file_does_not_say_can_be_said(tmp_path, capsys):
    plain, keras = tmp_path / "rnn.pt", tmp_path / "weights.h5"
    torch.save(torch.nn.RNN(2, 4).state_dict(), plain)
    with h5py.File(keras, "w") as file:
        for name, shape in (("kernel", (2, 16)), ("recurrent_kernel", (4, 16))):
            file[f"lstm/lstm/{name}:0"] = np.ones(shape)
        file["lstm/lstm/bias:0"] = np.zeros(16)
    for path, option, value in (
        (plain, "--nonlinearity", "tanh"),
        (keras, "--recurrent-activation", "sigmoid"),
        (keras, "--recurrent-activation", "0.2"),
    ):
        assert command.main([str(path)]) == 2
        assert option.strip("-").replace("-", "_") in capsys.readouterr().err
        assert command.main([str(path), option, value]) == 0
        hard = "with hard gates" in capsys.readouterr().out
        assert hard == (value == "0.2")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["missing.npz"], "missing.npz"),
        (["model.txt"], "expected a file"),
        (["model.pt", "--input", "model.pt"], "is no array of numbers"),
    ],
)
def test_what_cannot_be_read_is_told(
    arguments, says, weights, monkeypatch, tmp_path, capsys
):
    monkeypatch.chdir(tmp_path)
    assert command.main(arguments) == 2
    assert says in capsys.readouterr().err


def test_a_wrong_ending_is_refused_before_the_work(weights, capsys):
    with pytest.raises(SystemExit):
        command.main([str(weights), "--html", "report.pdf"])
    assert "does not end in .html" in capsys.readouterr().err
