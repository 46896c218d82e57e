"""How gradients flow through an LSTM: the library of the course.

The rooms: `cells` (the recurrent cells), `flow` (what happens to a gradient on its
way), `plots` (matplotlib pictures), `explorables` (live figures), `shapes` (the words
for array shapes), and for the book itself `book` and `serve`.
"""
