"""Every answer of the bank against a route that does not share the library's code."""

import math
from dataclasses import replace

import numpy as np
import pytest
import torch

from carousel import interop
from carousel.book.exam import BANK, draw
from carousel.book.exam.answers import Choice, Mend, Verdict
from carousel.book.exam.drawing import result
from carousel.book.exam.questions import (  # the rooms that these tests hold
    ch01,
    ch02,
    ch03,
    ch04,
    ch05,
    ch06,
    ch07,
    ch08,
    ch09,
    ch10,
    ch11,
    ch12,
    ch13,
)
from carousel.lab import wild

ROOMS = (ch01, ch02, ch03, ch04, ch05, ch06, ch07, ch08, ch09, ch10, ch11, ch12, ch13)
SEEDS = (0, 1, 7, 42, 1997)
CLOSE, NUDGED = 1e-9, 1e-6  # closed forms and autograd; central differences


def _sigma(a):
    return 1 / (1 + math.exp(-a))


def _nudge(function, at, by=1e-5):
    return (function(at + by) - function(at - by)) / (2 * by)


def _unrolled(params, x, *, c_0, h_0=None, detached=False, forgets=True):
    """An LSTM step by step in PyTorch: every h and c, as nodes of the graph."""
    weights = {name: torch.tensor(value) for name, value in vars(params).items()}
    h = torch.zeros(params.hidden, dtype=torch.float64) if h_0 is None else h_0
    c, rows = c_0, []
    for x_t in torch.tensor(np.asarray(x, float)):
        seen = h.detach() if detached else h
        net = {
            k: weights[f"W_{k}"] @ x_t + weights[f"U_{k}"] @ seen + weights[f"b_{k}"]
            for k in ("ifco" if forgets else "ico")
        }
        kept = torch.sigmoid(net["f"]) * c if forgets else c
        c = kept + torch.sigmoid(net["i"]) * torch.tanh(net["c"])
        h = torch.sigmoid(net["o"]) * torch.tanh(c)
        rows.append((h, c))
    return rows


def _leaf(values):
    return torch.tensor(np.asarray(values, float), requires_grad=True)


def _constant_error(g):
    c_0 = _leaf(np.zeros(g["params"].hidden))
    rows = _unrolled(g["params"], g["x"], c_0=c_0, detached=True, forgets=False)
    (rows[-1][0] @ torch.tensor(g["dh_last"])).backward()
    return c_0.grad.norm().item()


def _first_over_last(g):
    """With a leaf added to a state, whose gradient is that of the state."""
    norms = []
    for t in (1, len(g["x"])):
        before = _unrolled(g["params"], g["x"][:t], c_0=torch.zeros(8).double())
        c_t = before[-1][1].detach().requires_grad_()
        a_o = before[-1][0] / torch.tanh(before[-1][1])  # o_t, which holds no c_t
        h_t = a_o.detach() * torch.tanh(c_t)
        rest = g["x"][t:]
        end = h_t
        if len(rest):
            end = _unrolled(g["params"], rest, c_0=c_t, h_0=h_t)[-1][0]
        (end @ torch.tensor(g["dh_last"])).backward()
        norms.append(c_t.grad.norm().item())
    return math.log10(norms[0] / norms[1])


def _one_unit_two_steps(g, *, by_c_1=True):
    """dL/dc_1 of L = h_2 where only the candidate reads h, by nudging c_1."""
    h = g["o"] * math.tanh(g["c"])
    bias = math.atanh(g["c_tilde"]) - g["u_c"] * h

    def loss(c_1):
        h_1 = g["o"] * math.tanh(c_1)
        c_2 = g["f"] * c_1 + g["i"] * math.tanh(bias + g["u_c"] * h_1)
        return g["o"] * math.tanh(c_2)

    return _nudge(loss, g["c"])


def _walk_back(g):
    c_0 = _leaf(g["first"].c)
    h_0 = torch.tensor(g["first"].h)
    x = np.zeros((g["steps"], 1))
    rows = _unrolled(g["params"], x, c_0=c_0, h_0=h_0)
    rows[-1][0].sum().backward()
    return c_0.grad.item()


def _carousel_alone(g):
    f, i, c_tilde, o = (g["gates"][k] for k in ("f", "i", "c_tilde", "o"))
    c_0 = _leaf(0.5)
    c = c_0
    for t in range(3):
        c = f[t] * c + i[t] * c_tilde[t]
    (o[2] * torch.tanh(c)).backward()
    return c_0.grad.item()


def _partial_and_true(g):
    """The product of partial Jacobians by its closed form, the true one by autograd."""
    f, i, o, c_tilde = (g[k] for k in ("f", "i", "o", "c_tilde"))
    c = i * c_tilde / (1 - f)
    h = o * math.tanh(c)
    door, shown = i * (1 - c_tilde**2) * g["u_c"], o * (1 - math.tanh(c) ** 2)
    chain = f * (f + door * shown) ** (g["steps"] - 1)
    b_c, b_o = math.atanh(c_tilde) - g["u_c"] * h, math.log(o / (1 - o)) - g["u_o"] * h
    c_0 = _leaf(c)
    c_t, h_t = c_0, torch.tensor(h, dtype=torch.float64)
    for _ in range(g["steps"]):
        o_t = torch.sigmoid(b_o + g["u_o"] * h_t)
        c_t = f * c_t + i * torch.tanh(b_c + g["u_c"] * h_t)
        h_t = o_t * torch.tanh(c_t)
    c_t.backward()
    return abs(chain / c_0.grad.item() - 1)


def _peephole_factor(g):
    gates, p, c_prev = g["gates"], g["p"], g["c_prev"]
    a = {k: math.log(gates[k] / (1 - gates[k])) - p[k] * c_prev for k in "if"}

    def c_t(c):
        i, f = (_sigma(a[k] + p[k] * c) for k in "if")
        return f * c + i * gates["c_tilde"]

    return _nudge(c_t, c_prev)


def _peephole_step(g):
    gates, p = g["gates"], g["p"]
    c = gates["f"] * g["c_prev"] + gates["i"] * gates["c_tilde"]
    a_o = math.log(gates["o"] / (1 - gates["o"]))
    return _sigma(a_o + p["o"] * c) * math.tanh(c)


def _together(gradient):
    return torch.tensor(np.concatenate(list(gradient.values())))


def _clipped(g):
    parts = [
        torch.zeros(len(v)).double().requires_grad_() for v in g["gradient"].values()
    ]
    for part, value in zip(parts, g["gradient"].values(), strict=True):
        part.grad = torch.tensor(value)
    torch.nn.utils.clip_grad_norm_(parts, g["threshold"])
    return [part.grad for part in parts]


def _value_cosine(g):
    whole = _together(g["gradient"])
    cut = whole.clamp(-g["threshold"], g["threshold"])
    return torch.nn.functional.cosine_similarity(whole, cut, dim=0).item()


def _wilson(g):
    """The rate at which so many successes lie 1.96 standard deviations above."""
    n, share = g["trials"], g["solved"] / g["trials"]
    low, high = 0.0, share
    for _ in range(60):
        rate = (low + high) / 2
        far = (share - rate) ** 2 > 1.959963984540054**2 * rate * (1 - rate) / n
        low, high = (rate, high) if far else (low, rate)
    return 100 * high


def _forward(g):
    i, f, o = (_sigma(g["nets"][k]) for k in "ifo")
    c = f * g["c_prev"] + i * math.tanh(g["nets"]["c"])
    return o * math.tanh(c)


def _memory_to_output(g):
    def h_t(c):
        return g["o"] * math.tanh(g["f"] * c + g["i"] * g["c_tilde"])

    return _nudge(h_t, g["c_prev"])


def _steps_below(g):
    k = 1
    while g["u"] ** k >= g["line"]:
        k += 1
    return k


def _sure_steps(g):
    mu, steps = g["beta"] * g["gamma"] / (1 - g["omega"]), 0
    while (1 + mu) ** (steps + 1) < 2:
        steps += 1
    return steps


def _excess(g):
    return (1 + g["beta"] * g["gamma"] / (1 - g["omega"])) ** g["steps"] - 1


def _change(g):
    def measure(norms):
        if g["measure"] == "first_last":
            return norms[0] / norms[-1]
        return np.std(norms) / np.mean(norms)

    return abs(measure(g["changed"]) / measure(g["norms"]) - 1)


def _three_steps(g):
    c = g["c_0"]
    for f, v in zip(g["f"], g["v"], strict=True):
        c = f * c + v
    return c


def _layers(g):
    h_0 = _leaf(0.0)
    h = h_0
    for _ in range(g["layers"]):
        h = h + torch.tanh(g["slope"] * h)
    h.backward()
    return h_0.grad.item()


def _unpadded(g):
    layer = interop.to_torch(g["params"])
    with torch.no_grad():
        return layer(torch.tensor(g["x"]))[0][-1, 0].item()


def _longer_than_promised(g):
    """Two numbers of the results file, each found by the experiment on its own."""
    (layer,) = (x for x in wild.layers() if x.name == g["layer"])
    found = layer.found["random"]
    return found["half_life"][2] / found["half_life_of_largest_bias"]


def _direct_beside_whole(g):
    """The cosine itself: the whole gradient by autograd, the direct part by gates."""
    detector = wild.opus()
    p = {name: torch.tensor(value) for name, value in vars(detector.params).items()}
    states, kept = [torch.zeros(detector.params.hidden).double()], []
    for x_t in torch.tensor(detector.x[: g["end"]]):
        h = states[-1].requires_grad_()
        r, z = (
            torch.sigmoid(p[f"W_{k}"] @ x_t + p[f"U_{k}"] @ h + p[f"b_{k}"])
            for k in "rz"
        )
        n = torch.tanh(p["W_n"] @ x_t + p["U_n"] @ (r * h) + p["b_n"])
        states.append((1 - z) * n + z * h)
        kept.append(z.detach())
    loss = torch.tensor(detector.says_music)
    at = states[-1 - g["lag"]]
    at.retain_grad()
    (loss @ states[-1]).backward()
    direct = loss * torch.stack(kept[-g["lag"] :]).prod(dim=0)
    return torch.nn.functional.cosine_similarity(direct, at.grad, dim=0).item()


def _counted(g):
    """In closed form: what is let in, and the gates on the way."""
    gate = 1 - 1e-6
    c = g["c_tilde"] * sum(gate ** (k + 1) for k in range(g["steps"]))
    return gate ** (g["steps"] - 1) * g["o"] / math.cosh(c) ** 2


def _norms_of_nudging(g):
    """The first term that central differences leave out, and the next."""
    e, t2 = g["nudge"], math.tanh(g["c"]) ** 2
    third, fifth = 6 * t2 - 2, 120 * t2**2 - 120 * t2 + 16
    return abs(e**2 * third / 6 + e**4 * fifth / 120)


ROUTES = {
    "half-life-of-a-gate": lambda g: math.log(2) / -math.log(g["f"]),
    "one-step-forward": _forward,
    "the-rnn-and-the-carousel": _steps_below,
    "the-theorem-of-1997": _constant_error,
    "bias-for-a-half-life": lambda g: -math.log(2 ** (1 / g["steps"]) - 1),
    "two-biases": lambda g: _sigma(g["bias"]),
    "which-line-has-the-bias": lambda g: _sigma(g["bias"]) ** g["steps"],
    "from-the-memory-to-the-output": _memory_to_output,
    "two-steps": lambda g: (g["J"] @ g["J"])[1, 1],
    "eigenvalues-of-one-half": lambda g: np.linalg.eigvalsh(g["A"].T @ g["A"]).max(),
    "the-product-of-partial-jacobians": _partial_and_true,
    "back-along-the-carousel": _carousel_alone,
    "one-step-back-in-full": _one_unit_two_steps,
    "the-walk-back": _walk_back,
    "how-closely-nudging-agrees": _norms_of_nudging,
    "the-effective-range": lambda g: sum(10 * n > max(g["norms"]) for n in g["norms"]),
    "first-over-last": _first_over_last,
    "what-a-measure-sees": _change,
    "the-error-is-a-factor": lambda g: (1 - g["before"]) / (1 - g["after"]),
    "how-sure-is-a-count": _wilson,
    "which-units-remember": lambda g: sum(
        f ** g["steps"] > g["line"] for f in g["gates"]
    ),
    "the-factor-with-peepholes": _peephole_factor,
    "above-one": lambda g: abs(_peephole_factor(g)),
    "a-step-with-peepholes": _peephole_step,
    "clipped-by-norm": lambda g: _clipped(g)[1][0].item(),
    "clipped-by-value": _value_cosine,
    "the-percentile-of-norms": lambda g: sorted(g["norms"])[
        20 * g["percentile"] // 100
    ],
    "clipping-in-code": lambda g: _clipped(g)[0][0].item(),
    "a-padded-batch": _unpadded,
    "the-loss-stays-at-its-start": lambda g: _sigma(g["bias"]) ** g["steps"],
    "half-precision": lambda g: g["steps"] * math.log2(g["f"]),
    "what-a-bias-promises": _longer_than_promised,
    "a-longer-indirect-part": _direct_beside_whole,
    "a-unit-that-counts": _counted,
    "sure-for-how-many-steps": _sure_steps,
    "sure-to-dominate": _excess,
    "gates-that-average": lambda g: (g["high"] * g["low"]) ** (g["steps"] / 2),
    "what-retain-grad-gives": _one_unit_two_steps,
    "two-steps-as-one": _three_steps,
    "a-deep-residual-network": _layers,
}
LOOSE = {  # to how many parts of the answer the other route can say it
    "the-error-is-a-factor": NUDGED,  # here it is the library that nudges
    "how-closely-nudging-agrees": 1e-2,  # a series, cut off
    "what-a-bias-promises": 1e-2,  # the bias is printed with two decimals
    "a-unit-that-counts": 1e-6,  # 1 - tanh² loses digits where cosh keeps them
    "clipped-by-norm": 1e-5,  # PyTorch adds a millionth to the norm
    "clipping-in-code": 1e-5,
    **dict.fromkeys(
        (
            "from-the-memory-to-the-output",
            "one-step-back-in-full",
            "what-retain-grad-gives",
            "the-factor-with-peepholes",
            "above-one",
        ),
        NUDGED,
    ),
}


def test_every_question_has_another_route():
    assert list(ROUTES) == [entry.name for entry in BANK]
    assert {
        value.name for room in ROOMS for value in vars(room).values() if value in BANK
    } == set(ROUTES)


@pytest.mark.parametrize("entry", BANK, ids=lambda entry: entry.name)
def test_the_library_and_another_route_agree_on_the_answer(entry):
    for seed in SEEDS:
        question = draw(entry, seed)
        expected = ROUTES[entry.name](question.given)
        close = LOOSE.get(entry.name, CLOSE)
        # Two numbers so far below 1 that their difference is rounding agree.
        assert question.answer.value == pytest.approx(expected, rel=close, abs=1e-13)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_verdict_on_half_precision_is_that_of_half_precision(seed):
    (entry,) = [entry for entry in BANK if entry.name == "half-precision"]
    question = draw(entry, seed)
    kept = np.float16(question.given["f"] ** question.given["steps"])
    assert question.answer.is_true == (kept != 0)


@pytest.mark.parametrize("seed", SEEDS)
def test_code_that_is_mended_gives_the_answer_and_as_it_stands_what_is_told(seed):
    for entry in BANK:
        question = draw(entry, seed)
        answer = question.answer
        if not isinstance(answer, Mend):
            continue
        names = {**question.given.get("names", {}), "torch": torch}
        if entry.name == "the-walk-back":
            names |= {"T": question.given["steps"], "u_c": question.given["u_c"]}
        if entry.name == "clipping-in-code":
            names["threshold"] = question.given["threshold"]
        assert result(answer.mended_lines, names) == pytest.approx(
            answer.value, rel=1e-6
        )
        assert result(answer.lines, names) == pytest.approx(answer.printed, rel=1e-6)
        assert (
            sum(a != b for a, b in zip(answer.lines, answer.mended_lines, strict=True))
            == 1
        )


@pytest.mark.parametrize("seed", SEEDS)
def test_the_right_option_shows_the_answer(seed):
    for entry in BANK:
        question = draw(entry, seed)
        if (
            isinstance(question.answer, Choice)
            and "line" not in question.answer.options[0]
        ):
            told = question.answer.options[question.answer.right]
            number = told.replace("−", "-").split()[0]
            if " × 10" in told or not number[-1].isdigit() or entry.chapter == 9:
                continue
            assert float(number) == pytest.approx(question.answer.value, rel=6e-3)


def test_a_claim_that_is_on_the_other_side_of_its_line_is_false():
    claim = Verdict(0.2, 0.1, above=True)
    assert claim.is_true
    assert not replace(claim, above=False).is_true
    assert claim.told() == "True."
