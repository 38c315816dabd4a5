// The preprocessing of drawings: where the ink ends up, and how large it is.
import { expect, test } from 'vitest';
import { center, inkOf, type Ink } from './center.ts';

function drawn(width: number, height: number, ink: (x: number, y: number) => boolean): Ink {
  const values = Uint8Array.from({ length: width * height }, (_, i) =>
    ink(i % width, Math.floor(i / width)) ? 255 : 0,
  );
  return { width, height, values };
}

test('a bar anywhere is scaled to twenty pixels and stands in the middle', () => {
  const made = center(drawn(280, 280, (x, y) => x >= 20 && x < 40 && y >= 100 && y < 200));
  const rows = Array.from({ length: 28 }, (_, y) => made?.slice(y * 28, y * 28 + 28).indexOf(255));
  expect(rows).toEqual([...Array(4).fill(-1), ...Array(20).fill(12), ...Array(4).fill(-1)]);
  expect(made?.filter((value) => value === 255)).toHaveLength(80);
});

test('the center of mass, not of the box, is in the middle', () => {
  const made = center(drawn(200, 200, (x, y) => (x < 100 && y < 20) || (x < 20 && y < 100)));
  const mass = { x: 0, y: 0, all: 0 };
  made?.forEach((value, i) => {
    mass.all += value;
    mass.x += value * ((i % 28) + 0.5);
    mass.y += value * (Math.floor(i / 28) + 0.5);
  });
  expect(mass.x / mass.all).toBeCloseTo(14, 0);
  expect(mass.y / mass.all).toBeCloseTo(14, 0);
});

test('there is nothing in an empty drawing', () => {
  expect(center(drawn(28, 28, () => false))).toBeUndefined();
});

test.each([
  ['dark on light', 230, 20],
  ['light on dark', 10, 240],
])('ink is what differs from the paper: %s', (_, paper, pen) => {
  const data = Uint8ClampedArray.from({ length: 10 * 10 * 4 }, (_unused, i) => {
    const [x, y] = [(i >> 2) % 10, Math.floor((i >> 2) / 10)];
    return i % 4 === 3 ? 255 : x === 4 && y > 1 && y < 8 ? pen : paper;
  });
  const { values } = inkOf({ data, width: 10, height: 10 });
  expect(values.filter((value) => value === 255)).toHaveLength(6);
  expect(values.filter((value) => value === 0)).toHaveLength(94);
});
