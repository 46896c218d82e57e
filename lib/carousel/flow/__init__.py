"""What happens to a gradient on its way back through time."""

from carousel.flow.journeys import Journey, journey
from carousel.flow.products import (
    Transport,
    popular_chain,
    retention,
    spectrum,
    transport,
)
from carousel.flow.profiles import Metrics, Profile, metrics, profile

__all__ = [
    "Journey",
    "Metrics",
    "Profile",
    "Transport",
    "journey",
    "metrics",
    "popular_chain",
    "profile",
    "retention",
    "spectrum",
    "transport",
]
