// Restoring: the same tree comes back, and one error says all that differs.
import { tensor, tree, zeros } from '@cotangent/tensor';
import { expect, expectTypeOf, test } from 'vitest';
import { decodeSafetensors, encodeSafetensors, restore } from '../index.ts';

const state = {
  params: { conv1: { w: zeros([8, 1, 5, 5]), b: tensor([1, 2]) }, layers: [{ w: tensor(3) }, []] },
  step: tensor(7, 'int32'),
  'a.b': { '"]': tensor([true]) },
};
const saved = decodeSafetensors(encodeSafetensors(state)).tensors;

test('a tree comes back with its type, its keys with dots and its lists', () => {
  const fresh = tree.map((x) => zeros(x.shape, x.dtype), state) as typeof state;
  const back = restore(fresh, saved);
  expectTypeOf(back).toEqualTypeOf<typeof state>();
  expect(tree.entries(back).map(([path, x]) => [path, x.toArray()])).toEqual(
    tree.entries(state).map(([path, x]) => [path, x.toArray()]),
  );
  expect(back.params.layers[1]).toEqual([]);
});

test('all that differs is in one error', () => {
  const like = {
    params: { conv1: { w: zeros([16, 1, 5, 5]), b: zeros([2], 'float64') }, fc: { w: zeros([256, 10]) } },
    step: tensor(0, 'int32'),
    key: tensor([0, 0], 'int32'),
  };
  expect(() => restore(like, saved)).toThrowErrorMatchingInlineSnapshot(`
    [CotangentError: restore: the tensors must be those of like.
      like: 5 tensors
      tensors: 5 tensors   2 missing, 2 extra, 2 different
      missing key: int32[2]
      retyped params.conv1.b: float32[2], where like has float64[2]
      reshaped params.conv1.w: float32[8, 1, 5, 5], where like has float32[16, 1, 5, 5]
      missing params.fc.w: float32[256, 10]
      extra params.layers[0].w: float32[]
      extra ["a.b"]["\\"]"]: bool[1]
    Expected the names, shapes and dtypes of like.]
  `);
});

test('a part is taken out only when asked for', () => {
  expect(() => restore({ step: tensor(0, 'int32') }, saved)).toThrowErrorMatchingInlineSnapshot(`
    [CotangentError: restore: the tensors must be those of like.
      like: 1 tensor
      tensors: 5 tensors   0 missing, 4 extra, 0 different
      extra params.conv1.b: float32[2]
      extra params.conv1.w: float32[8, 1, 5, 5]
      extra params.layers[0].w: float32[]
      extra ["a.b"]["\\"]"]: bool[1]
    Expected the names, shapes and dtypes of like. To leave the extra ones unread, write restore(like, tensors, { extra: 'ignore' }).]
  `);
  expect(restore({ step: tensor(0, 'int32') }, saved, { extra: 'ignore' }).step.item()).toBe(7);
  expect(() => restore({ steps: tensor(0, 'int32') }, saved, { extra: 'ignore' })).toThrow('missing steps');
});

test('a single tensor is a tree too', () => {
  const { tensors } = decodeSafetensors(encodeSafetensors(tensor([1, 2])));
  expect(restore(zeros([2]), tensors).toArray()).toEqual([1, 2]);
  expect(() => restore(zeros([3]), tensors)).toThrow('reshaped "": float32[2], where like has float32[3]');
});

test('arguments are checked', () => {
  expect(() => restore({}, {} as never)).toThrow('tensors is a map');
  expect(() => restore({ w: 1 } as never, saved)).toThrow("a tree's leaves must be tensors");
  expect(() => restore({}, new Map(), { extra: 'keep' as never })).toThrow("Expected 'refuse' or 'ignore'");
});
