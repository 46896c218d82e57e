"""How gradients flow through an LSTM: the library of the course.

The rooms: `cells` (the recurrent cells), `jacobian` (exact one-step Jacobians and their
paths), `flow` (products, norms and profiles of gradients), `bptt` (the backward pass by
hand), `clipping`, `initial` (how weights start), `heirs` (scans, and cells and layers
that came of the carousel), `interop` (other libraries' weights), `differences`
(derivatives by nudging), `witness` (small networks that show what a sentence leaves
out), `trial` (ballots and verdicts), `shapes` (the words for array shapes), `plots`
hand), `clipping`, `initial` (how weights start), `interop` (other libraries' weights),
`differences` (derivatives by nudging), `shapes` (the words for array shapes), `tasks`
(what a network is asked to remember), `training` (the loop that learns it), `sweeps`
(many runs), `results` (what they found), `intervals` (how sure that is), `plots`
(matplotlib pictures), `explorables` (live figures), `quiz`, and for the book itself
`book`, `icons` and `serve`. `python -m carousel` shows one number from each room of the
mathematics.
that came of the carousel), `dominance` (when the direct path carries the gradient),
`interop` (other libraries' weights), `differences` (derivatives by nudging), `shapes`
(the words for array shapes), `plots` (matplotlib pictures), `explorables` (live
figures), `quiz`, and for the book itself `book`, `icons` and `serve`.
`python -m carousel` shows one number of each.
(derivatives by nudging), `worked` and `longhand` (the worked example, and arithmetic on
paper), `shapes` (the words for array shapes), `plots` (matplotlib pictures),
`explorables` (live figures), `quiz`, and for the book itself `book`, `icons` and
`serve`. `python -m carousel` shows one number of each.
"""
