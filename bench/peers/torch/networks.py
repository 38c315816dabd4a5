"""Whole training steps by autograd and the optimizers of torch.optim."""

import torch
from torch.nn import functional as F

STEPS = 3
L2_DECAY = 0.001


def training(optimizer, loss):
    def step():
        optimizer.zero_grad(set_to_none=True)
        value = loss()
        value.backward()
        optimizer.step()
        return value

    return step, lambda: torch.stack([step().detach() for _ in range(STEPS)])


def classifier(logits, optimizer_of, x, labels, parameters):
    for p in parameters:
        p.requires_grad_()
    return training(optimizer_of(parameters), lambda: F.cross_entropy(logits(x), labels))


def perceptron_step(x, labels, w1, b1, w2, b2):
    def logits(x):
        return F.relu(x @ w1 + b1) @ w2 + b2

    return classifier(logits, lambda p: torch.optim.SGD(p, lr=0.01), x, labels, [w1, b1, w2, b2])


def mlp_step(x, labels, w1, b1, w2, b2, w3, b3):
    def logits(x):
        return F.relu(F.relu(x @ w1 + b1) @ w2 + b2) @ w3 + b3

    return classifier(logits, lambda p: torch.optim.Adam(p, lr=0.001), x, labels, [w1, b1, w2, b2, w3, b3])


def cifar_step(x, labels, w1, b1, w2, b2, w3, b3, w4, b4, w5, b5):
    def logits(x):
        h1 = F.relu(F.conv2d(x, w1, b1, padding=1))
        h2 = F.max_pool2d(F.relu(F.conv2d(h1, w2, b2, padding=1)), 2)
        h3 = F.max_pool2d(F.relu(F.conv2d(h2, w3, b3, padding=1)), 2)
        return F.relu(h3.flatten(1) @ w4 + b4) @ w5 + b5

    parameters = [w1, b1, w2, b2, w3, b3, w4, b4, w5, b5]
    return classifier(logits, lambda p: torch.optim.SGD(p, lr=0.01), x, labels, parameters)


def seed_step(x, labels, w1, b1, w2, b2, w3, b3):
    weights, biases = [w1, w2, w3], [b1, b2, b3]
    for p in weights + biases:
        p.requires_grad_()
    decayed = {"params": weights, "weight_decay": L2_DECAY / len(x)}
    optimizer = torch.optim.Adadelta([decayed, {"params": biases}], lr=1, rho=0.95, eps=1e-6)

    border = w1.shape[-1] // 2

    def loss():
        h1 = F.max_pool2d(F.relu(F.conv2d(x, w1, b1, padding=border)), 2)
        h2 = F.max_pool2d(F.relu(F.conv2d(h1, w2, b2, padding=border)), 3)
        return F.cross_entropy(h2.flatten(1) @ w3 + b3, labels)

    return training(optimizer, loss)
