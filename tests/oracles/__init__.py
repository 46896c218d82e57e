"""PyTorch as the oracle: what a cell should give, computed by somebody else's code."""
