// What one core's SIMD unit can do: products and sums of f32x4 that never leave the registers.
// The yardstick of every contraction: no kernel made of `f32x4.mul` and `f32x4.add` can be faster, nor one made of
// `f32x4.relaxed_madd` than the same loop with that.
import { now } from './clock.ts';
import { Code } from '../../packages/compiler/src/wasm/code.ts';
import { hasRelaxed } from '../../packages/compiler/src/wasm/relaxed.ts';
import { engine } from '../../packages/compiler/src/wasm/engine.ts';
import { Module } from '../../packages/compiler/src/wasm/module.ts';

/** Independent chains: enough to hide the latency of both instructions, few enough for sixteen registers. */
const chains = 12;
const iterations = 100_000;
const flops = iterations * chains * 4 * 2;

function loop(fused: boolean): Code {
  const code = new Code('loop', [], ['f32']);
  const scale = code.local('v128');
  const shift = code.local('v128');
  code.f32(0.5).op('f32x4.splat').set(scale);
  code.f32(0.25).op('f32x4.splat').set(shift);
  const sums = Array.from({ length: chains }, (_, k) => {
    const one = code.local('v128');
    code.f32(k).op('f32x4.splat').set(one);
    return one;
  });
  code.for(0, iterations, 1, () => {
    for (const one of sums) {
      if (fused) code.get(scale).get(shift).get(one).op('f32x4.relaxed_madd').set(one);
      else code.get(one).get(scale).op('f32x4.mul').get(shift).op('f32x4.add').set(one);
    }
  });
  code.get(sums[0]);
  for (const one of sums.slice(1)) code.get(one).op('f32x4.add');
  return code.lane('f32x4.extract_lane', 0);
}

const compiled = new Map<boolean, () => number>();

function compile(fused: boolean): () => number {
  const module = new Module();
  module.export(loop(fused));
  const memory = new engine.Memory({ initial: 1 });
  const { exports } = new engine.Instance(new engine.Module(module.encode(1)), { env: { memory } });
  const run = exports['loop'] as () => number;
  for (let i = 0; i < 50; i++) run();
  compiled.set(fused, run);
  return run;
}

/** GFLOP/s of a loop over about so many milliseconds: whatever else the machine does then slows it, like any work. */
function rate(fused: boolean, milliseconds: number): number {
  const run = compiled.get(fused) ?? compile(fused);
  const start = now();
  for (let calls = 1; ; calls++) {
    run();
    const elapsed = now() - start;
    if (elapsed >= milliseconds) return (calls * flops) / elapsed / 1e6;
  }
}

/** GFLOP/s of `f32x4.mul` and `f32x4.add`. */
export const peak = (milliseconds = 60): number => rate(false, milliseconds);

/** GFLOP/s of `f32x4.relaxed_madd`; NaN where the engine does not have it. */
export const fusedPeak = (milliseconds = 60): number =>
  hasRelaxed() ? rate(true, milliseconds) : Number.NaN;
