"""Settings of all tests: a busy machine fails none, a missing PyTorch skips some."""

import sys
from importlib.util import find_spec

import pytest
from hypothesis import settings

pytest_plugins = ["stamps"]

settings.register_profile("course", deadline=None)
settings.load_profile("course")


class _NoTorch:
    """What is asked last for a module: whoever imports torch is skipped."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        if name == "torch":
            pytest.skip("PyTorch is not installed", allow_module_level=True)


if find_spec("torch") is None:
    sys.meta_path.append(_NoTorch)
