"""What came of the carousel: scans, cells without side doors, and highways in depth."""

from carousel.heirs import depth, mingru, minlstm, scan

__all__ = ["depth", "mingru", "minlstm", "scan"]
