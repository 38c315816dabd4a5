"""Training steps of recurrent networks along time, by torch.nn's own layers."""

import torch
from torch.nn import functional as F

from networks import training


def layer_of(layer, wx, wh, b):
    """A layer with these weights; it adds a second bias, which stays 0."""
    state = {"weight_ih_l0": wx.T, "weight_hh_l0": wh.T, "bias_ih_l0": b, "bias_hh_l0": torch.zeros_like(b)}
    layer.load_state_dict(state)
    layer.bias_hh_l0.requires_grad_(False)
    return layer


def lstm_step(x, wx, wh, b):
    """Gates in the order i, f, g, o."""
    layer = layer_of(torch.nn.LSTM(wx.shape[0], wh.shape[0]), wx, wh, b)
    optimizer = torch.optim.SGD([p for p in layer.parameters() if p.requires_grad], lr=0.01)
    return training(optimizer, lambda: layer(x)[0].square().mean())


def rnn_step(x, labels, wx, wh, b, wy, by):
    layer = layer_of(torch.nn.RNN(wx.shape[0], wh.shape[0]), wx, wh, b)
    for p in (wy, by):
        p.requires_grad_()
    parameters = [p for p in layer.parameters() if p.requires_grad]
    optimizer = torch.optim.SGD([*parameters, wy, by], lr=0.01)
    return training(optimizer, lambda: F.cross_entropy((layer(x)[0] @ wy + by).flatten(0, 1), labels))
