// Lists of tensors as one vector of numbers, and back: differences are taken over vectors.
import type { Tensor } from '@cotangent/tensor';
import { dense, sizeOf } from '@cotangent/tensor/extend';

/** A tensor's place in the vector. */
export interface Place {
  /** Its name for messages. */
  readonly name: string;
  readonly shape: readonly number[];
  readonly start: number;
  readonly size: number;
}

/** The places of a list of tensors, one after another. */
export interface Layout {
  readonly places: readonly Place[];
  readonly size: number;
}

/** The layout of tensors of these names. */
export function layoutOf(names: readonly string[], xs: readonly Tensor[]): Layout {
  let start = 0;
  const places = xs.map(({ shape }: { readonly shape: readonly number[] }, i) => {
    const size = sizeOf(shape);
    start += size;
    return { name: names[i], shape: Object.freeze([...shape]), start: start - size, size };
  });
  return { places, size: start };
}

/** Two layouts, one after the other. */
export function joined(a: Layout, b: Layout): Layout {
  const moved = b.places.map((place) => ({ ...place, start: place.start + a.size }));
  return { places: [...a.places, ...moved], size: a.size + b.size };
}

/** The tensors of a vector, in float64. */
export function toTensors({ places }: Layout, vector: Float64Array<ArrayBuffer>): Tensor[] {
  return places.map(
    ({ shape, start, size }) => dense(vector.slice(start, start + size), 'float64', shape) as Tensor,
  );
}

/** The vector of tensors. */
export function toVector(xs: readonly Tensor[]): Float64Array<ArrayBuffer> {
  const parts = xs.map((x) => x.data());
  const vector = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let start = 0;
  for (const part of parts) {
    vector.set(part, start);
    start += part.length;
  }
  return vector;
}

/** The element at `index` of the vector: which tensor, and where in it. */
export function locate(
  { places }: Layout,
  index: number,
): { readonly place: Place; readonly index: number[] } {
  const place = places.findLast(({ start, size }) => start <= index && size > 0) as Place;
  let rest = index - place.start;
  const found = place.shape.map(() => 0);
  for (let axis = found.length - 1; axis >= 0; axis--) {
    found[axis] = rest % place.shape[axis];
    rest = Math.floor(rest / place.shape[axis]);
  }
  return { place, index: found };
}
