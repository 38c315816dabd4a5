import { expect, test } from 'vitest';
import { farFromWall, meetsDisc, meetsWall } from './geometry.ts';

const [from, to] = [
  { x: 0, y: 0 },
  { x: 10, y: 0 },
];

test('a ray meets a wall where they cross, and no wall beside it or behind it', () => {
  const wall = (x: number, low: number, high: number) => ({ from: { x, y: low }, to: { x, y: high } });
  expect(meetsWall(from, to, wall(4, -1, 1))).toBeCloseTo(0.4);
  expect(meetsWall(from, to, wall(4, 1, 2))).toBeUndefined();
  expect(meetsWall(from, to, wall(-4, -1, 1))).toBeUndefined();
  expect(meetsWall(from, to, { from: { x: 0, y: 1 }, to: { x: 10, y: 1 } })).toBeUndefined();
});

test('a ray meets a disc at its near side', () => {
  expect(meetsDisc(from, to, { x: 6, y: 0 }, 1)).toBeCloseTo(0.5);
  expect(meetsDisc(from, to, { x: 6, y: 2 }, 1)).toBeUndefined();
  expect(meetsDisc(from, to, { x: -6, y: 0 }, 1)).toBeUndefined();
});

test('a wall is as far as its nearest place', () => {
  const wall = { from: { x: 0, y: 0 }, to: { x: 10, y: 0 } };
  expect(farFromWall({ x: 5, y: 3 }, wall)).toBeCloseTo(3);
  expect(farFromWall({ x: 13, y: 4 }, wall)).toBeCloseTo(5);
});
