import { expect, test } from 'vitest';
import { Code } from '../wasm/code.ts';
import { engine } from '../wasm/engine.ts';
import { instruction } from '../wasm/instructions.ts';
import { Module } from '../wasm/module.ts';
import { f32x4 } from './lanes.ts';
import { rarely, type Value } from './value.ts';
import { read, unary, write } from './write.ts';

/** A function of one float32, from a formula. */
function compile(formula: (x: Value) => Value): { code: Code; run: (x: number) => number } {
  const code = new Code('run', ['f32'], ['f32']);
  code.get(code.parameters[0]).op('f32x4.splat');
  unary(f32x4, formula)(code);
  code.lane('f32x4.extract_lane', 2);
  const module = new Module();
  module.export(code);
  const memory = new engine.Memory({ initial: 0 });
  const { exports } = new engine.Instance(new engine.Module(module.encode(0)), { env: { memory } });
  return { code, run: exports['run'] };
}

test('what is used twice is computed once', () => {
  const { code, run } = compile((x) => {
    const root = x.sqrt();
    return root.mul(root).add(root);
  });
  expect(run(9)).toBe(12);
  const { opcode } = instruction('f32x4.sqrt');
  const bytes = [...code.body.view()];
  // 0xfd, then the opcode in two bytes.
  const sqrt = [0xfd, (opcode & 0x7f) | 0x80, opcode >> 7];
  const found = bytes.filter((_, k) => sqrt.every((byte, j) => bytes[k + j] === byte));
  expect(found).toHaveLength(1);
});

test('locals are given back', () => {
  const code = new Code('run', ['v128'], ['v128']);
  const formula = unary(f32x4, (x) => x.mul(x).add(x.mul(x).sqrt()));
  code.get(code.parameters[0]);
  formula(code);
  const { length } = code.locals;
  formula(code);
  expect(code.locals).toHaveLength(length);
});

test('a detour is taken where its condition holds in any lane', () => {
  const { run } = compile((x) => {
    const [y] = rarely(x.lt(0), [x.add(1)], (code, [local]) => {
      write(code, read(f32x4, local).neg());
      code.set(local);
    });
    return y.add(y);
  });
  expect(run(3)).toBe(8);
  expect(run(-3)).toBe(4);
});

test('polynomials are evaluated from their coefficients, lowest power first', () => {
  expect(compile((x) => x.horner([1, 2, 3])).run(2)).toBe(1 + 4 + 12);
  expect(compile((x) => x.horner([5])).run(2)).toBe(5);
});

test('NaN survives bounds', () => {
  expect(compile((x) => x.atLeast(-1).atMost(1)).run(NaN)).toBeNaN();
  expect(compile((x) => x.atLeast(-1).atMost(1)).run(-7)).toBe(-1);
});
