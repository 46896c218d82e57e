"""Questions on chapter 3: the full Jacobian."""

import numpy as np

from carousel import flow, jacobian
from carousel.book.exam.answers import Number, Verdict, shown
from carousel.book.exam.drawing import choice, grid, pick, unit, unless
from carousel.book.exam.question import BY_HAND, CHOICE, CLAIM, Asked, asks
from carousel.cells import lstm
from carousel.examples import counterexamples


@asks(chapter=3, kind=BY_HAND, minutes=6)
def from_the_memory_to_the_output(rng: np.random.Generator) -> Asked:
    """The block from old memory to new output."""
    gates = {k: grid(rng, 0.2, 0.9, 0.1) for k in ("f", "i", "o")}
    gates["c_tilde"] = pick(rng, -0.6, -0.3, 0.3, 0.6)
    c_prev = pick(rng, -0.9, -0.5, 0.5, 0.9)
    params, first = unit(gates, c_prev)
    history = lstm.run(params, [[0.0]], first)
    J_hc, c_t = float(jacobian.steps(params, history)[0, 0, 1]), float(history.c[0, 0])
    return Asked(
        text=f"In one step of an LSTM with one unit $f_t = {gates['f']}$, "
        f"$i_t = {gates['i']}$, $o_t = {gates['o']}$, "
        f"$\\tilde c_t = {gates['c_tilde']}$ and $c_{{t-1}} = {c_prev}$. What is "
        "$J_{hc}$, the derivative of $h_t$ by $c_{t-1}$ with $h_{t-1}$ held?",
        answer=Number(J_hc, decimals=3),
        key=(
            f"$c_t = f_t c_{{t-1}} + i_t \\tilde c_t = {c_t:.3f}$.",
            "From $c_{t-1}$ to $c_t$ the factor is $f_t$, from $c_t$ to $h_t$ it is "
            "$o_t (1 - \\tanh^2 c_t)$.",
            f"${gates['f']} \\cdot {gates['o']} \\cdot "
            f"{1 - np.tanh(c_t) ** 2:.4f} = {J_hc:.4f}$.",
        ),
        given={**gates, "c_prev": c_prev},
    )


@asks(chapter=3, kind=BY_HAND, minutes=5)
def two_steps(rng: np.random.Generator) -> Asked:
    """A product of two full Jacobians."""
    J_hh, J_hc = grid(rng, -0.6, 0.8, 0.1), grid(rng, 0.1, 0.5, 0.1)
    J_ch, J_cc = pick(rng, -0.9, -0.5, 0.4, 0.8), grid(rng, 0.5, 0.9, 0.1)
    J = np.array([[J_hh, J_hc], [J_ch, J_cc]])
    whole = float(flow.transport(np.stack([J, J])).matrix[1, 1])
    unless(abs(whole) < 0.02, "nearly nought")
    return Asked(
        text="Two steps of an LSTM with one unit have the same Jacobian: "
        f"$J_{{hh}} = {J_hh}$, $J_{{hc}} = {J_hc}$, $J_{{ch}} = {J_ch}$ and "
        f"$J_{{cc}} = f = {J_cc}$ (the first index is the new state, the second the "
        "old "
        "one). What is $\\partial c_2/\\partial c_0$ with $h_0$ held?",
        answer=Number(whole, decimals=3),
        key=(
            "Two ways lead from $c_0$ to $c_2$: through $c_1$ and through $h_1$.",
            "$\\partial c_2/\\partial c_0 = J_{cc} J_{cc} + J_{ch} J_{hc}$.",
            f"${J_cc**2:.3f} + ({J_ch * J_hc:.3f}) = {whole:.3f}$; the direct path "
            "alone "
            f"would give {J_cc**2:.3f}.",
        ),
        given={"J": J},
    )


@asks(chapter=3, kind=CHOICE, minutes=5)
def eigenvalues_of_one_half(rng: np.random.Generator) -> Asked:
    """Growth where all eigenvalues are one half."""
    x = grid(rng, 1.0, 4.0, 0.5)
    A = np.array([[0.5, x], [0.0, 0.5]])
    J = np.stack([A, A.T] * 100)
    early, late = (flow.transport(J, 0, end).log_norm for end in (100, 200))
    growth = float(np.exp((late - early) / 50))
    return Asked(
        text=f"The matrix $A$ has the rows (0.5, {x:g}) and (0, 0.5). A network "
        "multiplies a gradient by $A$ and by its transpose in turn. By which factor "
        "does "
        "the product grow in two steps, in the long run?",
        answer=choice(
            rng,
            growth,
            "the largest eigenvalue of the product $A^\\top A$",
            {
                "this multiplies the eigenvalues of $A$, which say nothing about a "
                "product of different matrices": 0.25,
                "this is the largest singular value of one step": float(
                    np.linalg.norm(A, 2)
                ),
                "this is the spectral radius of one step": 0.5,
            },
        ),
        key=(
            "In two steps the matrix is $A^\\top A$, whose trace is "
            f"{0.5 + x * x:g} and whose determinant is 0.0625.",
            f"Its larger eigenvalue is {growth:.3f}, though all eigenvalues of $A$ are "
            "0.5.",
        ),
        given={"A": A},
    )


@asks(chapter=3, kind=CLAIM, minutes=5)
def the_product_of_partial_jacobians(rng: np.random.Generator) -> Asked:
    """Partial Jacobians beside the total derivative."""
    gates = {"f": 0.5, "i": 0.5, "c_tilde": pick(rng, 0.6, 0.8), "o": 0.5}
    u_c, u_o = pick(rng, 1.0, 2.0), pick(rng, 0.0, 0.0, 4.0, 5.0, 6.0)
    steps = int(grid(rng, 10, 30, 5))
    params, first = counterexamples.one_unit(**gates, u_c=u_c, u_o=u_o)
    history = lstm.run(params, np.zeros((steps, 1)), first)
    size = flow.sensitivity(params, history)
    logs = (size.exact, size.product_of_partials)
    exact, partials = (float(np.exp(values[-1])) for values in logs)
    return Asked(
        text="An LSTM with one unit rests at a state where $f = i = o = 0.5$ and "
        f"$\\tilde c = {gates['c_tilde']}$. Its recurrent weights are $u_i = u_f = 0$, "
        f"$u_c = {u_c:g}$ and $u_o = {u_o:g}$. “Over {steps} steps, with $h_0$ held, "
        "the "
        "product of the partial Jacobians, each of which holds the output gate of the "
        "step before, is within a tenth of $\\partial c_T/\\partial c_0$.”",
        answer=Verdict(abs(partials / exact - 1), 0.1, above=False),
        key=(
            "The product leaves out the routes from one output through the output gate "
            "into the next, which exist if $u_o$ is not 0.",
            f"The total derivative is {shown(exact)}, the product of partial Jacobians "
            f"{shown(partials)}.",
        ),
        given={**gates, "u_c": u_c, "u_o": u_o, "steps": steps},
    )
