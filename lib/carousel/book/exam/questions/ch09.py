"""Questions on chapter 9: what should you set?"""

import numpy as np

from carousel import initial
from carousel.book.exam.answers import Choice, Verdict, shown
from carousel.book.exam.drawing import grid, mend, pick, share_kept
from carousel.book.exam.question import CHOICE, CLAIM, CODE, Asked, asks
from carousel.cells import lstm, sigmoid

SMALLEST = 2.0**-25  # half of float16's smallest number: up to here it rounds to 0


@asks(chapter=9, kind=CODE, minutes=4)
def a_padded_batch(rng: np.random.Generator) -> Asked:
    """Reading a padded batch at the wrong step."""
    short, long, seed = int(grid(rng, 3, 6, 1)), 9, int(rng.integers(100))
    params = lstm.init(3, 1, rng=np.random.default_rng(seed))
    padded = rng.normal(size=(2, long, 1))
    padded[0, short:] = 0.0
    value = float(lstm.run(params, padded[0, :short]).h[-1, 0])
    right = (
        "outputs = [lstm.run(params, x).h for x in padded]",
        "read = [h[n - 1] for h, n in zip(outputs, lengths)]",
        "result = read[0][0]",
    )
    slips = {
        (1, "read = [h[-1] for h in outputs]"): "it reads after the padding",
        (
            1,
            "read = [h.mean(axis=0) for h in outputs]",
        ): "the mean takes the padding in",
        (1, "read = [h[n - 2] for h, n in zip(outputs, lengths)]"): "it reads one step "
        "before the last",
    }
    names = {"params": params, "padded": padded, "lengths": [short, long]}
    answer, why = mend(rng, right, slips, names, value)
    return Asked(
        text="Two sequences are padded with zeros at their end to a common length; "
        f"`lengths` is [{short}, {long}]. The code is to read each output of an LSTM "
        "at "
        "the last step of its sequence. Run without padding, the first sequence gives "
        f"{shown(value)}; the code gives {shown(answer.printed)}.",
        answer=answer,
        key=(f"Line {answer.wrong + 1}: {why}.",),
        given={"params": params, "x": padded[0, :short], "names": names},
    )


@asks(chapter=9, kind=CHOICE, minutes=4)
def the_loss_stays_at_its_start(rng: np.random.Generator) -> Asked:
    """A symptom and its first cure."""
    classes, steps = pick(rng, 2, 4, 8), int(grid(rng, 40, 120, 10))
    bias = float(np.ceil(initial.bias_for(steps)))
    kept = [float(share_kept(float(sigmoid(b)), steps)[-1, 0]) for b in (0, bias)]
    options = (
        f"Raise the forget bias to {bias:g}, and lower the input bias to {-bias:g}.",
        "Clip the gradient to a smaller norm.",
        "Lower the learning rate.",
        "Lower the forget bias, so that the network forgets what it does not need.",
    )
    reasons = (
        f"a gate of $\\sigma({bias:g})$ keeps {shown(kept[1], 2)} over {steps} steps",
        "clipping makes gradients smaller; none of these is too large",
        "it changes all steps alike, and not their ratio",
        "then even less of the gradient arrives",
    )
    order = rng.permutation(len(options))
    return Asked(
        text=f"An LSTM has to answer at step {steps} what it read at step 1, one of "
        f"{classes} symbols. Its loss stays at $\\ln {classes}$. Its forget gates are "
        f"near 0.5, and of the gradient at the last step {shown(kept[0], 1)} arrives "
        "at "
        "the first. What do you try first?",
        answer=Choice(
            options=tuple(options[n] for n in order),
            reasons=tuple(reasons[n] for n in order),
            right=int(np.flatnonzero(order == 0)[0]),
            value=kept[1],
        ),
        key=(
            f"Half per step leaves $0.5^{{{steps}}}$: the first step is never heard.",
            f"A forget bias of {bias:g} has a half-life of "
            f"{float(initial.half_life(bias)):.0f} steps; the input gate is lowered "
            "with "
            "it, so that noise stays out and the direct path carries the gradient.",
        ),
        given={"bias": bias, "steps": steps},
    )


@asks(chapter=9, kind=CLAIM, minutes=4)
def half_precision(rng: np.random.Generator) -> Asked:
    """Whether a gradient survives float16."""
    f, steps = grid(rng, 0.5, 0.95, 0.05), int(grid(rng, 20, 200, 20))
    kept = float(share_kept(f, steps)[-1, 0])
    powers = float(np.log2(kept))
    return Asked(
        text=f"A forget gate stays at {f}. At the last step the gradient is 1, and it "
        f"runs back {steps} steps on the direct path. In half precision a number of "
        "$2^{-25}$ or less is rounded to 0. “In half precision the gradient that "
        "arrives is not 0.”",
        answer=Verdict(powers, float(np.log2(SMALLEST)), above=True),
        key=(
            f"$f^{{{steps}}}$ is {shown(kept, 2)}, or 2 to the power of {powers:.1f}.",
            "A gradient above two to the power of -25 is not yet 0.",
        ),
        given={"f": f, "steps": steps},
    )
