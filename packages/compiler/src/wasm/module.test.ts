import { expect, test } from 'vitest';
import { Code } from './code.ts';
import { engine, type Memory } from './engine.ts';
import { instructions } from './instructions.ts';
import { Module } from './module.ts';

/** Instantiates what `write` makes of a function of these parameters, and calls it. */
function run(code: Code, ...args: number[]): { result: number; memory: Memory } {
  const module = new Module();
  module.export(code);
  const memory = new engine.Memory({ initial: 1 });
  const { exports } = new engine.Instance(new engine.Module(module.encode(1)), { env: { memory } });
  return { result: exports[code.name](...args), memory };
}

test('a loop with a constant bound runs, and labels find their blocks from any depth', () => {
  const code = new Code('sum', ['i32'], ['i32']);
  const [limit] = code.parameters;
  const total = code.local('i32');
  code.block((done) => {
    code.for(0, 100, 3, (i) => {
      code.get(i).get(limit).op('i32.gt_s').brIf(done);
      code.get(total).get(i).op('i32.add').set(total);
    });
  });
  code.get(total);
  expect(run(code, 10).result).toBe(0 + 3 + 6 + 9);
  expect(run(code, 1000).result).toBe(1683);
});

test('vectors go through memory', () => {
  const code = new Code('square');
  code
    .i32(16)
    .i32(0)
    .memory('v128.load', 0)
    .i32(0)
    .memory('v128.load', 0)
    .op('f32x4.mul')
    .memory('v128.store', 64);
  const module = new Module();
  module.export(code);
  const memory = new engine.Memory({ initial: 1 });
  new Float32Array(memory.buffer).set([1, 2, 3, 4]);
  const { exports } = new engine.Instance(new engine.Module(module.encode(1)), { env: { memory } });
  exports['square']();
  expect([...new Float32Array(memory.buffer, 80, 4)]).toEqual([1, 4, 9, 16]);
});

test('large and negative numbers are encoded as they are', () => {
  for (const value of [0, 63, 64, -64, -65, 8191, -8193, 2 ** 31 - 1, -(2 ** 31), 123456789]) {
    expect(run(new Code('value', [], ['i32']).i32(value)).result).toBe(value);
  }
  expect(run(new Code('value', [], ['f64']).f64(Math.PI)).result).toBe(Math.PI);
});

test('no two instructions share an encoding', () => {
  const seen = new Set([...instructions.values()].map(({ prefix, opcode }) => `${prefix} ${opcode}`));
  expect(seen.size).toBe(instructions.size);
});
