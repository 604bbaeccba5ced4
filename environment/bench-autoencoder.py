"""Times a training step of the Koopman autoencoder against PyTorch with the published form of the loss.

Both run in turn in one go, so that a machine whose speed drifts slows both. Needs a Python with torch: on Debian the
package python3-torch and /usr/bin/python3. The published form encodes and decodes each array by itself, raises
exp(A / k) to the power k, and lets autograd go through the distances of the isometry loss.
"""
import argparse
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SIZES = {  # rows, components, hidden, latent, k, batch, epochs
    "yin-yang": (5000, 10, 30, 20, 100, 1024, 100),
    "mnist": (2048, 784, 1000, 800, 10, 512, 2),
}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("size", nargs="?", choices=SIZES, default="yin-yang")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--threads", type=int, default=1, help="PyTorch's threads; ours takes one for small models")
    parser.add_argument("--torch", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.torch:
        print(torch_step(*SIZES[options.size], options.threads))
        return
    pairs = [(java_step(options.size), other_step(options)) for _ in range(options.rounds)]
    for ours, theirs in pairs:
        print(f"   ours {ours:8.2f} ms   PyTorch {theirs:8.2f} ms   ratio {ours / theirs:.2f}")
    print(f"{options.size}: a step of ours takes {statistics.median(a / b for a, b in pairs):.2f} of PyTorch's "
          f"(median of {options.rounds} pairs)")


def environment():
    return os.environ | {"OMP_WAIT_POLICY": "passive", "MALLOC_ARENA_MAX": "1", "MALLOC_MMAP_THRESHOLD_": "33554432",
                         "MALLOC_TRIM_THRESHOLD_": "536870912"}


def java_step(size):
    command = ["java", "-Dai.djl.offline=true", "-Dslf4j.internal.verbosity=ERROR", "-cp",
               os.pathsep.join(map(str, [ROOT / "target" / "koopman.jar", *(ROOT / "target" / "lib").glob("*.jar")])),
               str(ROOT / "environment" / "AutoencoderSteps.java"), *map(str, SIZES[size])]
    return float(subprocess.run(command, check=True, capture_output=True, text=True, env=environment()).stdout)


def other_step(options):
    command = [sys.executable, __file__, options.size, "--torch", "--threads", str(options.threads)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True, env=environment()).stdout)


def torch_step(rows, components, hidden, latent, k, batch, epochs, threads):
    """Returns the milliseconds of a step in the published form."""
    import torch
    from torch import nn
    torch.manual_seed(0)
    torch.set_num_threads(threads)
    encoder = nn.Sequential(nn.Linear(components, hidden), nn.LeakyReLU(), nn.Linear(hidden, latent))
    decoder = nn.Sequential(nn.Linear(latent, hidden), nn.LeakyReLU(), nn.Linear(hidden, components))
    generator = nn.Parameter(torch.eye(latent))
    optimiser = torch.optim.AdamW([*encoder.parameters(), *decoder.parameters(), generator], lr=1e-3)
    first, last = torch.randn(rows, components), torch.randn(rows, components)

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

    def epoch():
        order = torch.randperm(rows)
        for start in range(0, rows, batch):
            chosen = order[start:start + batch]
            step(first[chosen], last[chosen])

    for _ in range(max(1, epochs // 4)):
        epoch()
    begin = time.perf_counter()
    for _ in range(epochs):
        epoch()
    return 1000 * (time.perf_counter() - begin) / (epochs * -(-rows // batch))


if __name__ == "__main__":
    main()
