import contextlib
import os
import signal
import threading

import pytest

from carousel.lab.sweeps import blocks, experiment, interrupt, runner
from carousel.lab.training import Settings


def _press():
    os.kill(os.getpid(), signal.SIGINT)


def test_an_interrupt_is_raised_and_remembered():
    before = signal.getsignal(signal.SIGINT)
    with interrupt.stoppable() as stopped:
        assert not stopped()
        with pytest.raises(KeyboardInterrupt):
            _press()
        assert stopped()
    assert signal.getsignal(signal.SIGINT) is before


def test_a_sweep_stops_even_if_the_interrupt_is_dropped_on_its_way(
    tmp_path, monkeypatch
):
    taken = []

    def results_of(jobs, *_):
        for job in jobs:
            with contextlib.suppress(KeyboardInterrupt):
                _press()
            taken.append(job)
            yield job

    monkeypatch.setattr(runner, "_local", results_of)
    monkeypatch.setattr(runner, "_checked", lambda result: result)
    monkeypatch.setattr(runner, "_publish", lambda *_: None)
    jobs = blocks({}, Settings("latch"), size=1)
    with pytest.raises(KeyboardInterrupt):
        runner.run([experiment("two", jobs)], tmp_path, progress=False)
    assert len(taken) == 1


def test_another_thread_is_left_alone():
    seen = []

    def elsewhere():
        with interrupt.stoppable() as stopped:
            seen.append(stopped())

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()
    assert seen == [False]
