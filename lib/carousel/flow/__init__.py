"""What happens to a gradient on its way back through time."""

from carousel.flow.products import (
    Transport,
    product_of_partials,
    retention,
    spectrum,
    transport,
)
from carousel.flow.profiles import Metrics, Profile, metrics, profile
from carousel.flow.sensitivity import Sensitivity, sensitivity
from carousel.flow.shares import Shares, random_shares, shares

__all__ = [
    "Metrics",
    "Profile",
    "Sensitivity",
    "Shares",
    "Transport",
    "metrics",
    "product_of_partials",
    "profile",
    "random_shares",
    "retention",
    "sensitivity",
    "shares",
    "spectrum",
    "transport",
]
