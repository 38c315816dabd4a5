// The network that the tab begins with: from a place to a color. Its first layer is waves across the picture, of which
// the others paint; with `relu` in the place of `sin` it paints in broad strokes.
import { lecun, linear, sequential } from '@cotangent/nn';
import { adam } from '@cotangent/optim';
import { relu, sigmoid, sin } from '@cotangent/tensor';

export const model = sequential(
  [2],
  linear(64, { init: lecun({ gain: 8 }), biasInit: lecun({ gain: 2 }) }),
  sin,
  linear(64),
  relu,
  linear(64),
  relu,
  linear(3),
  sigmoid,
);

export const optimizer = adam(0.003);
