"""The forget bias of PyTorch's LSTMs, which have two biases a gate that add up."""

from typing import TYPE_CHECKING, SupportsFloat

from carousel.shapes import as_number

if TYPE_CHECKING:
    import torch


def set_forget_bias(
    module: "torch.nn.Module",
    value: SupportsFloat,
    *,
    input_bias: SupportsFloat | None = None,
) -> list[str]:
    """Set the forget bias of every LSTM in a module, and name the biases that hold it.

    Of the two biases that add up, one gets the value and the other is cleared, in every
    layer and both directions of each `nn.LSTM`, and in each `nn.LSTMCell`.

    Args:
        module: an LSTM, or a model that has some at any depth.
        value: the forget bias; 5 keeps half of a memory for about 100 steps.
        input_bias: the input gate's, where it is to be set as well; `-value` lets in
            as much as is forgotten.

    Returns:
        Names as in `module.named_parameters()`.

    Raises:
        ValueError: if there is no LSTM in it, or one without biases, or if a value is
            no finite number. Then nothing is changed.
    """
    import torch

    values = {1: as_number("value", value)}  # by the gate's place: i, f, g, o
    if input_bias is not None:
        values[0] = as_number("input_bias", input_bias)
    kinds = torch.nn.LSTM | torch.nn.LSTMCell
    lstms = {n: part for n, part in module.named_modules() if isinstance(part, kinds)}
    if not lstms:
        came = type(module).__name__
        raise ValueError(f"expected an LSTM or a model that has one, got {came}")
    if bare := [name for name, part in lstms.items() if not part.bias]:
        named = ", ".join(name or "the module itself" for name in bare)
        raise ValueError(f"an LSTM made with bias=False has no forget bias: {named}")
    chosen = []
    for prefix, part in lstms.items():
        for name, bias in part.named_parameters():
            if name.startswith("bias_"):
                is_first = name.startswith("bias_ih")
                with torch.no_grad():
                    gates = bias.unflatten(0, (4, -1))
                    for place, wanted in values.items():
                        gates[place] = wanted * is_first
                chosen += [f"{prefix}.{name}".lstrip(".")] if is_first else []
    return chosen
