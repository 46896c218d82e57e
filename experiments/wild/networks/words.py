"""Networks for Chinese and Japanese: g2pM and nagisa."""

import pickle
import sys

import numpy as np
from fetching import folder

from carousel import interop
from carousel.checkup import runs
from networks import Network, Run, margins

CHINESE = (
    "今天下午我们一起去银行取钱然后在路上走了很长时间大家都觉得很累但是心里非常高兴",
    "他长大以后想当一名音乐老师因为他觉得教孩子们唱歌是一件很快乐的事情",
    "这个问题还没有得到解决所以我们必须重新考虑一下到底应该怎么办才好",
    "老人说年轻的时候他在北方的一个小城里住了差不多二十年后来才搬到这里来",
    "请你把这些书都放回原来的地方不要到处乱放否则下次要用的时候就找不着了",
    "科学家发现这种植物只在高山上生长而且每年只有夏天的几个星期才开花",
)
JAPANESE = (
    "昨日は朝から雨が降っていたので、友達と図書館に行って一日中本を読んでいました。",
    "この町には古い建物がたくさん残っていて、週末になると多くの観光客が訪れます。",
    "彼女は大学で物理学を勉強していますが、将来は新聞記者になりたいと思っています。",
    "電車が遅れたため、会議に間に合わなかった人が何人もいたそうです。",
    "長い文章を読むとき、最初に書かれていたことを最後まで覚えているのは簡単ではありません。",
    "冬の山では天気が急に変わるので、十分な準備をしてから登ることが大切です。",
)


def networks() -> list[Network]:
    """The two; nagisa by its own compiled code, on the Python it was built for."""
    return [_g2pm(), _nagisa()]


def _g2pm() -> Network:
    at = folder("g2pM") / "g2pM"
    state = _plain_pickle(at / "np_ckpt.pkl")
    ids = _plain_pickle(at / "char2idx.pkl")
    x = [
        state["embedding.weight"][
            [ids["시"], *(ids.get(c, ids["<UNK>"]) for c in line), ids["끝"]]
        ].astype(float)
        for line in CHINESE
    ]
    sys.path.insert(0, str(at.parent))
    from g2pM import G2pM

    theirs, apart, found = G2pM(), 0.0, []
    for reverse, step in ((False, theirs.fw_lstm_cell), (True, theirs.bw_lstm_cell)):
        params = interop.from_torch(state, reverse=reverse, prefix="lstm")
        read = [rows[::-1] if reverse else rows for rows in x]
        for rows, history in zip(read, runs.run(params, read), strict=True):
            states = None
            for x_t, h_t in zip(rows, history.h, strict=True):
                states = step(x_t[None], states)
                apart = max(apart, np.abs(states[0][0] - h_t).max())
        found.append(Run(f"lstm{', reverse' * reverse}", params, read))
    return Network(
        name="g2pM",
        package="g2pM 0.1.2.5 (PyPI)",
        licence="Apache-2.0",
        task="how a Chinese character is said",
        step="a character",
        door="interop.from_torch(dict of its pickle)",
        runs=found,
        proof="h of the package's own cell",
        apart=float(apart),
        long=False,
        extra={"says": theirs(CHINESE[0])[:8]},
    )


class _Plain(pickle.Unpickler):
    """Reads arrays, and nothing else that would run code."""

    def find_class(self, module: str, name: str):
        if module.startswith("numpy"):
            return super().find_class(module, name)
        raise ValueError(f"a pickle asks for {module}.{name}")


def _plain_pickle(path):
    with path.open("rb") as file:
        return _Plain(file).load()


def _nagisa() -> Network:
    at = folder("nagisa")
    sys.path.insert(0, str(at))
    import nagisa
    import nagisa_utils

    heard, layer = [], nagisa_utils.birnn_transduce

    def listen(X, *weights):
        H = layer(X, *weights)
        heard.append((np.array(X, dtype=float), np.array(H, dtype=float)))
        return H

    nagisa_utils.birnn_transduce = listen
    tagger = nagisa.Tagger()
    said = [tagger.wakati(line) for line in JAPANESE]
    nagisa_utils.birnn_transduce = layer
    arrays = _dynet(at / "nagisa/data/nagisa_v001.model")
    apart, found = 0.0, []
    out = arrays["/_5"]
    for reverse in (False, True):
        place = f"/birnn/vanilla-lstm-builder{'_1' * reverse}"
        params = interop.from_dynet(*(arrays[f"{place}/_{k}"] for k in range(3)))
        x = [X[::-1] if reverse else X for X, _ in heard]
        half = slice(50, 100) if reverse else slice(0, 50)
        own = []
        for (_, H), history in zip(heard, runs.run(params, x), strict=True):
            theirs = H[::-1] if reverse else H
            apart = max(apart, np.abs(theirs[:, half] - history.h).max())
            scores = theirs @ out.T + arrays["/_6"]
            own.append(margins(scores, out[:, half]))
        name = f"word breaks{', reverse' * reverse}"
        found.append(Run(name, params, x, own))
    return Network(
        name="nagisa",
        package="nagisa 0.3.0 (PyPI)",
        licence="MIT",
        task="where Japanese words end",
        step="a character",
        door="interop.from_dynet(arrays of its text file)",
        runs=found,
        proof="h of the package's compiled code",
        apart=float(apart),
        long=False,
        extra={"says": said[0][:8]},
    )


def _dynet(path) -> dict[str, np.ndarray]:
    """The parameters of a file of DyNet by name; its matrices stand by columns."""
    arrays = {}
    with path.open(encoding="utf-8") as file:
        for line in file:
            kind, name, shape, *_ = line.split()
            values = file.readline()
            if kind == "#Parameter#":
                sizes = [int(n) for n in shape.strip("{}").split(",")]
                arrays[name] = np.array(values.split(), float).reshape(sizes, order="F")
    return arrays
