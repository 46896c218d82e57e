"""How gradients flow through an LSTM: the library of the course.

The mathematics: `cells` (the recurrent cells), `jacobian` (exact one-step Jacobians and
their paths), `flow` (products, norms and profiles of gradients), `dominance` (when the
direct path carries the gradient), `bptt` (the backward pass by hand), `clipping`,
`initial` (how weights start), `heirs` (scans, and cells and layers that came of the
carousel), `differences` (derivatives by nudging), `worked` and `longhand` (the worked
example, and arithmetic on paper), `witness` (small networks that show what a sentence
leaves out), `interop` (other libraries' weights), `shapes` (the words for array
shapes).

The measuring: `tasks` (what a network is asked to remember), `training` (the loop that
learns it), `sweeps` (many runs), `results` (what they found), `intervals` (how sure
that is).

The book: `plots` (matplotlib pictures), `explorables` (live figures), `trial` (ballots
and verdicts), `quiz`, `book`, `icons` and `serve`. `python -m carousel` shows one
number from each room of the mathematics.
"""
