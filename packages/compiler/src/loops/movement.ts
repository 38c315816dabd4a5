// Movement as arithmetic on strides: what permute, slice, windows and the others do to the way elements are found.
import type { Params } from '@cotangent/tensor/extend';
import type { Access, Remap } from './expression.ts';

type Numbers = readonly number[];

const axesOf = (params: Params): Numbers => params['axes'] as Numbers;

/** Every movement by the name of its primitive: from the input's shape, parameters and the output's shape to a remap. */
export const movements: Readonly<Record<string, (from: Numbers, params: Params, to: Numbers) => Remap>> = {
  permute:
    (_, params) =>
    ({ offset, strides }) => ({ offset, strides: axesOf(params).map((axis) => strides[axis]) }),

  flip:
    (from, params) =>
    ({ offset, strides }) => ({
      offset: axesOf(params).reduce((sum, axis) => sum + (from[axis] - 1) * strides[axis], offset),
      strides: strides.map((stride, axis) => (axesOf(params).includes(axis) ? -stride : stride)),
    }),

  broadcastTo:
    (from, _, to) =>
    ({ offset, strides }) => ({
      offset,
      strides: to.map((n, axis) => {
        const own = axis - (to.length - from.length);
        return own < 0 || (from[own] === 1 && n !== 1) ? 0 : strides[own];
      }),
    }),

  slice:
    (_, params) =>
    ({ offset, strides }) => ({
      offset: (params['starts'] as Numbers).reduce((sum, start, axis) => sum + start * strides[axis], offset),
      strides: strides.map((stride, axis) => stride * (params['steps'] as Numbers)[axis]),
    }),

  windows:
    (_, params) =>
    ({ offset, strides }) => ({ offset, strides: windowStrides(strides, params) }),

  reshape:
    (from, _, to) =>
    ({ offset, strides }) => {
      const regrouped = stridesUnder(from, strides, to);
      return regrouped && { offset, strides: regrouped };
    },
};

/** Strides of windows: positions in place, offsets as trailing axes. */
export function windowStrides(strides: Numbers, params: Params): number[] {
  const axes = axesOf(params);
  const step = params['stride'] as Numbers;
  const dilation = params['dilation'] as Numbers;
  const positions = strides.map((stride, axis) => stride * (step[axes.indexOf(axis)] ?? 1));
  return [...positions, ...axes.map((axis, k) => strides[axis] * dilation[k])];
}

/** The part that starts at `start` along `axis`. */
export function partAt(axis: number, start: number): Remap {
  return ({ offset, strides }: Access) => ({ offset: offset + start * strides[axis], strides });
}

/** Strides under which the same elements have the shape `to`; `undefined` where no strides do. */
function stridesUnder(from: Numbers, strides: Numbers, to: Numbers): number[] | undefined {
  const result = new Array<number>(to.length).fill(0);
  if (from.includes(0)) return result;
  let place = to.length - 1;
  let axis = from.length - 1;
  while (axis >= 0) {
    let run = from[axis];
    const stride = strides[axis--];
    if (run === 1) continue;
    while (axis >= 0 && (from[axis] === 1 || strides[axis] === stride * run)) run *= from[axis--];
    for (let step = stride; run > 1; place--) {
      const n = to[place];
      if (n === 1) continue;
      if (run % n !== 0) return undefined;
      result[place] = step;
      step *= n;
      run /= n;
    }
  }
  return result;
}
