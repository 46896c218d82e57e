"""The checks of the ladder: what is right passes, and what is wrong is told why."""

import dataclasses
import time

import numpy as np
import pytest

from book.check import planted
from carousel import bptt, jacobian
from carousel.book import check
from carousel.book.check import _backward, rungs
from carousel.book.check._case import draw
from carousel.book.check._diagnosis import diagnose
from carousel.book.check._turns import GATES, Turns
from carousel.cells import lstm, peephole

TIGHT = 1e-12  # float64, sums of a few dozen products


@pytest.fixture
def rng():
    return np.random.default_rng(0)


def _cases(name, rng):
    return list(draw(rng, rungs.RUNGS[name].cell))


@pytest.mark.parametrize("name", rungs.RUNGS)
def test_the_solution_passes(name, rng):
    verdict = planted.checked(name, planted.built(name), rng)
    assert verdict.right, verdict
    assert verdict.slips == ()
    assert repr(verdict).startswith("Right: in 3 random draws it differs")


@pytest.mark.parametrize("name", rungs.RUNGS)
def test_a_stub_is_not_written_yet(name, rng):
    stubs = {e.name: e.stub for e in planted.LADDER.exercises}
    verdict = planted.checked(name, planted.built(name, stubs), rng)
    assert not verdict.right
    assert not verdict.written
    assert str(verdict) == "Not written yet."


@pytest.mark.parametrize(("name", "old", "new", "words"), planted.MISTAKES)
def test_a_planted_mistake_gets_its_diagnosis(name, old, new, words, rng):
    wrong = planted.built(name, planted.mistaken(name, old, new))
    verdict = planted.checked(name, wrong, rng)
    assert not verdict.right
    assert words in verdict.says
    assert verdict.says.startswith("Not yet: ")
    assert verdict.slips


def test_every_exercise_has_mistakes_and_there_are_at_least_twenty_five():
    assert {name for name, *_ in planted.MISTAKES} == set(rungs.RUNGS)
    assert len({(name, new) for name, _, new, _ in planted.MISTAKES}) >= 25


@pytest.mark.parametrize("name", rungs.RUNGS)
def test_every_slip_is_found_by_what_it_gives(name, rng):
    """Another slip's words will do where both give the same."""
    rung, made = rungs.RUNGS[name], []
    for case in _cases(name, rng):
        gives = {slip.name: rung.instead(case, slip) for slip in rung.slips}
        made.append((rung.right(case), gives))
    for slip in rung.slips:
        tries = [
            (gives[slip.name], right, lambda s, gives=gives: gives[s.name])
            for right, gives in made
        ]
        found = diagnose(tries, rung.slips, timed=rung.timed)
        same = next(s for s in rung.slips if (s.name,) == found.slips)
        for got, _, turned in tries:
            for part, value in turned(same).items():
                assert np.allclose(value, got[part], atol=TIGHT), slip


@pytest.mark.parametrize(
    "name", [n for n in rungs.RUNGS if n not in ("retention", "clip")]
)
def test_without_turns_the_diagnosis_computes_what_the_library_does(name, rng):
    for case in _cases(name, rng):
        rung = rungs.RUNGS[name]
        turned, right = rung.turned(case, Turns()), rung.right(case)
        assert turned.keys() == right.keys()
        for part, value in right.items():
            assert np.allclose(turned[part], value, rtol=TIGHT, atol=TIGHT), part


@pytest.mark.parametrize("cell", [lstm, peephole])
@pytest.mark.parametrize("k", GATES)
def test_a_missing_path_is_the_librarys_jacobian_with_that_gate_held(cell, k, rng):
    for case in draw(rng, cell):
        turns = Turns({GATES[k]: "missing"})
        held = jacobian.steps(case.params, case.history, held=k)[case.t]
        J = _backward.jacobian(case.params, case.now, turns)
        assert np.allclose(J, held, rtol=TIGHT, atol=TIGHT)


@pytest.mark.parametrize("mode", ["full", "truncated"])
def test_with_peepholes_all_weights_agree_with_the_library(mode, rng):
    for case in draw(rng, peephole):
        turns = Turns({} if mode == "full" else {"cut": "yes"})
        right = bptt.backward(case.params, case.history, case.dh, mode=mode).params
        turned = _backward.weights(case, turns)
        for name, value in vars(right).items():
            assert np.allclose(turned[name], value, rtol=TIGHT, atol=TIGHT), name


def test_two_mistakes_at_once_are_both_named(rng):
    solutions = planted.mistaken("backward_step", ' + params.U_f.T @ da["f"]', "")
    source = solutions["backward_step"].replace("dc * now.f_t", "-dc * now.f_t")
    wrong = planted.built("backward_step", {**solutions, "backward_step": source})
    verdict = check.backward_step(wrong, rng=rng)
    assert verdict.slips == ("forget missing", "direct sign")
    assert "in dh_prev, the forget path" in verdict.says
    assert "in dc_prev, the direct path, f_t dc_t, has the wrong sign" in verdict.says


def test_two_mistakes_that_meet_in_every_part_are_both_named(rng):
    solutions = planted.mistaken("backward_step", ' + params.U_f.T @ da["f"]', "")
    direct = solutions["backward_step"].replace("dc * now.f_t", "dc_t * now.f_t")
    wrong = planted.built("backward", {**solutions, "backward_step": direct})
    verdict = check.backward(wrong, rng=rng)
    assert set(verdict.slips) == {"direct missing", "forget missing"}
    assert ", is missing, and the " in verdict.says


def test_another_mistake_in_each_part_is_told_by_part(rng):
    right = planted.built("net_inputs")

    def wrong(now, dh_t, dc_t):
        da = right(now, dh_t, dc_t)
        twice = {"i": 2 * da["i"], "f": da["f"] / now.c_prev, "c": -da["c"]}
        return {**da, **twice}

    verdict = check.net_inputs(wrong, rng=rng)
    assert "in i, it is twice the right value" in verdict.says
    assert "in f, da_f lacks the factor c_prev" in verdict.says
    assert "in c, the sign is wrong" in verdict.says


def test_what_nothing_explains_is_told_by_its_size_soon(rng):
    right = planted.built("backward")

    def wrong(params, history, dh):
        return {name: value + 0.1 for name, value in right(params, history, dh).items()}

    started = time.process_time()
    verdict = check.backward(wrong, rng=rng)
    assert time.process_time() - started < 30  # a few seconds on a quiet machine
    assert "no one slip explains it" in verdict.says
    assert "% of the right size" in verdict.says


def test_a_check_draws_anew_when_no_generator_is_given():
    assert check.gate(planted.built("gate")).right


def test_a_moment_is_one_step_of_a_run(rng):
    params = lstm.init(3, 2, rng=rng)
    history = lstm.run(params, rng.normal(size=(4, 2)))
    first, second, *_ = check.moments(history)
    assert not first.c_prev.any()
    assert (second.c_prev == first.c_t).all()
    kept = second.f_t * second.c_prev + second.i_t * second.c_tilde_t
    assert np.allclose(kept, history.c[1], atol=TIGHT)
    names = {field.name for field in dataclasses.fields(check.Moment)}
    assert {"x_t", "h_prev", "c_prev", "h_t", "c_t"} <= names
