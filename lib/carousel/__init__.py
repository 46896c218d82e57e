"""How gradients flow through an LSTM: the library of the course.

Start with `cells.lstm` (`init`, `run`), then ask `jacobian.steps` and `flow.profile`
where a gradient goes, and `bptt.backward` for all of it. Beside them: `initial` (how
weights start), `dominance` (when the direct path carries the gradient), `clipping`,
`differences` (derivatives by nudging), `heirs` (what came of the carousel), `interop`
(other libraries' weights), `examples` and `shapes`. All of it is NumPy.

`carousel.lab` trains networks with PyTorch, `carousel.book` draws pictures and makes
pages; neither is imported here. `python -m carousel` shows a number from each module.
"""
