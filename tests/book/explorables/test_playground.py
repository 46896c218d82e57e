import json

import numpy as np
import pytest
import torch

from book.explorables import every
from carousel.book.explorables import Playground, training
from carousel.book.explorables.training.cases import CASES
from carousel.book.explorables.training.presets import PRESETS
from carousel.lab import intervals
from oracles import node

STATES = [*every.anywhere(Playground, 200), *(case.sick for case in CASES)]
SMALL = {"task": "xor", "steps": 10, "hidden": 3}


def _in_the_page(states):
    """What the page's own file makes of states, whole."""
    constants = json.dumps(Playground.constants)
    told = json.dumps([Playground(**state).state() for state in states])
    return node.evaluate(
        "../play/settings.js",
        f"{told}.map((state) => room.settingsOf(state, {constants}))",
    )


def test_both_languages_tell_the_engine_the_same():
    ours = [Playground(**state).settings().for_page() for state in STATES]
    assert _in_the_page(STATES) == ours


def test_a_preset_is_the_claim_that_is_counted():
    shown = Playground()._spec["constants"]["presets"]
    assert 3 <= len(shown) <= 9  # keys 1 to 9 press them
    for claim in PRESETS.values():
        if claim.label:
            figure = Playground(**{"start": "default", **shown[claim.label]})
            assert figure.settings() == claim.settings()
            assert figure.limit == claim.updates


@pytest.mark.parametrize("task", ["latch", "order", "xor", "adding", "copy"])
def test_run_gives_the_losses_of_the_page(task):
    figure = Playground(task=task, steps=20, hidden=4)
    losses = figure.run(20)
    theirs = node.evaluate(
        "training/run.js",
        f"{{ const run = room.make({json.dumps(figure.settings().for_page())});"
        "return Array.from({ length: 20 }, () => run.update().loss); }",
    )
    assert losses.tolist() == theirs
    assert figure.updates == 20


def test_after_a_run_the_table_is_of_the_trained_network():
    figure = Playground(**SMALL)
    before = figure.table()
    figure.run(30)
    assert figure.table() != before
    again = Playground(**SMALL, updates=30)
    assert again.table() == figure.table()


def test_a_run_that_explodes_ends_its_losses():
    figure = Playground(
        task="adding",
        steps=10,
        optimizer="sgd",
        rate="10",
        clip="none",
        cell="lstm_1997",
        start="closed",
    )
    losses = figure.run(300)
    assert len(losses) == figure.updates < 300


@pytest.mark.parametrize("cell", ["rnn", "lstm", "gru"])
def test_to_torch_answers_as_the_trained_network(cell):
    figure = Playground(**SMALL, cell=cell)
    figure.run(10)
    found = figure.to_torch()
    settings = figure.settings()
    task = settings.make_task()
    stream = training.draws.streams(settings.seed)["test"]
    held = task.draw(settings.tests, rng=training.draws.Draws(stream))
    x = torch.tensor(held.x.swapaxes(0, 1))
    out = found["readout"](found["cell"](x)[0][:, -1])
    right = (out.argmax(1).numpy() == held.y[-1]).mean()
    state = training.begin(settings)
    for _ in range(10):
        state, _ = training.update(settings, state)
    assert right == pytest.approx(1 - training.evaluate(settings, state)[1])


def test_what_the_page_has_trained_is_taken_as_it_is():
    figure = Playground(**SMALL)
    size = len(training.begin(figure.settings()).weights)
    figure._weights = np.linspace(-1, 1, size).tolist()
    figure.updates = 7
    _, V, d = figure.network()
    assert np.concatenate([d, V.ravel()]).max() == 1.0
    figure.hidden = 4  # another network: the page's is no more
    assert figure._weights == []


def test_cells_that_pytorch_does_not_have_are_refused():
    with pytest.raises(ValueError, match="PyTorch has no layer"):
        Playground(cell="peephole").to_torch()


def test_a_number_of_a_list_may_be_set_as_a_number():
    assert Playground(rate=0.01, threshold=1).state() == Playground().state()


def test_a_link_may_tell_updates_and_what_is_hidden():
    html = Playground(updates=40, hide="rate+clip")._repr_mimebundle_
    told = json.loads(html()[0]["text/html"].split('json">')[1].split("</script>")[0])
    assert told["state"]["updates"] == 40
    assert told["state"]["hide"] == "rate+clip"
    assert set(told["spec"]["also"]) == {"updates", "hide"}


def test_both_languages_give_a_success_rate_the_same_interval():
    ours = [intervals.wilson(k, 20) for k in range(21)]
    theirs = node.evaluate(
        "intervals.js", "Array.from({ length: 21 }, (_, k) => room.wilson(k, 20))"
    )
    assert np.allclose(ours, theirs, rtol=0, atol=1e-12)
