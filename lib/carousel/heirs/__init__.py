"""What came of the carousel: scans, cells without indirect paths, highways in depth."""

from carousel.heirs import depth, mingru, minlstm, scan

__all__ = ["depth", "mingru", "minlstm", "scan"]
