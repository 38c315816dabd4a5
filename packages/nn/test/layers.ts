// Every layer on a small example, for the laws that all of them obey.
import { relu, tanh } from '@cotangent/tensor';
import * as nn from '../src/index.ts';
import type { AnyLayer } from '../src/index.ts';

/** A layer, and what is special about it. */
export interface Sample {
  readonly layer: AnyLayer;
  /** What its examples consist of, if not of floats: integers below this. */
  readonly indices?: number;
  /** How it is called; a context in which it draws or looks at the batch. */
  readonly training?: boolean;
  /** Why an example depends on the others of its batch, if it does. */
  readonly batch?: string;
}

const plain = (layer: AnyLayer): Sample => ({ layer });

/** By the name of what makes them, options in brackets; every constructor is here, which a test checks. */
export const samples: Readonly<Record<string, Sample>> = {
  linear: plain(nn.linear(3)([4])),
  'linear (positions, no bias)': plain(nn.linear(2, { bias: false })([3, 4])),
  conv: plain(nn.conv(3, 3, { padding: 1 })([2, 4, 5])),
  'conv (1-D, stride, dilation)': plain(nn.conv(2, 2, { stride: 2, dilation: 2 })([2, 7])),
  'conv (3-D)': plain(nn.conv(2, [1, 2, 2])([1, 2, 3, 3])),
  'conv (groups, same)': plain(nn.conv(4, [2, 3], { groups: 2, padding: 'same', stride: 2 })([2, 3, 4])),
  convTranspose: plain(nn.convTranspose(2, 3, { stride: 2, padding: 1, outputPadding: 1 })([3, 2, 3])),
  'convTranspose (groups, dilation)': plain(nn.convTranspose(4, 2, { groups: 2, dilation: 2 })([2, 3])),
  maxPool: plain(nn.maxPool(2)([2, 4, 4])),
  'maxPool (padding)': plain(nn.maxPool([3, 2], { stride: 2, padding: [1, 0] })([2, 5, 4])),
  'maxPool (dilation)': plain(nn.maxPool(2, { dilation: [2, 1], stride: 1 })([2, 5, 4])),
  'maxPool (global)': plain(nn.maxPool('global')([2, 3, 3])),
  averagePool: plain(nn.averagePool(2, { stride: 1 })([2, 3, 3])),
  'averagePool (inside)': plain(nn.averagePool(3, { padding: 1, stride: 2, countPadding: false })([1, 4, 4])),
  'averagePool (global)': plain(nn.averagePool('global')([2, 3, 3])),
  flatten: plain(nn.flatten()([2, 3])),
  dropout: plain(nn.dropout(0.5)([6])),
  'dropout (training)': { layer: nn.dropout(0.5)([6]), training: true, batch: 'one mask for all of it' },
  localResponseNorm: plain(nn.localResponseNorm({ size: 3, alpha: 0.5, k: 2 })([4, 2])),
  maxout: plain(nn.maxout(2)([4, 2])),
  batchNorm: plain(nn.batchNorm()([2, 2])),
  'batchNorm (training)': { layer: nn.batchNorm()([2, 3]), training: true, batch: 'its statistics' },
  layerNorm: plain(nn.layerNorm()([2, 4])),
  groupNorm: plain(nn.groupNorm(2)([4, 3])),
  rmsNorm: plain(nn.rmsNorm()([2, 4])),
  embedding: { layer: nn.embedding(5, 3)([4]), indices: 5 },
  multiHeadAttention: plain(nn.multiHeadAttention(2)([3, 4])),
  'multiHeadAttention (causal)': plain(nn.multiHeadAttention(1, { causal: true, bias: false })([3, 2])),
  rnn: plain(nn.rnn(3)([4, 2])),
  lstm: plain(nn.lstm(2, { output: 'last' })([3, 2])),
  gru: plain(nn.gru(2, { reverse: true })([3, 2])),
  residual: plain(
    nn.sequential(
      [3],
      nn.residual((x) => nn.sequential(x, nn.linear(3), tanh)),
    ),
  ),
  named: plain(nn.named('one', nn.linear(2))([3])),
  sequential: plain(nn.sequential([1, 4, 4], nn.conv(2, 3), relu, nn.flatten(), nn.linear(2))),
};
