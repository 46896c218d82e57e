"""Settings of all tests: a busy machine is no reason to fail."""

from hypothesis import settings

pytest_plugins = ["stamps"]

settings.register_profile("course", deadline=None)
settings.load_profile("course")
