// Mistakes in moving, joining, cutting and windowing.
import {
  broadcastTo,
  concat,
  diagonal,
  expandDims,
  flip,
  fold,
  ones,
  pad,
  permute,
  reshape,
  roll,
  slice,
  split,
  squeeze,
  stack,
  tensor,
  tile,
  transpose,
  tril,
  windows,
} from '@cotangent/tensor';

const x = ones([2, 3]);
const images = ones([20, 1, 24, 24]);

// error: reshape: the number of elements must stay the same. x: [2, 3], shape: [4]
reshape(x, [4]);
// error: reshape: the other sizes must divide the number of elements. x: [2, 3], shape: [4, -1]
reshape(x, [4, -1]);
// error: reshape: only one size may be -1. x: [2, 3], shape: [-1, -1]
reshape(x, [-1, -1]);
// error: permute: axes must name every axis once. x: [2, 3], axes: [0, 0]
permute(x, [0, 0]);
// error: permute: axes must name every axis once. x: [20, 1, 24, 24], axes: [0, 2, 3]
permute(images, [0, 2, 3]);
// error: transpose: x must have at least two axes. x: [3]
transpose(ones([3]));
// error: flip: axes must be in range. x: [2, 3], axes: 2
flip(x, 2);
// error: roll: axes must be in range. x: [2, 3], axes: -3
roll(x, 1, -3);
// error: expandDims: axes must be in range. x: [2, 3], axes: 3
expandDims(x, 3);
// error: squeeze: squeezed axes must have size 1. x: [20, 1, 24, 24], axes: [1, 2]
squeeze(images, [1, 2]);
// error: broadcastTo: x must broadcast to shape. x: [2, 3], shape: [2, 4]
broadcastTo(x, [2, 4]);
// error: concat: sizes must be equal except along axis. xs[0]: [2, 3], xs[1]: [2, 4]
concat([x, ones([2, 4])]);
// error: concat: ranks must be equal. xs[0]: [2, 3], xs[1]: [3]
concat([x, ones([3])]);
// error: concat: axes must be in range. xs[0]: [2, 3], axis: 2
concat([x, x], 2);
// error: concat: there must be at least one tensor. xs: []
concat([]);
// error: stack: shapes must be equal. xs[0]: [2, 3], xs[1]: [3, 2]
stack([x, ones([3, 2])]);
// error: split: the axis must divide evenly into sections. x: [2, 3], sections: 2, axis: 1
split(x, 2, 1);
// error: split: sizes must add up to the axis. x: [2, 3], sections: [1, 1], axis: 1
split(x, [1, 1], 1);
// error: tile: there must be one count an axis. x: [2, 3], counts: [2]
tile(x, [2]);
// error: slice: there must be at most one index an axis. x: [2, 3]
slice(x, [0, 0, 0]);
// error: slice: steps must not be 0. x: [2, 3]
slice(x, [0], [2], [0]);
// error: pad: there must be one pair an axis. x: [2, 3], pairs: 1
pad(x, [[1, 1]]);
// error: pad: padding must be whole and not negative. x: [2, 3]
pad(x, [
  [0, 0],
  [-1, 0],
]);
// error: diagonal: the last two axes are the matrix, so there must be two. x: [3]
diagonal(ones([3]));
// error: tril: the last two axes are the matrix, so there must be two. x: []
tril(tensor(1));
// error: windows: the window must fit into the axis. x: [20, 1, 24, 24], axes: [2, 3], size: [25, 3]
windows(images, { axes: [2, 3], size: [25, 3] });
// error: windows: axes must be in range. x: [20, 1, 24, 24], axes: [3, 4], size: 2
windows(images, { axes: [3, 4], size: 2 });
// error: windows: axes must not repeat. x: [20, 1, 24, 24], axes: [3, -1], size: 2
windows(images, { axes: [3, -1], size: 2 });
// error: windows: size, stride and dilation must be whole and positive
windows(images, { axes: [2, 3], size: 2, stride: 0 });
// error: windows: there must be one entry an axis
windows(images, { axes: [2, 3], size: [2] });
// error: fold: x must be windows of the given sizes. x: [20, 2], axes: [0], sizes: [20]
fold(ones([20, 2]), { axes: [0], size: 2, sizes: [20] });
