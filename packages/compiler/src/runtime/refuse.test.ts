// Programs that cannot be had: what is said, and that the arguments stay as they were.
import { describe, expect, test } from 'vitest';
import { checkpoint, grad } from '@cotangent/autograd';
import { add, CotangentError, exp, matmul, ones, sum, tensor, type Tensor } from '@cotangent/tensor';
import { jit } from '../jit.ts';
import { engine } from '../wasm/engine.ts';

/** The message of an error, with line numbers but without folders and columns. */
function said(f: () => unknown): string {
  try {
    f();
  } catch (error) {
    if (!(error instanceof CotangentError)) throw error;
    return error.message.replaceAll(/\S*\/(?=refuse\.test)/g, '').replaceAll(/(\.ts:\d+):\d+/g, '$1');
  }
  return 'nothing';
}

/** Runs `f` while the engine fails at making something. */
function failing(what: 'Memory' | 'Module', error: Error, f: () => void): void {
  const own = engine[what];
  const fails = function (): never {
    throw error;
  };
  Object.defineProperty(engine, what, { value: fails, configurable: true, writable: true });
  try {
    f();
  } finally {
    Object.defineProperty(engine, what, { value: own, configurable: true, writable: true });
  }
}

const wide = (x: Tensor<[20000, 1]>): Tensor<[]> => {
  const outer = matmul(x, ones([1, 40000]));
  const y = exp(outer);
  return sum(matmul(y, add(sum(y, 0), ones([40000])))) as Tensor<[]>;
};

test('an arena past 4 GiB', () => {
  const x = ones([20000, 1]);
  const f = jit(wide, { donate: [0] });
  expect(said(() => f(x))).toMatchInlineSnapshot(`
    "wide: a program must fit into the 4 GiB that WebAssembly can address.
      memory: 6.40 GB
      buffer 1: 3.20 GB   float32 × 800000000, refuse.test.ts:34
      buffer 2: 3.20 GB   float32 × 800000000, refuse.test.ts:35
      buffer 3: 160.0 kB   float32 × 40000, refuse.test.ts:36
      buffer 4: 80.0 kB   float32 × 20000, argument 0
      buffer 5: 4 bytes   float32 × 1, refuse.test.ts:36
    Expected less at a time. Use smaller batches, or checkpoint what the backward pass keeps."
  `);
  expect(said(() => grad(f)(x))).toContain('must fit into the 4 GiB');
  expect(x.data()[19999]).toBe(1);
});

describe('an engine that gives', () => {
  const step = jit(
    function train(x: Tensor<[3]>, y: Tensor<[3]>) {
      const product = exp(add(x, y));
      return [product, matmul(product, y)] as const;
    },
    { donate: [0, 1] },
  );
  const [x, y] = [tensor([1, 2, 3]), tensor([4, 5, 6])];
  const stay = (): void => expect([x.toArray(), y.toArray()]).toEqual([[1, 2, 3], [4, 5, 6]]); // prettier-ignore

  test('no memory', () => {
    failing('Memory', new RangeError('could not allocate memory'), () => {
      expect(said(() => step(x, y))).toMatchInlineSnapshot(`
        "train: there must be memory for the program.
          memory: 320 bytes
          buffer 1: 12 bytes   float32 × 3, argument 0
          buffer 2: 12 bytes   float32 × 3, argument 1
          buffer 3: 4 bytes   float32 × 1, refuse.test.ts:60
        Expected less at a time. Use smaller batches, or checkpoint what the backward pass keeps."
      `);
    });
    stay();
  });

  test('no module', () => {
    failing('Module', new Error('Compiling function #3 failed: invalid simd opcode'), () => {
      expect(said(() => step(x, y))).toMatchInlineSnapshot(`
        "train: the engine must take the WebAssembly module of the program.
          engine: Compiling function #3 failed: invalid simd opcode
          module: 1.3 kB, 6 functions
          memory: 320 bytes
          buffer 1: 12 bytes   float32 × 3, argument 0
          buffer 2: 12 bytes   float32 × 3, argument 1
          buffer 3: 4 bytes   float32 × 1, refuse.test.ts:60
        Expected an engine with WebAssembly SIMD, where pages may compile modules and there is room for them."
      `);
    });
    stay();
  });

  test('no module because of the page, and how to mend that', () => {
    const refusal = "Refused to compile or instantiate WebAssembly module because 'unsafe-eval' is not an allowed source of script"; // prettier-ignore
    failing('Module', new Error(refusal), () => {
      expect(
        said(() => step(x, y))
          .split('\n')
          .at(-1),
      ).toMatchInlineSnapshot(
        `"Expected an engine with WebAssembly SIMD, where pages may compile modules and there is room for them. Add 'wasm-unsafe-eval' to script-src of the Content-Security-Policy."`,
      );
    });
    stay();
  });

  test('both, in the end', () => {
    expect(step(x, y)[1].item()).toBeGreaterThan(0);
    expect(said(() => x.toArray())).toContain('a donated tensor must not be used again');
  });
});

test('lines of what is recomputed', () => {
  const block = checkpoint((v: Tensor<[30000, 30000]>) => exp(exp(v)));
  const f = jit((v: Tensor<[30000, 30000]>) => grad((u: Tensor<[30000, 30000]>) => sum(block(u)))(v));
  expect(said(() => f(ones([30000, 30000])))).toContain('refuse.test.ts');
});
