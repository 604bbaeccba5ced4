#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Asks PyTorch (Debian package python3-torch) for the states of two small networks with fixed numbers.

  oracle-network.py > src/test/resources/koopman/network/oracle.json

Each network has its parameters in the order of its layers, inputs, the state after each layer, and the logits, all as
flat lists with their shapes.
"""
import json

import torch
from torch import nn


def array(tensor):
    return {"shape": list(tensor.shape), "values": [float(f"{value:.8g}") for value in tensor.flatten().tolist()]}


def parameters(layer):
    for name, tensor in layer.state_dict().items():
        if name != "num_batches_tracked":
            yield array(tensor)


def fixed(network):
    """Draws all numbers anew, those of batch norm too, so that none is as it starts."""
    for layer in network:
        for name, tensor in layer.state_dict().items():
            if name == "running_var":
                tensor.copy_(0.5 + torch.rand(tensor.shape))
            elif name != "num_batches_tracked":
                tensor.copy_(0.5 * torch.randn(tensor.shape))
    return network.eval()


def record(network, inputs):
    states = []
    passing = inputs
    for layer in network:
        passing = layer(passing)
        states.append(array(passing.flatten(1)))
    return {"parameters": [item for layer in network for item in parameters(layer)], "inputs": array(inputs), "states": states}


def main():
    torch.manual_seed(0)
    with torch.no_grad():
        convolutional = fixed(nn.Sequential(
            nn.Conv2d(2, 3, 3, padding=1), nn.BatchNorm2d(3), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(3, 4, 3), nn.GELU(),
            nn.Dropout(0.5), nn.Flatten(), nn.Linear(16, 5)))
        plain = fixed(nn.Sequential(
            nn.Linear(2, 6), nn.Tanh(), nn.Linear(6, 4), nn.LayerNorm(4), nn.LeakyReLU(0.1), nn.Linear(4, 3)))
        print(json.dumps({"convolutional": record(convolutional, torch.randn(3, 2, 8, 8)),
                          "plain": record(plain, torch.randn(5, 2))}))


main()
