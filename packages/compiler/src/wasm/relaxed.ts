// Whether the engine has relaxed SIMD: asked once, by a module that multiplies and adds in one go.
import { Code } from './code.ts';
import { engine } from './engine.ts';
import { Module } from './module.ts';

let known: boolean | undefined;

/** Whether fused multiply-add can be had. */
export function hasRelaxed(): boolean {
  return (known ??= engine.validate(fusing()));
}

/** The module that asks. */
export function fusing(): Uint8Array<ArrayBuffer> {
  const code = new Code('fused');
  const x = code.local('v128');
  code.get(x).get(x).get(x).op('f32x4.relaxed_madd').set(x);
  const module = new Module();
  module.export(code);
  return module.encode(1);
}
