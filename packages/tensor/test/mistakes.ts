// Mistakes that callers make, by op, and what their errors' hints come to when they are followed.
import {
  add,
  all,
  any,
  arange,
  broadcastTo,
  cast,
  clamp,
  cond,
  equal,
  expandDims,
  fromTypedArray,
  full,
  fullLike,
  logicalAnd,
  logicalNot,
  matmul,
  mean,
  mul,
  notEqual,
  oneHot,
  ones,
  outer,
  pad,
  pow,
  random,
  relu,
  scan,
  scatterAdd,
  squeeze,
  sum,
  take,
  tensor,
  transpose,
  tree,
  updateAt,
  updateSlice,
  where,
  zeros,
  type Tensor,
} from '@cotangent/tensor';

/** What was done wrong, the arguments, and, where the error gives a hint, the call that follows it. */
export type Mistake = readonly [what: string, args: readonly unknown[], mended?: () => unknown];

const x = zeros([2, 3]);
const v = zeros([3]);
const ints = tensor([1, 2, 3], 'int32');
const bytes = tensor([1, 2, 3], 'uint8');
const mask = tensor([true, false, true]);
const cube = zeros([2, 3, 4]);
const none = zeros([0, 3]);
const at = tensor([0, 2], 'int32');
const key = random.key(0);
const nothing = undefined;

const axesMistakes = (of: Tensor): readonly Mistake[] => [
  ['an axis out of range', [of, 2]],
  ['an axis that repeats', [of, [0, -2]]],
  ['an axis that is no integer', [of, 0.5]],
  ['axes that are no numbers', [of, 'rows']],
];
const optionMistakes = (of: Tensor): readonly Mistake[] => [
  ['an option misspelt', [of, 0, { keepdims: true }]],
  ['an option of the wrong kind', [of, 0, { keepDims: 1 }]],
  ['an option in place of the options', [of, 0, true]],
];

export const mistakes: Readonly<Record<string, readonly Mistake[]>> = {
  tensor: [
    [
      'a ragged array',
      [
        [
          [1, 2, 3],
          [4, 5],
        ],
      ],
    ],
    [
      'a ragged array, deeper down',
      [
        [
          [[1], [2]],
          [[3], [4, 5]],
        ],
      ],
    ],
    ['a number among rows', [[[1, 2], 3]]],
    ['text', [[1, 'two']]],
    ['nothing', [nothing]],
    ['a hole', [[1, nothing, 3]]],
    ['a tensor', [[tensor(1), tensor(2)]]],
    ['a typed array', [new Float32Array(3)], () => fromTypedArray(new Float32Array(3), [3])],
    ['a fraction for int32', [[1, 2.5], 'int32'], () => tensor([1, 2.5])],
    ['NaN for int32', [[NaN], 'int32'], () => tensor([NaN])],
    ['a number too large for uint8', [[256], 'uint8'], () => tensor([256])],
    ['a number for bool', [[2], 'bool']],
    ['an unknown dtype', [[1, 2], 'float16']],
  ],
  fromTypedArray: [
    ['a wrong length', [new Float32Array(5), [2, 3]]],
    ['an array of numbers', [[1, 2, 3], [3]], () => tensor([1, 2, 3])],
    ['an unknown array', [new Float32Array(1).buffer, [1]]],
    ['16-bit integers', [new Int16Array(2), [2]]],
    [
      'a dtype that is not the array’s',
      [new Float32Array(2), [2], 'int32'],
      () => cast(fromTypedArray(new Float32Array(2), [2]), 'int32'),
    ],
    ['a shape that is a number', [new Float32Array(3), 3], () => fromTypedArray(new Float32Array(3), [3])],
  ],
  zeros: [
    ['a number for a shape', [3], () => zeros([3])],
    ['a negative size', [[2, -3]]],
    ['a fraction', [[2.5]]],
    ['no shape', [nothing]],
    ['a shape that is text', ['2x3']],
    ['an unknown dtype', [[2], 'double']],
  ],
  full: [
    ['a fraction for int32', [[2], 0.5, 'int32'], () => full([2], 0.5)],
    ['no value', [[2]]],
    ['text for a value', [[2], '1']],
  ],
  fullLike: [
    ['an array in place of a tensor', [[1, 2], 0], () => fullLike(tensor([1, 2]), 0)],
    ['a negative number for uint8', [bytes, -1], () => fullLike(cast(bytes, 'float32'), -1)],
  ],
  arange: [
    ['a step of 0', [0, 3, 0]],
    ['a fraction for int32', [0, 3, 0.5, 'int32']],
    ['values beyond uint8', [250, 260, 1, 'uint8'], () => arange(250, 260)],
    ['values beyond bool', [3, 'bool']],
    ['an infinite end', [Infinity]],
    ['a text', ['3']],
    ['too many values', [0, 1, 1e-12]],
  ],
  linspace: [
    ['an integer dtype', [0, 4, 5, 'int32'], () => arange(0, 5, 1, 'int32')],
    ['a fractional count', [0, 1, 2.5]],
    ['NaN', [NaN, 1, 2]],
  ],
  eye: [
    ['a negative size', [-2]],
    ['a shape', [[2, 2]]],
  ],
  oneHot: [
    ['floats for indices', [tensor([1, 2]), 3], () => oneHot(cast(tensor([1, 2]), 'int32'), 3)],
    ['an index too large', [tensor([0, 3], 'int32'), 3]],
    ['a negative index', [tensor([-1], 'int32'), 3]],
    ['no depth', [at]],
  ],
  add: [
    ['shapes that do not broadcast', [zeros([4, 3]), zeros([2, 3])]],
    [
      'a column given as a row',
      [zeros([2, 3]), zeros([2])],
      () => add(zeros([2, 3]), expandDims(zeros([2]), -1)),
    ],
    ['batches that differ', [zeros([5, 2, 3]), zeros([4, 2, 3])]],
    ['two bools', [mask, mask], () => add(cast(mask, 'int32'), mask)],
    ['a boolean', [x, true], () => add(x, tensor(true))],
    ['a list', [x, [1, 2, 3]], () => add(x, tensor([1, 2, 3]))],
    ['text', ['1', x]],
    ['one operand', [x]],
    ['a fraction among integers', [ints, 0.5], () => add(cast(ints, 'float32'), 0.5)],
    ['a number too large for uint8', [bytes, 300], () => add(cast(bytes, 'float32'), 300)],
  ],
  div: [['shapes that do not broadcast', [x, zeros([2])], () => add(x, expandDims(zeros([2]), -1))]],
  pow: [
    ['an integer to a negative number', [ints, -1], () => pow(cast(ints, 'float32'), -1)],
    [
      'an integer to negative integers',
      [2, tensor([1, -1], 'int32')],
      () => pow(2, cast(tensor([1, -1], 'int32'), 'float32')),
    ],
    ['an integer to a fraction', [ints, 0.5], () => pow(cast(ints, 'float32'), 0.5)],
  ],
  neg: [
    ['a bool', [mask], () => cast(mask, 'int32')],
    ['a list', [[1, 2]], () => tensor([1, 2])],
  ],
  exp: [
    ['a list', [[1, 2]], () => tensor([1, 2])],
    ['a string', ['1']],
    ['nothing', []],
  ],
  sqrt: [['null', [null]]],
  maximum: [['two bools', [mask, mask], () => add(cast(mask, 'int32'), mask)]],
  clamp: [
    ['bounds in the wrong order', [x, 1, 0]],
    ['one bound', [x, 0]],
    ['a tensor for a bound', [x, v, 1]],
  ],
  lerp: [
    ['shapes that do not broadcast', [x, zeros([2, 2]), 0.5]],
    ['a weight that does not broadcast', [x, x, zeros([2, 2])]],
    ['a weight that is text', [x, x, 'half']],
  ],
  cast: [
    ['an unknown dtype', [x, 'int64']],
    ['no dtype', [x]],
    ['a list', [[1, 2], 'int32'], () => cast(tensor([1, 2]), 'int32')],
  ],
  withShape: [
    ['another size', [x, ['batch', 4]]],
    ['another rank', [x, ['batch']]],
    ['two sizes of one name', [x, ['n', 'n']]],
    ['no list', [x, 'batch']],
  ],
  gelu: [
    ['an unknown formula', [x, { approximate: 'erf' }]],
    ['an option misspelt', [x, { approx: 'tanh' }]],
    ['the option by itself', [x, 'tanh']],
  ],
  leakyRelu: [['a slope that is text', [x, 'steep']]],
  relu: [['bools', [mask], () => relu(cast(mask, 'int32'))]],
  equal: [
    ['shapes that do not broadcast', [x, zeros([3, 2])]],
    ['text', [x, '1']],
  ],
  less: [['a fraction among integers', [ints, 1.5], () => equal(cast(ints, 'float32'), 1.5)]],
  where: [
    ['a mask of numbers', [ints, 1, 0], () => where(notEqual(ints, 0), 1, 0)],
    ['a mask that is a boolean', [true, x, x], () => where(tensor(true), x, x)],
    ['values that do not broadcast', [mask, v, zeros([2])]],
    ['values that the mask does not fit', [mask, zeros([2, 2]), 0]],
    ['a list', [mask, [1, 2, 3], 0], () => where(mask, tensor([1, 2, 3]), 0)],
    ['a fraction among integers', [mask, ints, 0.5], () => where(mask, cast(ints, 'float32'), 0.5)],
  ],
  logicalAnd: [
    ['numbers', [mask, ints], () => logicalAnd(mask, notEqual(ints, 0))],
    ['a boolean', [mask, true], () => logicalAnd(mask, tensor(true))],
  ],
  logicalNot: [['numbers', [ints], () => logicalNot(notEqual(ints, 0))]],
  allClose: [
    ['an option misspelt', [x, x, { rtol: 1e-3 }]],
    ['shapes that do not broadcast', [x, zeros([2, 2])]],
  ],
  sum: [...axesMistakes(x), ...optionMistakes(x), ['a list', [[1, 2]], () => sum(tensor([1, 2]))]],
  mean: [
    ['nothing to average', [none]],
    ['nothing along an axis', [none, 0]],
    ['an option in place of the axes', [x, { keepDims: true }]],
    ['the axes as an option', [x, { axes: [0] }], () => mean(x, [0])],
  ],
  max: [
    ['nothing', [zeros([0])]],
    ['nothing along an axis', [none, 0]],
    ['an axis of a scalar', [tensor(1), 0]],
  ],
  argmax: [['nothing', [zeros([2, 0]), 1]]],
  any: [['numbers', [ints], () => any(notEqual(ints, 0))]],
  all: [['numbers', [x, 0], () => all(notEqual(x, 0))]],
  variance: [
    ['nothing', [none, 0]],
    ['one value, with correction', [zeros([2, 1]), 1, { correction: 1 }]],
    ['an option misspelt', [x, 0, { ddof: 1 }]],
    ['a correction that is text', [x, 0, { correction: '1' }]],
  ],
  norm: [['an axis out of range', [v, 1]]],
  softmax: [
    ['an axis out of range', [x, 2]],
    ['a scalar', [tensor(1)]],
  ],
  logSumExp: [['an option misspelt', [x, 1, { keepdim: true }]]],
  cumsum: [
    ['no axis', [x]],
    ['an axis out of range', [x, -3]],
    ['two axes', [x, [0, 1]]],
  ],
  sort: [
    ['an axis out of range', [x, 2]],
    ['an option misspelt', [x, 1, { reverse: true }]],
    ['a direction', [x, 1, 'descending']],
  ],
  topK: [
    ['more than there are', [x, 4]],
    ['a negative number', [x, -1]],
    ['a scalar', [tensor(1), 1]],
  ],
  reshape: [
    ['another number of elements', [x, [4, 2]]],
    ['two sizes left open', [x, [-1, -1]]],
    ['a size that does not divide', [x, [4, -1]]],
    ['nothing to infer from', [none, [0, -1]]],
    ['a negative size', [x, [-2, -3]]],
    ['a number', [x, 6]],
  ],
  expandDims: [
    ['an axis out of range', [x, 3]],
    ['an axis that repeats', [x, [0, 0]]],
    ['no axis', [x]],
  ],
  squeeze: [
    ['a longer axis', [zeros([1, 3]), 1], () => squeeze(zeros([1, 3]))],
    ['an axis out of range', [x, 5]],
  ],
  permute: [
    ['an axis left out', [cube, [0, 2]]],
    ['an axis twice', [cube, [0, 1, 1]]],
    ['an axis out of range', [x, [0, 2]]],
  ],
  transpose: [
    ['a vector', [v], () => expandDims(v, 1)],
    ['a scalar', [tensor(1)]],
  ],
  flip: [['an axis out of range', [x, 2]]],
  broadcastTo: [
    ['another size', [zeros([2, 3]), [4, 3]]],
    ['a column given as a row', [zeros([2]), [2, 3]], () => broadcastTo(expandDims(zeros([2]), -1), [2, 3])],
    ['fewer axes', [cube, [3, 4]]],
    ['a negative size', [v, [-1, 3]]],
  ],
  slice: [
    ['more indices than axes', [x, [0, 0, 0]]],
    ['a fraction', [x, [0.5]]],
    ['a step of 0', [x, [0], [2], [0]]],
    ['a number', [x, 1]],
  ],
  pad: [
    ['one pair for two axes', [x, [[1, 1]]]],
    [
      'negative padding',
      [
        x,
        [
          [-1, 0],
          [0, 0],
        ],
      ],
    ],
    ['a fraction among integers', [ints, [[1, 1]], 0.5], () => pad(cast(ints, 'float32'), [[1, 1]], 0.5)],
  ],
  concat: [
    ['nothing', [[]]],
    ['other sizes', [[x, zeros([2, 4])]]],
    ['other ranks', [[x, v]]],
    ['an axis out of range', [[x, x], 2]],
  ],
  stack: [
    ['other shapes', [[x, zeros([3, 2])]]],
    ['an axis out of range', [[x, x], 4]],
    ['nothing', [[]]],
  ],
  tile: [
    ['one count for two axes', [x, [2]]],
    ['a negative count', [x, [1, -1]]],
  ],
  roll: [
    ['a fraction', [x, 0.5]],
    ['an axis out of range', [x, 1, 2]],
  ],
  diagonal: [
    ['a vector', [v]],
    ['a fraction', [x, 0.5]],
  ],
  tril: [['a vector', [v]]],
  windows: [
    ['a window larger than its axis', [cube, { axes: [1, 2], size: 4 }]],
    ['a dilated window larger than its axis', [cube, { axes: [2], size: 3, dilation: 2 }]],
    ['a size of 0', [cube, { axes: [2], size: 0 }]],
    ['a list that does not match the axes', [cube, { axes: [1, 2], size: [2] }]],
    ['an axis out of range', [cube, { axes: [3], size: 2 }]],
    ['an option misspelt', [cube, { axes: [2], size: 2, strides: 2 }]],
    ['no size', [cube, { axes: [2] }]],
    ['no options', [cube]],
  ],
  fold: [
    ['sizes that do not fit', [zeros([3, 2]), { axes: [0], size: 2, sizes: [5] }]],
    ['no sizes', [zeros([3, 2]), { axes: [0], size: 2 }]],
    ['more sizes than axes', [zeros([3, 2]), { axes: [0], size: 2, sizes: [4, 2] }]],
  ],
  take: [
    ['an index too large', [x, at, 0]],
    ['a negative index', [x, tensor([-1], 'int32')]],
    ['floats for indices', [x, tensor([0])], () => take(x, cast(tensor([0]), 'int32'))],
    ['an axis out of range', [x, at, 2]],
  ],
  gather: [
    ['indices of another rank', [x, at], () => take(x, at, -1)],
    ['indices beyond the other axes', [x, zeros([3, 1], 'int32')], () => take(x, zeros([3, 1], 'int32'))],
    ['an index too large', [x, tensor([[3], [0]], 'int32')]],
  ],
  scatterAdd: [
    ['updates of another shape', [x, zeros([2, 1], 'int32'), zeros([2, 2])]],
    [
      'updates of another dtype',
      [ints, at, tensor([0.5, 0.5])],
      () => scatterAdd(ints, at, cast(tensor([0.5, 0.5]), 'int32')),
    ],
  ],
  updateAt: [
    ['values of another shape', [x, tensor([0], 'int32'), v]],
    [
      'values of another dtype',
      [ints, at, tensor([0.5, 0.5])],
      () => updateAt(ints, at, cast(tensor([0.5, 0.5]), 'int32')),
    ],
    [
      'an index twice',
      [v, tensor([1, 1], 'int32'), ones([2])],
      () => scatterAdd(v, tensor([1, 1], 'int32'), ones([2])),
    ],
    ['an index too large', [v, tensor([3], 'int32'), ones([1])]],
  ],
  updateSlice: [
    ['values that stick out', [x, [1, 2], zeros([1, 2])]],
    ['too few starts', [x, [0], zeros([1, 1])]],
    ['a negative start', [x, [-1, 0], zeros([1, 1])]],
    ['values of another rank', [x, [0, 0], zeros([1])]],
    [
      'values of another dtype',
      [ints, [0], zeros([1])],
      () => updateSlice(ints, [0], cast(zeros([1]), 'int32')),
    ],
  ],
  matmul: [
    ['inner dimensions that differ', [zeros([2, 3]), zeros([4, 5])]],
    [
      'a matrix stored transposed',
      [zeros([2, 3]), zeros([4, 3])],
      () => matmul(zeros([2, 3]), transpose(zeros([4, 3]))),
    ],
    ['a vector of another length', [zeros([2, 3]), zeros([2])]],
    ['batches that do not broadcast', [zeros([5, 2, 3]), zeros([4, 3, 2])]],
    ['a scalar', [x, tensor(2)], () => mul(x, tensor(2))],
  ],
  dot: [['a matrix', [x, v], () => matmul(x, v)]],
  outer: [['a matrix', [x, v], () => outer(v, v)]],
  einsum: [
    ['too few operands', ['ij,jk->ik', x]],
    ['too many operands', ['ij->ji', x, x]],
    ['too few labels', ['i->i', x]],
    ['too many labels', ['ijk->i', x]],
    ['sizes that differ', ['ij,jk->ik', x, zeros([4, 2])]],
    ['a diagonal of unequal axes', ['ii->i', x]],
    ['a label from nowhere', ['ij->ik', x]],
    ['a label twice in the output', ['ij->ii', x]],
    ['two arrows', ['ij->i->j', x]],
    ['an arrow cut short', ['ij-ji', x]],
    ['signs that are no labels', ['i1->i', x]],
    ['two ellipses', ['...i...->i', x]],
    ['an ellipsis from nowhere', ['ij->...i', x]],
    ['an ellipsis that is dropped', ['...j->j', x]],
    ['ellipses that do not broadcast', ['...i,...i->...', zeros([2, 3]), zeros([4, 3])]],
    ['no equation', [x, x]],
  ],
  'random.key': [
    ['a fraction', [0.5]],
    ['text', ['seed'], () => random.fold(random.key(0), 'seed')],
  ],
  'random.split': [
    ['a seed in place of a key', [0], () => random.split(random.key(0))],
    ['none', [key, 0]],
  ],
  'random.uniform': [
    ['a seed in place of a key', [7, [2]], () => random.uniform(random.key(7), [2])],
    ['bounds in the wrong order', [key, [2], { low: 1, high: 0 }]],
    ['integers', [key, [2], { dtype: 'int32' }], () => random.integers(key, [2], 0, 9)],
    ['no shape', [key]],
  ],
  'random.normal': [
    ['a negative deviation', [key, [2], { standardDeviation: -1 }]],
    ['a mean that does not broadcast', [key, [2], { mean: v }]],
  ],
  'random.integers': [
    ['a fraction', [key, [2], 0, 1.5]],
    ['nothing to choose from', [key, [2], 3, 3]],
  ],
  'random.bernoulli': [['a probability above 1', [key, 1.5, [2]]]],
  'random.categorical': [['nothing to choose from', [key, zeros([2, 0])]]],
  'random.permutation': [['a scalar', [key, tensor(1)]]],
  'random.dropoutMask': [['a rate of 1', [key, 1, [2]]]],
  cond: [
    [
      'a tensor of several bools',
      [mask, (): Tensor => v, (): Tensor => v],
      () =>
        cond(
          all(mask),
          () => v,
          () => v,
        ),
    ],
    [
      'a number in a tensor',
      [tensor(1), (): Tensor => v, (): Tensor => v],
      () =>
        cond(
          notEqual(tensor(1), 0),
          () => v,
          () => v,
        ),
    ],
    ['a number', [1, (): Tensor => v, (): Tensor => v]],
  ],
  scan: [
    [
      'a step that returns its carry alone',
      [(carry: Tensor): Tensor => carry, tensor(0), v],
      () => scan((carry: Tensor) => [carry, null], tensor(0) as Tensor, v),
    ],
    ['a carry that changes its shape', [(): unknown => [v, null], tensor(0), v]],
    ['nothing to walk over', [(carry: Tensor): unknown => [carry, null], tensor(0), null]],
    ['other lengths', [(carry: Tensor): unknown => [carry, null], tensor(0), [v, x]]],
  ],
  whileLoop: [
    ['a test of several bools', [(): Tensor => mask as Tensor, (): Tensor => v, v], () => all(mask)],
    [
      'a carry that changes its dtype',
      [(): boolean => true, (): Tensor => cast(v, 'int32') as Tensor, v],
      () => cast(cast(v, 'int32'), 'float32'),
    ],
  ],
  'tree.map': [
    ['a number for a leaf', [(leaf: Tensor): Tensor => leaf, { w: 1 }], () => tree.leaves({ w: tensor(1) })],
    ['trees that differ', [add, { w: v }, { b: v }]],
  ],
  'tree.unflatten': [['too few leaves', [tree.flatten({ w: v, b: v }).structure, [v]]]],
  'tree.get': [['a path to nowhere', [{ w: v }, ['b']]]],
};

/** What JavaScript's own operators and readers say of tensors, by the code that was written. */
export const operators: Readonly<Record<string, readonly [call: () => unknown, mended: () => unknown]>> = {
  'x + x': [(): unknown => (x as never) + (x as never), () => add(x, x)],
  'x * 2': [(): unknown => (x as never) * 2, () => mul(x, 2)],
  'x < 1': [(): unknown => (tensor(1) as never) < 1, () => tensor(1).item() < 1],
  '+x': [(): unknown => +(x as never), () => tensor(1).item()],
  'x.item()': [(): unknown => x.item(), () => x.data()],
};

/** The op, and a mistake as above with the argument that is to be named; the call follows the hint to the letter. */
type Named = readonly [
  op: string,
  what: string,
  args: readonly unknown[],
  argument: string,
  mended?: () => unknown,
];

/** Mistakes that were once blamed on another op or argument, or mended by a hint that fails. */
export const named: readonly Named[] = [
  ['clamp', 'a fraction among integers', [ints, 0.5, 2], 'min', () => clamp(cast(ints, 'float32'), 0.5, 2)],
  ['split', 'parts that do not divide', [x, 2, 1], 'sections'],
  ['split', 'sizes that do not add up', [x, [1, 1], 1], 'sections'],
  ['split', 'a negative size', [x, [3, -1]], 'sections'],
  ['dot', 'other lengths', [v, zeros([4])], 'y'],
  ['matmul', 'two bools', [tensor([[true]]), tensor([[true]])], 'a', () => ones([1, 1])],
  ['einsum', 'two bools', ['i,i->', mask, mask], 'operands', () => ones([1, 1])],
  ['einsum', 'a list of operands', ['ij->ji', [x]], 'operands[0]'],
  ['matmul', 'a number', [x, 2], 'b'],
  ['concat', 'tensors by themselves', [x, x], 'xs'],
  ['concat', 'numbers in the list', [[v, 1]], 'xs[1]'],
  ['take', 'a list for indices', [x, [0, 1]], 'indices', () => take(x, tensor([0, 1], 'int32'))],
  ['pad', 'counts in place of pairs', [x, [1, 1]], 'pads[0]'],
  ['tile', 'a number', [x, 2], 'counts'],
  ['permute', 'a number', [x, 1], 'axes'],
  ['reshape', 'a number of other elements', [x, 5], 'shape'],
  ['zeros', 'a fraction for a shape', [2.5], 'shape'],
  ['scatterAdd', 'bools', [mask, at, tensor([true, true])], 'x'],
  ['fromTypedArray', 'bytes that are no bools', [new Uint8Array([0, 2]), [2], 'bool'], 'values'],
  ['random.normal', 'an option misspelt', [key, [2], { stddev: 2 }], 'stddev'],
  ['random.uniform', 'an option misspelt', [key, [2], { min: 2 }], 'min'],
  ['random.truncatedNormal', 'an option misspelt', [key, [2], { std: 2 }], 'std'],
  ['cond', 'no function', [true, v, v], 'onTrue'],
  [
    'scan',
    'an option misspelt',
    [(carry: Tensor): unknown => [carry, null], tensor(0), v, { reversed: true }],
    'reversed',
  ],
  ['scan', 'no function', [v, tensor(0), v], 'f'],
  ['whileLoop', 'no function', [v, v, v], 'test'],
];
