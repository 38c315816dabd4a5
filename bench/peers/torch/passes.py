"""Forward and backward passes of a recurrent cell and of a transformer, and what a copy costs."""

import math

import torch
from torch.nn import functional as F

HEADS = 4


def passed(f, answer):
    kept = [None]

    def run():
        kept[0] = f()

    def answered():
        run()
        return torch.cat([part.detach().reshape(-1) for part in answer(kept[0])])

    return run, answered


def lstm(x, h, c, wx, wh, b):
    """Gates in the order i, f, g, o."""
    weights = [wx, wh, b]
    for p in weights:
        p.requires_grad_()

    def f():
        gate_i, gate_f, gate_g, gate_o = (x @ wx + h @ wh + b).chunk(4, 1)
        state = torch.sigmoid(gate_f) * c + torch.sigmoid(gate_i) * torch.tanh(gate_g)
        hidden = torch.sigmoid(gate_o) * torch.tanh(state)
        return hidden, torch.autograd.grad(hidden.sum() + state.sum(), weights)

    return passed(f, lambda result: [result[0], result[1][1]])


def attention(x, qkv, out):
    batch, time, width = x.shape
    q, k, v = (part.reshape(batch, time, HEADS, -1).transpose(1, 2) for part in (x @ qkv).chunk(3, 2))
    weights = torch.softmax(q @ k.transpose(2, 3) / math.sqrt(width // HEADS), -1)
    return (weights @ v).transpose(1, 2).reshape(batch, time, width) @ out


def transformer(x, **weights):
    for p in weights.values():
        p.requires_grad_()
    width = x.shape[-1:]

    def block(n, v):
        gain_a, bias_a, qkv, out, gain_b, bias_b, up, down = (
            weights[f"{name}{n}"] for name in ("gainA", "biasA", "qkv", "out", "gainB", "biasB", "up", "down")
        )
        v = v + attention(F.layer_norm(v, width, gain_a, bias_a), qkv, out)
        return v + F.relu(F.layer_norm(v, width, gain_b, bias_b) @ up) @ down

    def f():
        loss = block(2, block(1, x)).square().mean()
        return dict(zip(weights, torch.autograd.grad(loss, list(weights.values()))))

    return passed(f, lambda gradients: [gradients["qkv1"], gradients["down2"]])


def copy(x):
    """From an array of the host to an array of the host, of which both are Python's own."""
    host = bytearray(x.numpy().tobytes())

    def f():
        return bytes((-torch.frombuffer(host, dtype=torch.float32).clone()).numpy())

    return passed(f, lambda data: [torch.frombuffer(bytearray(data), dtype=torch.float32)])
