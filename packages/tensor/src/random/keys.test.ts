// Known answers of the cipher, and keys: the same from the same, and never two alike.
import { bindOne, dense } from '@cotangent/tensor/extend';
import { random, split, tensor, type Tensor, type Key } from '@cotangent/tensor';
import { describe, expect, test } from 'vitest';
import { randomBitsPrimitive } from './threefry.ts';

const hex = (x: Tensor): string[] =>
  Array.from(x.data(), (word) => (word >>> 0).toString(16).padStart(8, '0'));
const pair = (a: number, b: number): Tensor => dense(Int32Array.of(a, b), 'int32', [2]);

/** `n` words from the counter `(first, 7)` on, in hexadecimal. */
const from = (first: number, n: number): string[] =>
  hex(bindOne(randomBitsPrimitive, [pair(5, 6), pair(first, 7)], { shape: [n] }));

describe('Threefry-2x32-20', () => {
  // From the known-answer file that the authors' own implementation is distributed with.
  test.each([
    [0, 0, 0, 0, '6b200159', '99ba4efe'],
    [-1, -1, -1, -1, '1cb996fc', 'bb002be7'],
    [0x13198a2e, 0x03707344, 0x243f6a88, 0x85a308d3 | 0, 'c4923a9c', '483df7a0'],
  ])('key (%i, %i), counter (%i, %i)', (k0, k1, c0, c1, first, second) => {
    const bits = bindOne(randomBitsPrimitive, [pair(k0, k1), pair(c0, c1)], { shape: [2] });
    expect(hex(bits)).toEqual([first, second]);
  });

  test('the first word of the counter counts pairs, also past its end', () => {
    expect(from(-2, 6)).toEqual([...from(-2, 2), ...from(-1, 2), ...from(0, 2)]);
  });

  test('reads keys that are views', () => {
    const both = tensor([[1, 3], [2, 4]], 'int32'); // prettier-ignore
    const [column] = split(both, 2, 1);
    const key = dense(both.data(), 'int32', [2], [2], 0);
    expect(column.toArray()).toEqual([[1], [2]]);
    expect(hex(random.bits(key as Tensor as Key, [4]))).toEqual(
      hex(random.bits(tensor([1, 2], 'int32'), [4])),
    );
  });
});

test('seeds are the words of their keys', () => {
  expect(random.key(0).toArray()).toEqual([0, 0]);
  expect(random.key(-0).toArray()).toEqual([0, 0]);
  expect(random.key(7).toArray()).toEqual([0, 7]);
  expect(random.key(-1).toArray()).toEqual([-1, -1]);
  expect(random.key(2 ** 32 + 1).toArray()).toEqual([1, 1]);
  expect(random.key(Number.MAX_SAFE_INTEGER).toArray()).toEqual([0x1fffff, -1]);
  expect(hex(random.bits(random.key(0), [3]))).toEqual(['6b200159', '99ba4efe', '508efb2c']);
});

test('the same key and data give the same again', () => {
  for (const seed of [0, 1, -1, 123456789012]) {
    const key = random.key(seed);
    expect(random.normal(key, [3]).toArray()).toEqual(random.normal(random.key(seed), [3]).toArray());
    expect(hex(random.fold(key, 'conv1'))).toEqual(hex(random.fold(key, 'conv1')));
  }
});

test('derived keys stay what they are', () => {
  const key = random.key(42);
  expect(random.split(key, 3).map(hex)).toMatchInlineSnapshot(`
    [
      [
        "03d7b32d",
        "add083f4",
      ],
      [
        "44ca21e3",
        "1c35f481",
      ],
      [
        "5a94bb15",
        "9d328128",
      ],
    ]
  `);
  expect([0, -1, 'conv1', '', 'größe', '\ud800'].map((data) => hex(random.fold(key, data))))
    .toMatchInlineSnapshot(`
    [
      [
        "92fb20ea",
        "0f38d913",
      ],
      [
        "5bd7bdd8",
        "f95a2f3c",
      ],
      [
        "d3ccb8c3",
        "28e8e9b2",
      ],
      [
        "97acf3ce",
        "2cbdf1a7",
      ],
      [
        "3e354337",
        "316d4534",
      ],
      [
        "0da83320",
        "372f8054",
      ],
    ]
  `);
});

test('children do not depend on how many there are', () => {
  const key = random.key(3);
  expect(random.split(key).map(hex)).toEqual(random.split(key, 5).slice(0, 2).map(hex));
  expect(random.split(key, 1).map(hex)).toEqual(random.split(key, 5).slice(0, 1).map(hex));
});

test('a number and a tensor of it fold alike, a string of its digits does not', () => {
  const key = random.key(3);
  for (const step of [0, 1, -1, 2 ** 31 - 1]) {
    expect(hex(random.fold(key, tensor(step, 'int32')))).toEqual(hex(random.fold(key, step)));
    expect(hex(random.fold(key, String(step)))).not.toEqual(hex(random.fold(key, step)));
  }
});

test('a hundred thousand derived keys are all different', () => {
  const key = random.key(0);
  const seen = new Set<string>();
  const note = (x: Key): unknown => seen.add(hex(x).join());
  for (const child of random.split(key, 50_000)) note(child);
  for (let i = 0; i < 25_000; i++) note(random.fold(key, i));
  for (let i = 0; i < 25_000; i++) note(random.fold(key, `layer${i}`));
  const draws = random.bits(key, [50_000, 2]);
  const all = draws.data();
  for (let i = 0; i < all.length; i += 2) note(tensor([all[i] ?? 0, all[i + 1] ?? 0], 'int32'));
  expect(seen.size).toBe(150_000);
});
