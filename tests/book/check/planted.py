"""Mistakes as learners make them, planted in the solutions of the ladder.

Each is the exercise, what is replaced in its solution by what, and words that its
diagnosis has to say.
"""

from pathlib import Path

from carousel.book import check
from carousel.book.classes import ladder

NOTEBOOK = Path(__file__).parents[3] / "chapters" / "build-it-yourself.ipynb"
LADDER = ladder.read(NOTEBOOK)
SOLUTIONS = {exercise.name: exercise.solution for exercise in LADDER.exercises}
MISTAKES = [
    ("gate", " + b)", ")", "the bias b is missing"),
    ("gate", "U @ h_prev", "U.T @ h_prev", "U is transposed"),
    ("gate", "W @ x_t + ", "", "W @ x_t is missing"),
    ("gate", "np.exp(-(", "np.exp((", "the exponent of the sigmoid has the wrong sign"),
    ("gate", "1 / (1 + np.exp(-(", "np.tanh(((", "tanh squashes where the sigmoid"),
    ("step", "np.tanh(c_t), c_t", "c_t, c_t", "h_t reads c_t without its tanh"),
    ("step", "np.tanh(c_t), c_t", "np.tanh(c_prev), c_t", "h_t is one step late"),
    ("step", "f_t * c_prev + ", "", "the old memory, f_t * c_prev, is missing"),
    ("step", " + i_t * c_tilde_t", " + (1 - f_t) * c_tilde_t", "gate is 1 - f_t"),
    (
        "step",
        "c_t = f_t * c_prev + i_t",
        "c_t = i_t * c_prev + f_t",
        "forget gate have changed",
    ),
    (
        "step",
        "return o_t * np.tanh(c_t), c_t",
        "return c_t, o_t * np.tanh(c_t)",
        "wrong order",
    ),
    (
        "run",
        "(params, x_t, h_t, c_t)",
        "(params, x_t, h_0, c_t)",
        "every step reads h_0",
    ),
    (
        "run",
        "(params, x_t, h_t, c_t)",
        "(params, x_t, h_t, c_0)",
        "every step reads c_0",
    ),
    ("run", "h_t, c_t = h_0, c_0", "h_t, c_t = 0 * h_0, 0 * c_0", "starts from zeros"),
    ("run", "in x:", "in x[::-1]:", "x is read from its end"),
    ("retention", "np.cumprod(f, axis=0)", "f", "the product over time is missing"),
    ("retention", "cumprod", "cumsum", "it adds the gates"),
    (
        "retention",
        "np.cumprod(f, axis=0)",
        "np.cumprod(f[::-1], axis=0)[::-1]",
        "runs from the end",
    ),
    (
        "retention",
        "np.cumprod(f, axis=0)",
        "np.cumprod(f, axis=0) / f",
        "one step late",
    ),
    (
        "net_inputs",
        " * now.f_t * (1 - now.f_t)",
        "",
        "da_f lacks the slope f_t (1 - f_t)",
    ),
    (
        "net_inputs",
        "now.c_prev * now.f_t",
        "now.c_t * now.f_t",
        "da_f is one step late",
    ),
    (
        "net_inputs",
        "dc = dc_t + dh_t",
        "dc = dh_t",
        "what reaches c_t from later steps, is missing",
    ),
    (
        "net_inputs",
        " + dh_t * now.o_t * (1 - tanh_c**2)",
        "",
        "the route from h_t into c_t is missing",
    ),
    (
        "net_inputs",
        "now.i_t * (1 - now.c_tilde_t**2)",
        "now.i_t * now.c_tilde_t * (1 - now.c_tilde_t)",
        "da_c has the slope of a sigmoid",
    ),
    (
        "net_inputs",
        "dh_t * tanh_c * now.o_t",
        "dh_t * now.c_t * now.o_t",
        "da_o has c_t without its tanh",
    ),
    (
        "backward_step",
        ' + params.U_f.T @ da["f"]',
        "",
        "the forget path, U_fᵀ times da_f, is missing",
    ),
    (
        "backward_step",
        'params.U_i.T @ da["i"] + ',
        "",
        "the input path, U_iᵀ times da_i, is missing",
    ),
    (
        "backward_step",
        'params.U_c.T @ da["c"] + ',
        "",
        "the candidate path, U_cᵀ times da_c, is missing",
    ),
    (
        "backward_step",
        ' + params.U_o.T @ da["o"]',
        "",
        "the output path, U_oᵀ times da_o, is missing",
    ),
    (
        "backward_step",
        "dc * now.f_t",
        "0 * dc",
        "the direct path, f_t dc_t, is missing",
    ),
    ("backward_step", ".T @", " @", "U where Uᵀ belongs: transposed"),
    (
        "backward_step",
        "params.U_o.T",
        "params.U_o",
        "the output path, U_oᵀ times da_o, has U",
    ),
    (
        "backward_step",
        "dc * now.f_t",
        "dc_t * now.f_t",
        "the direct path starts at dc_t alone",
    ),
    (
        "backward_step",
        "return dh_prev,",
        "return 0 * dh_prev,",
        "it is the direct path alone, with h_prev held",
    ),
    ("jacobian", "np.array(rows)", "np.array(rows).T", "it is transposed"),
    (
        "jacobian",
        "np.concatenate(back)",
        "np.concatenate(back[::-1])",
        "in the columns c stands before h",
    ),
    (
        "jacobian",
        "np.concatenate(back)",
        "np.append(0 * back[0], back[1])",
        "direct path alone, with h_prev held",
    ),
    (
        "backward",
        '"U_{k}", 0) + np.outer(da[k], now.h_prev)',
        '"U_{k}", 0) + np.outer(da[k], now.h_t)',
        "dU is one step late",
    ),
    ("backward", 'total.get(f"W_{k}", 0) + ', "", "only the first step counts"),
    (
        "backward",
        "np.outer(da[k], now.h_prev)",
        "np.outer(now.h_prev, da[k])",
        "dU is transposed",
    ),
    (
        "backward",
        "dh[::-1], strict",
        "np.vstack([0 * dh[:-1], dh[-1:]])[::-1], strict",
        "dh is read at the last step alone",
    ),
    (
        "backward",
        "dh[::-1], strict",
        "np.vstack([0 * dh[:1], dh[:-1]])[::-1], strict",
        "dh is read one step late",
    ),
    (
        "backward",
        "dh_t, dc_t = backward_step(params, now, dh_t, dc_t)",
        "dc_t = backward_step(params, now, dh_t, dc_t)[1]; dh_t = 0 * dh_t",
        "it is the direct path alone",
    ),
    (
        "backward",
        "dh_t, dc_t = backward_step(params, now, dh_t, dc_t)",
        "dh_t, dc_t = backward_step(params, now, dh_t, dc_t)[0], 0 * dc_t",
        "the direct path, f_t dc_t, is missing",
    ),
    (
        "truncated",
        SOLUTIONS["truncated"],
        SOLUTIONS["backward"].replace("def backward", "def truncated"),
        "nothing is cut",
    ),
    (
        "truncated",
        "add_weights(total, now, net_inputs(now, told, dc_t))",
        "told = told + dh_t; "
        "add_weights(total, now, net_inputs(now, told, dc_t)); "
        "dh_t = params.U_o.T @ net_inputs(now, told, dc_t)['o']",
        "the output path is still open",
    ),
    (
        "truncated",
        "net_inputs(now, told, dc_t))",
        "{k: v * (k == 'c') for k, v in net_inputs(now, told, dc_t).items()})",
        "the gates do not learn",
    ),
    (
        "truncated",
        "dc_t = backward_step(params, now, told, dc_t)[1]",
        "dc_t = 0 * dc_t",
        "the direct path is cut as well",
    ),
    (
        "peephole_step",
        ' + params.p_f * da["f"]',
        "",
        "the peephole path into the forget gate, p_f da_f, is missing",
    ),
    (
        "peephole_step",
        'params.p_i * da["i"] + ',
        "",
        "the peephole path into the input gate, p_i da_i, is missing",
    ),
    (
        "peephole_step",
        "dc_t = dc_t + params.p_o * da_o",
        "dc_t = dc_t + 0",
        "into the output gate, which sees c_t, p_o da_o, is missing",
    ),
    (
        "clip",
        "min(1.0, threshold / norm)",
        "threshold / norm",
        "is short already is made longer",
    ),
    ("clip", "norm = np.sqrt(squares)", "norm = squares", "the root is missing"),
    (
        "clip",
        "name: g * share",
        "name: np.clip(g, -threshold, threshold)",
        "entry by entry",
    ),
    (
        "clip",
        '"norm": norm}',
        '"norm": min(norm, threshold)}',
        "the norm is that after clipping",
    ),
    (
        "profile",
        "norms.append(np.linalg.norm(dc))",
        "norms.append(np.linalg.norm(dh_t))",
        "norms at h_t, not at c_t",
    ),
    ("profile", "norms[::-1]", "norms", "time runs the wrong way"),
    (
        "profile",
        "norms.append(np.linalg.norm(dc))",
        "norms.append(np.linalg.norm(dc_t))",
        "the route from h_t into c_t is missing in what is measured",
    ),
    ("profile", "np.linalg.norm(dc)", "(dc @ dc)", "the norms are squared"),
    (
        "profile",
        "dh_t, dc_t = backward_step(params, now, dh_t, dc_t)",
        "dh_t, dc_t = 0 * dh_t, dc * now.f_t",
        "it is the direct path alone",
    ),
]


def built(name: str, solutions: dict[str, str] = SOLUTIONS) -> object:
    """A function of the ladder, made of these sources."""
    names: dict[str, object] = {}
    exec("import numpy as np\nfrom carousel.book.check import moments", names)
    for source in solutions.values():
        exec(compile(source, "<the learner's cell>", "exec"), names)
    return names[name]


def mistaken(name: str, old: str, new: str) -> dict[str, str]:
    """The solutions, one of them with a mistake."""
    assert old in SOLUTIONS[name], old
    return {**SOLUTIONS, name: SOLUTIONS[name].replace(old, new)}


def checked(name: str, function: object, rng: object) -> check.Verdict:
    """What the check of an exercise says."""
    return getattr(check, name)(function, rng=rng)
