import os
import platform
import re
import subprocess
import sys

import pytest

from carousel.lab.sweeps import SweepError, lock


def test_a_second_sweep_on_a_folder_is_refused_while_the_first_runs(tmp_path):
    here = f"process {os.getpid()} on {platform.node()}"
    with (
        lock.claimed(tmp_path),
        pytest.raises(SweepError, match=re.escape(here)),
        lock.claimed(tmp_path),
    ):
        pass
    assert list(tmp_path.iterdir()) == []
    with lock.claimed(tmp_path):
        pass


def test_the_lock_of_a_process_that_died_is_taken_over(tmp_path):
    code = "lock = filelock.SoftFileLock(sys.argv[1]); lock.acquire(); os._exit(1)"
    code = f"import filelock, os, sys; {code}"
    command = [sys.executable, "-c", code, str(tmp_path / ".lock")]
    subprocess.run(command, check=False)
    assert (tmp_path / ".lock").exists()
    with lock.claimed(tmp_path):
        assert (tmp_path / ".lock").read_text().startswith(f"{os.getpid()}\n")


def test_the_lock_of_another_machine_is_not(tmp_path):
    (tmp_path / ".lock").write_text("12\nelsewhere\n")
    with (
        pytest.raises(SweepError, match=r"process 12 on elsewhere\. Wait for it, or"),
        lock.claimed(tmp_path),
    ):
        pass


def test_a_folder_that_cannot_be_written_is_refused_at_once(tmp_path, monkeypatch):
    def refused(folder, message):
        with (
            pytest.raises(
                SweepError, match=f"cannot write to .*{message}.*Nothing was"
            ),
            lock.claimed(folder),
        ):
            pass

    (tmp_path / "file").write_text("")
    refused(tmp_path / "file" / "below", "Not a directory")

    def full_disk(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full_disk)
    refused(tmp_path / "full", "No space left on device")
    assert list((tmp_path / "full").iterdir()) == []
