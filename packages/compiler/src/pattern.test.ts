import { expect, test } from 'vitest';
import { tensor, type Tensor } from '@cotangent/tensor';
import { takeApart } from '@cotangent/tensor/extend';
import { build, patternOf, readArguments } from './pattern.ts';

const [a, b, c] = [tensor(1), tensor(2), tensor(3)] as readonly Tensor[];
const tree = { w: a, layers: [{ b }, []], c };
const { structure, leaves } = takeApart('test', 'tree', tree);
const pattern = patternOf(structure);

function read(x: unknown): readonly Tensor[] | undefined {
  return readArguments([pattern], [x], pattern.size);
}

test('trees of the structure are read in its order, and built again', () => {
  expect(read(tree)).toEqual(leaves);
  expect(read({ c, layers: [{ b }, []], w: a })).toEqual(leaves);
  expect(build(pattern, leaves)).toEqual(tree);
  expect(build(patternOf('*'), [a])).toBe(a);
});

test('other trees are left to those who look closer', () => {
  const layers = [{ b }, []];
  expect(read({ w: a, layers })).toBeUndefined();
  expect(read({ w: a, layers, d: c })).toBeUndefined();
  expect(read({ w: a, layers, c, d: c })).toBeUndefined();
  expect(read({ w: a, layers: [{ b }], c })).toBeUndefined();
  expect(read({ w: a, layers: [{ b }, {}], c })).toBeUndefined();
  expect(read({ w: 1, layers, c })).toBeUndefined();
  expect(read(null)).toBeUndefined();
  expect(read([a, layers, c])).toBeUndefined();
  expect(read(Object.assign(Object.create({ d: c }) as object, tree))).toBeUndefined();
});

test('numbers are tensors, and values that are part of the program must be the same', () => {
  const patterns = [patternOf('*'), { fixed: 'sum' }, { fixed: -0 }] as const;
  expect(readArguments(patterns, [2, 'sum', -0], 1)?.map(String)).toEqual(['float32[] 2']);
  expect(readArguments(patterns, [2, 'sum', 0], 1)).toBeUndefined();
  expect(readArguments(patterns, [2, 'mean', -0], 1)).toBeUndefined();
  expect(readArguments(patterns, [2, 'sum'], 1)).toBeUndefined();
  const options = { axis: 1 };
  expect(readArguments([{ fixed: options }], [options], 0)).toBeUndefined();
});
