// Data is prepared outside of traced functions: of a traced tensor the derivative would be lost without a word.
import { batches, randomCrops } from '@cotangent/data';
import { CotangentError, random, zeros, type Tensor } from '@cotangent/tensor';
import { nextLevel, Tracer, type Interpreter } from '@cotangent/tensor/extend';
import { expect, test } from 'vitest';

class Traced extends Tracer {
  readonly interpreter: Interpreter = { level: nextLevel(), process: () => [] };
  concrete = (): Tensor => zeros([4, 1, 2, 2]) as Tensor;
}

const x: Tensor = new Traced({ shape: [4, 1, 2, 2], dtype: 'float32' });

test.each<[string, () => unknown]>([
  ['batches', () => batches({ x }, { batch: 2 })],
  ['randomCrops', () => randomCrops(random.key(0), x, [1, 1])],
])('%s', (op, run) => {
  expect(run).toThrow(CotangentError);
  expect(run).toThrow(
    `${op}: data is prepared outside of traced functions.\n  x: float32[4, 1, 2, 2], traced`,
  );
});
