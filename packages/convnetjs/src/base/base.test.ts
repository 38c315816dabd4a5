// Vols and images, windows, and states as plain data.
import {
  addTo,
  augment,
  averageOf,
  createWindow,
  crop,
  flip,
  fromImageData,
  fromPlain,
  fromTensor,
  randomVol,
  toPlain,
  toTensor,
  vol,
  type Vol,
} from '@cotangent/convnetjs';
import { random, tensor, type Tensor } from '@cotangent/tensor';
import fc from 'fast-check';
import { expect, test } from 'vitest';

const vols: fc.Arbitrary<Vol> = fc
  .tuple(...[1, 2, 3].map(() => fc.integer({ min: 1, max: 4 })))
  .chain(([sx, sy, depth]) =>
    fc
      .array(fc.double({ noNaN: true }), { minLength: sx * sy * depth, maxLength: sx * sy * depth })
      .map((w) => vol(sx, sy, depth, w)),
  );
const at = ({ sx, depth, w }: Vol, x: number, y: number, d: number): number => w[(sx * y + x) * depth + d];

test('a Vol is the same once it has been a tensor, which has channels first', () => {
  fc.assert(fc.property(vols, (v) => void expect(fromTensor(toTensor(v, 'float64') as Tensor)).toEqual(v)));
  const v = vol(
    2,
    3,
    2,
    Array.from({ length: 12 }, (_, i) => i),
  );
  expect(Number(toTensor(v).data()[1 * 6 + 2 * 2 + 1])).toBe(at(v, 1, 2, 1));
});

test('a flipped image is the same once flipped again, and a crop at no offset is the image', () => {
  fc.assert(
    fc.property(vols, (v) => {
      expect(flip(flip(v))).toEqual(v);
      expect(at(flip(v), 0, 0, 0)).toBe(at(v, v.sx - 1, 0, 0));
      expect(at(crop(v, 2, -1, -1), 1, 1, 0)).toBe(v.w[0]);
      expect(at(crop(v, 2, -1, -1), 0, 1, 0)).toBe(0);
    }),
  );
});

test('augmented images reach every place, and are mirrored half of the time', () => {
  const image = vol(3, 3, 1, [1, 2, 3, 4, 5, 6, 7, 8, 9]);
  const seen = Array.from({ length: 80 }, (_, k) =>
    String(augment(random.key(k), image, 2, { flip: true }).w),
  );
  expect(new Set(seen).size).toBe(8);
  expect(String(augment(random.key(3), image, 2, { flip: true }).w)).toBe(seen[3]);
});

test('pixels become numbers around 0', () => {
  const pixels = { width: 2, height: 1, data: Uint8ClampedArray.of(255, 0, 0, 255, 0, 255, 0, 0) };
  expect(Array.from(fromImageData(pixels).w)).toEqual([0.5, -0.5, -0.5, 0.5, -0.5, 0.5, -0.5, -0.5]);
  expect(Array.from(fromImageData(pixels, { channels: 'rgb' }).w).slice(3)).toEqual([-0.5, 0.5, -0.5]);
  const gray = fromImageData(pixels, { channels: 'gray' });
  expect(gray).toMatchObject({ sx: 2, sy: 1, depth: 1 });
  expect(gray.w[1]).toBeCloseTo(0.087, 12);
});

test('random Vols have the spread of weights', () => {
  const { w } = randomVol(random.key(0), 10, 10, 40);
  const squares = Array.from(w).reduce((sum, x) => sum + x * x, 0);
  expect(squares).toBeCloseTo(1, 1);
});

test('windows forget', () => {
  let window = createWindow(3, 2);
  const seen = [1, 2, 3, 7].map((x) => averageOf((window = addTo(window, x))));
  expect(seen).toEqual([undefined, 1.5, 2, 4]);
  expect(window.values).toEqual([2, 3, 7]);
});

test('states are the same once written as JSON', () => {
  const state = {
    age: 3,
    none: null,
    lists: [[1], []],
    w: tensor([1.5, NaN, -Infinity, -0]),
    key: random.key(-1),
  };
  const again = fromPlain<typeof state>(JSON.parse(JSON.stringify(toPlain(state))));
  expect(again.w.data()).toEqual(state.w.data());
  expect(again.key.dtype).toBe('int32');
  expect(again.key.data()).toEqual(state.key.data());
  expect({ ...again, w: 0, key: 0 }).toEqual({ ...state, w: 0, key: 0 });
  expect(() => fromPlain({ tensor: 'float32', shape: [2], data: [1] })).toThrow('tensors are written whole');
  for (const value of [null, 'x', {}, '1']) {
    const written = { tensor: 'float32', shape: [2], data: [1, value] };
    expect(() => fromPlain(written)).toThrow('what a tensor holds is numbers.\n  data[1]: ');
  }
  expect(() => fromPlain({ tensor: 'int32', shape: [], data: [1.5] })).toThrow('Expected an integer');
});

test('Vols and images of nothing', () => {
  for (const none of [[], undefined, null, '12']) {
    expect(() => vol(none as never)).toThrow('vol: a Vol is made of sizes or of a list');
  }
  expect(() => vol(1, 1, 1, null as never)).toThrow('w: undefined numbers');
  expect(() => fromImageData(null as never)).toThrow('fromImageData: width is missing');
  expect(() => fromImageData({ width: 1, height: 1 } as never)).toThrow('data: undefined bytes');
  expect(() => augment(random.key(0), vol(2, 2, 1), 1.5)).toThrow('augment: size must be an integer');
});
