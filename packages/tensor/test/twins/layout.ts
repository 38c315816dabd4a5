// The operators that only move values, one entry each: how to draw a case, and the expressions of both twins.
// About half of the cases are ill-shaped.
import type { Axes } from '../../src/shape/axes.ts';
import { concatShape, stackShape } from '../../src/shape/concat.ts';
import { padShape } from '../../src/shape/pad.ts';
import { checkPermutation, expandDimsShape, squeezeShape, transposeAxes } from '../../src/shape/rearrange.ts';
import { reshapeShape } from '../../src/shape/reshape.ts';
import { normalizeSlice, type Indices } from '../../src/shape/slice.ts';
import { takeShape } from '../../src/shape/take.ts';
import { tileShape } from '../../src/shape/tile.ts';
import { axes, axis, product, tuple, twins, type Case } from './case.ts';
import type { Draw, Known } from './draw.ts';

/** Operators by name: what each makes of a source of randomness. */
export const layout: Readonly<Record<string, (draw: Draw) => Case>> = {
  permute(draw) {
    const x = draw.shape(draw.dims());
    const rank = x.value.length;
    const order = draw.shuffle([...x.value.keys()]).map((n) => (draw.chance(0.3) ? n - rank : n));
    const spoiled = draw.maybe(order, (list) =>
      draw.chance(0.3) ? list.slice(1) : list.map((n) => (draw.chance(0.4) ? axis(draw, rank) : n)),
    );
    const by = draw.ints(spoiled);
    return twins('Permute', 'permute', [x, by], () =>
      checkPermutation('permute', x.spec, by.value).map((n) => x.value[n]),
    );
  },

  transpose(draw) {
    const x = draw.shape(draw.dims(draw.between(0, 3)));
    return twins('Transpose', 'transpose', [x], () =>
      transposeAxes('transpose', x.spec).map((n) => x.value[n]),
    );
  },

  expandDims(draw) {
    const x = draw.shape(draw.dims(draw.between(0, 3)));
    const rank = x.value.length;
    const count = draw.between(1, 3);
    const places = draw.shuffle([...Array(rank + count).keys()]).slice(0, count);
    const list = draw.maybe(places, (some) => some.map(() => axis(draw, rank + count)));
    const at: Known<Axes> = draw.chance(0.5) ? draw.int(axis(draw, rank + 1)) : draw.ints(list);
    return twins('ExpandDims', 'expandDims', [x, at], () => expandDimsShape('expandDims', x.spec, at.value));
  },

  squeeze(draw) {
    const dims = draw.dims().map((n) => (draw.chance(0.4) ? 1 : n));
    const ones = [...dims.keys()].filter((n) => dims[n] === 1);
    const x = draw.shape(dims);
    const some: Known<Axes> = draw.ints(draw.shuffle(ones).slice(0, draw.between(0, ones.length)));
    const at = draw.chance(0.5) ? some : axes(draw, dims.length);
    return twins('Squeeze', 'squeeze', [x, at], () => squeezeShape('squeeze', x.spec, at.value));
  },

  reshape(draw) {
    const x = draw.shape(draw.dims());
    const to = draw.shuffle(x.value.length === 0 ? [1] : x.value);
    const merged = draw.chance(0.5) ? [product(to.slice(0, 2)), ...to.slice(2)] : to;
    const open = draw.chance(0.4) ? merged.map((n, at) => (at === 0 ? -1 : n)) : merged;
    const shape = draw.ints(
      draw.maybe(open, (dims) => (draw.chance(0.2) ? [-1, ...dims] : draw.spoilDims(dims))),
    );
    return twins('Reshape', 'reshape', [x, shape], () => reshapeShape('reshape', x.spec, shape.value));
  },

  concat(draw) {
    const first = draw.dims(draw.between(1, 3));
    const along = draw.int(
      draw.maybe(draw.between(-first.length, first.length - 1), () => axis(draw, first.length)),
    );
    const grown = (): number[] =>
      first.map((n, at) => (at === (along.value + first.length) % first.length ? draw.size() : n));
    const rest = draw.list(draw.between(0, 2), () =>
      draw.shape(draw.maybe(grown(), (dims) => draw.spoilDims(dims))),
    );
    const xs = [draw.shape(first), ...rest];
    const specs = xs.map(({ spec }) => spec);
    return twins('Concat', 'concat', [{ value: xs, type: tuple(xs) }, along], () =>
      concatShape('concat', specs, along.value),
    );
  },

  stack(draw) {
    const first = draw.dims(draw.between(0, 3));
    const along = draw.int(axis(draw, first.length + 1));
    const rest = draw.list(draw.between(0, 2), () =>
      draw.shape(draw.maybe(first, (dims) => draw.spoilDims(dims))),
    );
    const xs = [draw.shape(first), ...rest];
    const specs = xs.map(({ spec }) => spec);
    return twins('Stack', 'stack', [{ value: xs, type: tuple(xs) }, along], () =>
      stackShape('stack', specs, along.value),
    );
  },

  slice(draw) {
    const x = draw.shape(draw.dims());
    const entries = (low: number, high: number): Known<Indices> => {
      const length = draw.chance(0.85) ? draw.between(0, x.value.length) : x.value.length + 1;
      const list = draw.list(length, () => (draw.chance(0.2) ? null : draw.int(draw.between(low, high))));
      return {
        value: list.map((entry) => entry?.value ?? null),
        type: `readonly [${list.map((entry) => entry?.type ?? 'null').join(', ')}]`,
      };
    };
    const [start, stop, forwards] = [entries(-4, 8), entries(-4, 8), entries(draw.chance(0.3) ? 0 : 1, 3)];
    const step = draw.chance(0.3) ? entries(-3, -1) : forwards;
    const sizes = (): readonly number[] =>
      normalizeSlice('slice', x.spec, start.value, stop.value, step.value).sizes;
    return { ...twins('Slice', 'slice', [x, start, stop, step], sizes), loose: step !== forwards };
  },

  pad(draw) {
    const x = draw.shape(draw.dims(draw.between(0, 3)));
    const length = draw.maybe(x.value.length, (rank) => Math.max(0, rank + draw.between(-1, 1)));
    const pairs = draw.list(length, () =>
      draw.ints([draw.between(draw.chance(0.1) ? -1 : 0, 3), draw.between(0, 3)]),
    );
    const values = pairs.map(({ value }) => value as [number, number]);
    const fixed = pairs.map(({ type, value }) => ({
      type: type.startsWith('readonly number') ? `readonly [${value[0]}, number]` : type,
    }));
    return twins('Pad', 'pad', [x, { value: values, type: tuple(fixed) }], () =>
      padShape('pad', x.spec, values),
    );
  },

  tile(draw) {
    const x = draw.shape(draw.dims(draw.between(0, 3)));
    const counts = draw.ints(
      draw.maybe(
        x.value.map(() => draw.between(0, 3)),
        (list) => (draw.chance(0.5) ? [...list, -1] : list.slice(1)),
      ),
    );
    return twins('Tile', 'tile', [x, counts], () => tileShape('tile', x.spec, counts.value));
  },

  take(draw) {
    const x = draw.shape(draw.dims(draw.between(0, 3)));
    const indices = draw.shape(draw.dims(draw.between(0, 2)));
    const along = draw.int(axis(draw, x.value.length));
    return {
      result: `Take<${x.type}, ${indices.type}, ${along.type}>`,
      problem: `TakeProblem<'take', ${x.type}, ${along.type}>`,
      run: () => takeShape('take', x.spec, indices.spec, along.value),
    };
  },
};
