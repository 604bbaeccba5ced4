"""Times a training step of the network or of the Koopman autoencoder against PyTorch with the published forms.

Both run in turn in one go, so that a machine whose speed drifts slows both. Needs a Python with torch: on Debian the
package python3-torch and /usr/bin/python3. The published network has an optimiser with two groups of parameters and clips by
norm; the published autoencoder encodes and decodes each array by itself, raises exp(A / k) to the power k, and lets
autograd go through the distances of the isometry loss.
"""
import argparse
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SIZES = {
    "network": {  # rows, inputs, width, blocks, classes, batch, epochs
        "yin-yang": (5000, 2, 10, 5, 3, 512, 100),
        "mnist": (4096, 784, 784, 4, 10, 128, 4),
    },
    "autoencoder": {  # rows, components, hidden, latent, k, batch, epochs
        "yin-yang": (5000, 10, 30, 20, 100, 1024, 100),
        "mnist": (2048, 784, 1000, 800, 10, 512, 4),
    },
}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("model", choices=SIZES)
    parser.add_argument("size", choices=SIZES["network"])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--threads", type=int, default=1,
                        help="PyTorch's threads; ours takes one for small models, all for large ones")
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
    return os.environ | {"OMP_WAIT_POLICY": "passive", "MALLOC_ARENA_MAX": "1", "MALLOC_MMAP_THRESHOLD_": "33554432",
                         "MALLOC_TRIM_THRESHOLD_": "536870912"}


def java_step(options):
    command = ["java", "-Dai.djl.offline=true", "-Dslf4j.internal.verbosity=ERROR", "-cp",
               os.pathsep.join(map(str, [ROOT / "target" / "koopman.jar", *(ROOT / "target" / "lib").glob("*.jar")])),
               str(ROOT / "environment" / "Steps.java"), options.model, *map(str, SIZES[options.model][options.size])]
    return float(subprocess.run(command, check=True, capture_output=True, text=True, env=environment()).stdout)


def other_step(options):
    command = [sys.executable, __file__, options.model, options.size, "--torch", "--threads", str(options.threads)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True, env=environment()).stdout)


def torch_step(options):
    """Returns the milliseconds of a step in the published form."""
    import torch
    torch.manual_seed(0)
    torch.set_num_threads(options.threads)
    sizes = SIZES[options.model][options.size]
    rows, batch, epochs = sizes[0], sizes[5], sizes[6]
    data, step = (network if options.model == "network" else autoencoder)(*sizes[:5])

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


def autoencoder(rows, components, hidden, latent, k):
    import torch
    from torch import nn
    encoder = nn.Sequential(nn.Linear(components, hidden), nn.LeakyReLU(), nn.Linear(hidden, latent))
    decoder = nn.Sequential(nn.Linear(latent, hidden), nn.LeakyReLU(), nn.Linear(hidden, components))
    generator = nn.Parameter(torch.eye(latent))
    optimiser = torch.optim.AdamW([*encoder.parameters(), *decoder.parameters(), generator], lr=1e-3)

    def step(x, y):
        optimiser.zero_grad()
        zx, zy = encoder(x), encoder(y)
        operator = torch.linalg.matrix_power(torch.matrix_exp(generator / k), k)
        advanced = zx @ operator.T
        loss = ((decoder(zx) - x) ** 2).mean() + ((decoder(zy) - y) ** 2).mean()
        loss = loss + ((advanced - zy) ** 2).mean() + ((decoder(advanced) - y) ** 2).mean()
        for states, observables in ((x, zx), (y, zy)):
            loss = loss + ((torch.cdist(observables, observables) - torch.cdist(states, states)) ** 2).mean()
        loss.backward()
        optimiser.step()

    return (torch.randn(rows, components), torch.randn(rows, components)), step


if __name__ == "__main__":
    main()
