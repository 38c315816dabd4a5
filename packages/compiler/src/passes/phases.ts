// Input gradients of strided convolutions: every s-th row and column of one meets every s-th weight only, so that it is as
// many small convolutions, side by side, as there are remainders of s. Nothing is multiplied by zeros.
import type { Value } from '../graph/graph.ts';
import type { Scene } from './rewrite.ts';

type Numbers = readonly number[];

/** The axes of a result, and by axis: elements of the kernel, of the result, and the stride. */
interface Strided {
  readonly axes: Numbers;
  readonly size: Numbers;
  readonly sizes: Numbers;
  readonly stride: Numbers;
}

/** A convolution of stride 1 with the weights from `starts` on, `size` of them, that gives `sizes` elements. */
type Part = (starts: Numbers, size: Numbers, sizes: Numbers) => Value;

/** `fold(…)[s q + r] = Σⱼ g[q - j] · w[s j + r]`: a convolution for every remainder `r`, interleaved. */
export function phases({ axes, size, sizes, stride }: Strided, part: Part, scene: Scene): Value {
  const most = sizes.map((n, k) => Math.ceil(n / stride[k]));
  const build = (starts: Numbers): Value | undefined => {
    const k = starts.length;
    if (k < axes.length) {
      const parts = Array.from({ length: stride[k] }, (_, r) => build([...starts, r]));
      return interleaved(parts, axes[k], scene);
    }
    const taken = size.map((n, axis) => Math.ceil((n - starts[axis]) / stride[axis]));
    return taken.every((n) => n > 0) ? part(starts, taken, most) : undefined;
  };
  const all = build([]) as Value;
  const shape = all.shape.map((n, axis) => sizes[axes.indexOf(axis)] ?? n);
  if (shape.every((n, axis) => n === all.shape[axis])) return all;
  return scene.emit('slice', [all], { starts: shape.map(() => 0), sizes: shape, steps: shape.map(() => 1) });
}

/** Tensors whose elements along `axis` take turns; what is not there is zeros. */
function interleaved(
  parts: readonly (Value | undefined)[],
  axis: number,
  { emit, builder }: Scene,
): Value | undefined {
  const known = parts.find((part) => part !== undefined);
  if (known === undefined || parts.length === 1) return known;
  const { shape, dtype } = known;
  const single = [...shape.slice(0, axis + 1), 1, ...shape.slice(axis + 1)];
  const each = parts.map((part) =>
    part === undefined
      ? emit('broadcastTo', [builder.number(0, dtype)], { shape: single })
      : emit('reshape', [part], { shape: single }),
  );
  const together = emit('concat', each, { axis: axis + 1 });
  return emit('reshape', [together], {
    shape: shape.map((n, k) => (k === axis ? n * parts.length : n)),
  });
}
