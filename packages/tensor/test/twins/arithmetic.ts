// The operators that combine values, one entry each: how to draw a case, and the expressions of both twins.
// About half of the cases are ill-shaped.
import { normalizeAxes, reduceShape } from '../../src/shape/axes.ts';
import { broadcastShape } from '../../src/shape/broadcast.ts';
import { checkBroadcastTo } from '../../src/shape/broadcastTo.ts';
import { parseEinsum } from '../../src/shape/einsum.ts';
import { matmulShape } from '../../src/shape/matmul.ts';
import { windowsShape, type PerAxis } from '../../src/shape/window.ts';
import { axes, axis, stretch, tuple, twins, type Case } from './case.ts';
import type { Draw, Known } from './draw.ts';

/** Operators by name: what each makes of a source of randomness. */
export const arithmetic: Readonly<Record<string, (draw: Draw) => Case>> = {
  broadcast(draw) {
    const whole = draw.dims();
    const part = (): number[] => whole.slice(draw.between(0, whole.length)).map((n) => stretch(draw, n));
    const a = draw.shape(draw.chance(0.6) ? whole : part());
    const b = draw.shape(draw.maybe(part(), () => draw.spoilDims(whole)));
    return twins('Broadcast', 'broadcast', [a, b], () => broadcastShape('broadcast', a.spec, b.spec));
  },

  broadcastTo(draw) {
    const target = draw.dims();
    const from = target.slice(draw.between(0, target.length)).map((n) => stretch(draw, n));
    const x = draw.shape(draw.maybe(from, (dims) => draw.spoilDims(dims)));
    const to = draw.ints(draw.chance(0.05) ? [...target, -1] : target);
    return twins('BroadcastTo', 'broadcastTo', [x, to], () => {
      checkBroadcastTo('broadcastTo', x.spec, to.value);
      return to.value;
    });
  },

  matmul(draw) {
    const [m, k, n] = [draw.size(), draw.size(), draw.size()];
    const batch = draw.dims(draw.between(0, 2));
    const part = (): number[] =>
      batch.slice(draw.between(0, batch.length)).map((size) => stretch(draw, size));
    const left = draw.chance(0.2) ? [k] : [...part(), m, k];
    const right = draw.chance(0.2) ? [k] : [...part(), k, n];
    const a = draw.shape(left);
    const b = draw.shape(draw.maybe(right, (dims) => (draw.chance(0.1) ? [] : draw.spoilDims(dims))));
    return twins('Matmul', 'matmul', [a, b], () => matmulShape('matmul', a.spec, b.spec));
  },

  reduce(draw) {
    const x = draw.shape(draw.dims());
    const over = axes(draw, x.value.length);
    const keep = draw.chance(0.5);
    const keepType = draw.kind === 'literal' || draw.chance(0.9) ? `${keep}` : 'boolean';
    return {
      result: `Reduce<${x.type}, ${over.type}, ${keepType}>`,
      problem: `AxesProblem<'reduce', ${x.type}, ${over.type}>`,
      run: () => reduceShape(x.value, normalizeAxes('reduce', x.spec, over.value), keep),
    };
  },

  einsum(draw) {
    const sizes: Record<string, number> = { i: draw.size(), j: draw.size(), k: draw.size() };
    const letters = Object.keys(sizes);
    const behind = draw.dims(draw.between(0, 2));
    const terms = draw.list(draw.between(1, 2), () =>
      draw.list(draw.between(0, 3), () => draw.pick(letters)),
    );
    const open = terms.map(() => draw.chance(0.25));
    const used = draw.shuffle([...new Set(terms.flat())]).slice(0, draw.between(0, 3));
    const output = draw.maybe(used, (list) => (draw.chance(0.5) ? [...list, draw.pick(letters)] : list));
    const lead = open.includes(true) && draw.chance(0.9) ? '...' : '';
    const inputs = terms.map((labels, n) => `${open[n] ? '...' : ''}${labels.join('')}`).join(',');
    const equation = draw.chance(0.25) ? inputs : `${inputs}->${lead}${output.join('')}`;
    const xs = terms.map((labels, n) => {
      const dims = [
        ...(open[n] ? behind.map((size) => stretch(draw, size)) : []),
        ...labels.map((label) => sizes[label]),
      ];
      return draw.shape(draw.chance(0.75) ? dims : draw.spoilDims(dims));
    });
    const args = [
      { value: equation, type: `'${equation}'` },
      { value: xs, type: tuple(xs) },
    ];
    return twins('Einsum', 'einsum', args, () => {
      const parsed = parseEinsum(
        'einsum',
        equation,
        xs.map(({ spec }) => spec),
      );
      return parsed.output.map((label) => parsed.sizes.get(label)!);
    });
  },

  windows(draw) {
    const x = draw.shape(draw.dims(draw.between(1, 3)));
    const rank = x.value.length;
    const along = draw.shuffle([...x.value.keys()]).slice(0, draw.between(1, rank));
    const over = draw.ints(draw.maybe(along, (list) => list.map(() => axis(draw, rank))));
    const entry = (low: number, high: number): Known<PerAxis> => {
      if (draw.chance(0.5)) return draw.int(draw.between(low, high));
      const length = draw.chance(0.9) ? over.value.length : over.value.length + 1;
      return draw.ints(draw.list(length, () => draw.between(low, high)));
    };
    const [size, stride, dilation] = [entry(1, 3), entry(draw.chance(0.1) ? 0 : 1, 3), entry(1, 2)];
    return twins('Windows', 'windows', [x, over, size, stride, dilation], () =>
      windowsShape('windows', x.spec, {
        axes: over.value,
        size: size.value,
        stride: stride.value,
        dilation: dilation.value,
      }),
    );
  },
};
