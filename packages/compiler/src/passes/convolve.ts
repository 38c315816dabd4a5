// Input gradients of convolutions: windows that were contracted are folded back, which adds up what overlaps. The same
// is a contraction over windows of the padded cotangent with the flipped kernel, and nothing needs to be added up.
import type { Call, Value } from '../graph/graph.ts';
import { madeBy } from './part.ts';
import { phases } from './phases.ts';
import type { RewriteRule, Scene } from './rewrite.ts';

type Numbers = readonly number[];
type Labels = { readonly x: string; readonly y: string; readonly out: string };

/** As many convolutions, or as much more work where dilated kernels want zeros between cotangents, are worth it. */
const mostPhases = 4;

/**
 * `fold(Σ g · w)[p] = Σₖ Σ g[(p - k·d) / s] · w[k] = Σₖ Σ windows(pad(g))[p, k] · flip(w)[k]`
 */
export const convolve: RewriteRule = (call, [folded], scene) => {
  if (call.primitive.name !== 'fold') return undefined;
  const product = madeBy(folded);
  if (product?.primitive.name !== 'contract' || scene.readers(call.inputs[0]).length > 1) return undefined;
  const { axes, size, stride, dilation, sizes } = call.params as Record<string, Numbers>;
  if (stride.reduce((all, s) => all * s, 1) > mostPhases) return undefined;
  const { x, y, out } = product.params as Labels;
  const rank = out.length - axes.length;
  const offsets = out.slice(rank);
  const places = axes.map((axis) => out[axis]);
  /** Whether an operand with these labels is the cotangent: it has all positions and no offsets. */
  const isCotangent = (own: string, other: string): boolean =>
    places.every((label) => own.includes(label) && !other.includes(label)) &&
    [...offsets].every((label) => other.includes(label) && !own.includes(label));
  const first = isCotangent(x, y);
  if (!first && !isCotangent(y, x)) return undefined;
  const [g, w] = first ? product.inputs : [product.inputs[1], product.inputs[0]];
  const [gLabels, wLabels] = first ? [x, y] : [y, x];
  const at = places.map((label) => gLabels.indexOf(label));
  const taps = [...offsets].map((label) => wLabels.indexOf(label));
  const labels = { x: gLabels + offsets, y: wLabels, out: out.slice(0, rank) };
  const correlated = (kernel: Value, { size: own, stride: step, sizes: total }: Extent): Value => {
    const zeros = padded(g, { at, size: own, stride: step, dilation, sizes: total }, scene);
    const windowed = windowsOf(zeros, at, own, dilation, scene);
    return scene.emit('contract', [windowed, scene.emit('flip', [kernel], { axes: taps })], labels);
  };
  const plain = stride.every((s) => s === 1) || stride.some((s, k) => s > 1 && dilation[k] > 1);
  if (plain) return [correlated(w, { size, stride, sizes })];
  const part = (starts: Numbers, own: Numbers, total: Numbers): Value => {
    const box = {
      starts: w.shape.map((_, axis) => starts[taps.indexOf(axis)] ?? 0),
      sizes: w.shape.map((n, axis) => own[taps.indexOf(axis)] ?? n),
      steps: w.shape.map((_, axis) => stride[taps.indexOf(axis)] ?? 1),
    };
    const kernel = scene.emit('slice', [w], box);
    return correlated(kernel, { size: own, stride: stride.map(() => 1), sizes: total });
  };
  return [phases({ axes, size, sizes, stride }, part, scene)];
};

/** What a kernel and the result of its contraction extend to. */
type Extent = Readonly<Record<'size' | 'stride' | 'sizes', Numbers>>;

/** The cotangent with zeros around and between its elements, so that every window of it exists. */
function padded(
  g: Value,
  {
    at,
    size,
    stride,
    dilation,
    sizes,
  }: Readonly<Record<'at' | 'size' | 'stride' | 'dilation' | 'sizes', Numbers>>,
  { emit, builder }: Scene,
): Value {
  const low = g.shape.map(() => 0);
  const [high, interior] = [[...low], [...low]];
  at.forEach((axis, k) => {
    const reach = (size[k] - 1) * dilation[k];
    low[axis] = reach;
    interior[axis] = stride[k] - 1;
    high[axis] = sizes[k] - ((g.shape[axis] - 1) * stride[k] + 1);
  });
  return emit('pad', [g, builder.number(0, g.dtype)], { low, high, interior });
}

function windowsOf(g: Value, axes: Numbers, size: Numbers, dilation: Numbers, { emit }: Scene): Value {
  return emit('windows', [g], { axes, size, stride: size.map(() => 1), dilation });
}

/** A slice of a contraction is the contraction of slices: what is cut off is not computed. */
export const narrow: RewriteRule = (call: Call, [whole], scene) => {
  if (call.primitive.name !== 'slice') return undefined;
  const product = madeBy(whole);
  if (product?.primitive.name !== 'contract' || scene.readers(call.inputs[0]).length > 1) return undefined;
  const { starts, sizes, steps } = call.params as Record<string, Numbers>;
  const labels = product.params as Labels;
  const cut = (operand: Value, own: string): Value => {
    const axes = [...own].map((label) => labels.out.indexOf(label));
    const pick = (list: Numbers, otherwise: (axis: number) => number): number[] =>
      axes.map((place, axis) => (place < 0 ? otherwise(axis) : list[place]));
    const box = {
      starts: pick(starts, () => 0),
      sizes: pick(sizes, (axis) => operand.shape[axis]),
      steps: pick(steps, () => 1),
    };
    return scene.emit('slice', [operand], box);
  };
  const [a, b] = product.inputs;
  return [scene.emit('contract', [cut(a, labels.x), cut(b, labels.y)], labels)];
};
