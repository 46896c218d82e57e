"""Live figures: the same in JupyterLab and on a page without a kernel."""

from carousel.explorables.highway import Highway

__all__ = ["Highway"]
