"""What happens to a gradient on its way back through time."""

from carousel.flow.products import (
    Transport,
    retention,
    spectrum,
    textbook_chain,
    transport,
)
from carousel.flow.profiles import Metrics, Profile, metrics, profile
from carousel.flow.sensitivity import Sensitivity, sensitivity

__all__ = [
    "Metrics",
    "Profile",
    "Sensitivity",
    "Transport",
    "metrics",
    "profile",
    "retention",
    "sensitivity",
    "spectrum",
    "textbook_chain",
    "transport",
]
