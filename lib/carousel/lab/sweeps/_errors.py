"""What stops a sweep from outside, in a sentence that a user can act on."""


class SweepError(Exception):
    """A sweep cannot begin, or cannot go on; no job and no argument is to blame."""
