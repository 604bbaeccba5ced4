# SPDX-License-Identifier: Apache-2.0
"""Times a training step of the network or of the Koopman autoencoder against PyTorch with the published forms.

Both run in turn in one go, so that a machine whose speed drifts slows both: ours by JMH (bench-jmh.sh). Needs a Python with
torch: on Debian the package python3-torch and /usr/bin/python3. The published network has an optimiser with two groups of
parameters and clips by norm. The published autoencoder (https://github.com/niniack/koopmann, losses.py) computes each of its four losses by itself:
each encodes, decodes and raises exp(A / k) to a power anew, and autograd goes through the distances of the isometry loss.
With --form shared PyTorch encodes and decodes each array once and takes exp(A) once, as ours does.
"""
import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SIZES = {
    "network": {  # rows, inputs, width, blocks, classes, batch, epochs
        "yin-yang": (5000, 2, 10, 5, 3, 512, 100),
        "mnist": (4096, 784, 784, 4, 10, 128, 4),
    },
    "autoencoder": {  # rows, components, hidden, latent, k, batch, epochs
        "yin-yang": (5000, 10, 30, 20, 100, 1024, 400),
        "mnist": (2048, 784, 1000, 800, 10, 512, 4),
    },
}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("model", choices=SIZES)
    parser.add_argument("size", choices=SIZES["network"])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--threads", type=int, default=1,
                        help="PyTorch's threads; ours takes all it can use")
    parser.add_argument("--form", choices=("published", "shared"), default="published", help="of the autoencoder's losses in PyTorch")
    parser.add_argument("--torch", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.torch:
        print(torch_step(options))
        return
    pairs = [(java_step(options), other_step(options)) for _ in range(options.rounds)]
    for ours, theirs in pairs:
        print(f"   ours {ours:8.2f} ms   PyTorch {theirs:8.2f} ms   ratio {ours / theirs:.2f}")
    print(f"{options.model}, {options.size}: a step of ours takes {statistics.median(a / b for a, b in pairs):.2f} of PyTorch's "
          f"(median of {options.rounds} pairs)")


def environment():
    """That of trainings, for both; what would choose other routines for PyTorch's BLAS (OPENBLAS_...) is left out."""
    given = {name: value for name, value in os.environ.items() if not name.startswith("OPENBLAS_")}
    launcher = (ROOT / "environment" / "koopman.sh").read_text(encoding="utf-8")
    return given | dict(re.findall(r"([A-Z_]+)=(\S+)", re.search(r"^TRAINING=\((.*?)\)$", launcher, re.M | re.S)[1]))


def java_step(options):
    """Returns the milliseconds of a step in the median of three trainings, in a Java machine that has done one."""
    sizes = SIZES[options.model][options.size]
    with tempfile.NamedTemporaryFile(suffix=".json") as result:
        subprocess.run(["bash", str(ROOT / "environment" / "bench-jmh.sh"), f"Trainings.{options.model}$", "-p",
                        "sizes=" + "x".join(map(str, sizes)), "-rf", "json", "-rff", result.name],
                       check=True, stdout=subprocess.DEVNULL, env=environment())
        trainings = json.load(result)[0]["primaryMetric"]["rawData"][0]
    return statistics.median(trainings) / (sizes[6] * -(-sizes[0] // sizes[5]))


def other_step(options):
    command = [sys.executable, __file__, options.model, options.size, "--torch", "--threads", str(options.threads),
               "--form", options.form]
    return float(subprocess.run(command, check=True, capture_output=True, text=True, env=environment()).stdout)


def torch_step(options):
    """Returns the milliseconds of a step in the published form."""
    import torch
    torch.manual_seed(0)
    torch.set_num_threads(options.threads)
    sizes = SIZES[options.model][options.size]
    rows, batch, epochs = sizes[0], sizes[5], sizes[6]
    data, step = network(*sizes[:5]) if options.model == "network" else autoencoder(*sizes[:5], options.form)

    def epoch():
        order = torch.randperm(rows)
        for start in range(0, rows, batch):
            step(*(array[order[start:start + batch]] for array in data))

    for _ in range(max(1, epochs // 4)):
        epoch()
    begin = time.perf_counter()
    for _ in range(epochs):
        epoch()
    return 1000 * (time.perf_counter() - begin) / (epochs * -(-rows // batch))


def network(rows, inputs, width, blocks, classes):
    import torch
    from torch import nn

    def normed(features):
        return nn.Sequential(nn.Linear(features, width), nn.BatchNorm1d(width))

    class Block(nn.Module):
        def __init__(self):
            super().__init__()
            self.inner = nn.Sequential(normed(width), nn.ReLU(), normed(width))

        def forward(self, x):
            return torch.relu(self.inner(x) + x)

    model = nn.Sequential(normed(inputs), nn.ReLU(), *(Block() for _ in range(blocks)), nn.Linear(width, classes))
    weights = [p for p in model.parameters() if p.dim() > 1]
    others = [p for p in model.parameters() if p.dim() == 1]
    optimiser = torch.optim.SGD([{"params": weights, "weight_decay": 5e-4}, {"params": others}], lr=1e-2, momentum=0.9)

    def step(x, y):
        optimiser.zero_grad()
        nn.functional.cross_entropy(model(x), y).backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1)
        optimiser.step()

    return (torch.randn(rows, inputs), torch.arange(rows) % classes), step


def autoencoder(rows, components, hidden, latent, k, form):
    import torch
    from torch import nn
    encoder = nn.Sequential(nn.Linear(components, hidden), nn.LeakyReLU(), nn.Linear(hidden, latent))
    decoder = nn.Sequential(nn.Linear(latent, hidden), nn.LeakyReLU(), nn.Linear(hidden, components))
    generator = nn.Parameter(torch.eye(latent))
    optimiser = torch.optim.AdamW([*encoder.parameters(), *decoder.parameters(), generator], lr=1e-3)

    def square(difference):
        return (difference ** 2).mean()

    def journey(steps):
        return torch.linalg.matrix_power(torch.matrix_exp(generator / k).T, steps)

    def forward(x, steps):
        z = encoder(x)
        return decoder(z), decoder(z @ journey(steps))

    def isometry(x, z):
        return square(torch.cdist(z, z) - torch.cdist(x, x))

    def published(x, y):
        reconstruction = square(forward(x, 0)[0] - x) + square(forward(y, 0)[0] - y)
        linear = square(encoder(x) @ journey(k) - encoder(y))
        state = square(forward(x, k)[1] - y)
        return reconstruction + linear + state + isometry(x, encoder(x)) + isometry(y, encoder(y))

    def shared(x, y):
        zx, zy = encoder(x), encoder(y)
        advanced = zx @ torch.matrix_exp(generator).T
        reconstruction = square(decoder(zx) - x) + square(decoder(zy) - y)
        linear, state = square(advanced - zy), square(decoder(advanced) - y)
        return reconstruction + linear + state + isometry(x, zx) + isometry(y, zy)

    loss = {"published": published, "shared": shared}[form]

    def step(x, y):
        optimiser.zero_grad()
        loss(x, y).backward()
        optimiser.step()

    return (torch.randn(rows, components), torch.randn(rows, components)), step


if __name__ == "__main__":
    main()
