// The microkernel: one tile of results in registers, summed tap by tap, for every tile of the innermost loop.
import { Code } from '../wasm/code.ts';
import { nest, type Loop } from './loops.ts';
import type { Plan } from './plan.ts';
import type { Epilogue } from './spec.ts';
import { store } from './store.ts';
import { accumulate } from './taps.ts';

/** What the function below is asked for beyond the plan. */
export interface TileOptions {
  readonly name: string;
  readonly inner: readonly Loop[];
  /** Is the sum made in several blocks, with partial sums in scratch memory between them? */
  readonly partial: boolean;
  readonly epilogue: Epilogue | undefined;
}

/** First block, last block: the bits of the parameter `mode`. */
export const modes = { first: 1, last: 2 } as const;

/** `(vector, splat, out, partial sums, table, taps, mode, …epilogue's operands)` */
export function tileFunction(plan: Plan, options: TileOptions): Code {
  const { name, inner, partial, epilogue } = options;
  const parameters = Array.from({ length: 7 + (epilogue?.operands.length ?? 0) }, () => 'i32' as const);
  const code = new Code(name, parameters);
  const [firstVector, firstSplat, firstOut, firstPartial, table, taps, mode, ...operands] = code.parameters;
  const sums = Array.from({ length: plan.rows * plan.along * plan.across }, () => code.local('v128'));
  const pointers = [firstVector, firstSplat, firstOut, firstPartial, ...operands];
  nest(code, inner, pointers, ([vector, splat, out, partials, ...beside]) => {
    const clear = (): void => {
      for (const sum of sums) code.v128(new Int32Array(4)).set(sum);
    };
    const resume = (): void => {
      for (const [k, sum] of sums.entries()) {
        code.get(partials).memory('v128.load', k * 16);
        code.set(sum);
      }
    };
    const keep = (): void => {
      for (const [k, sum] of sums.entries()) {
        code.get(partials).get(sum);
        code.memory('v128.store', k * 16);
      }
    };
    const finish = (): void => store(code, plan, sums, [out, ...beside], epilogue);
    const choose = (bit: number, then: () => void, otherwise: () => void): void => {
      if (partial) code.get(mode).i32(bit).op('i32.and').if(then, otherwise);
      else then();
    };
    choose(modes.first, clear, resume);
    if (!plan.nothing) accumulate({ code, plan, sums }, { vector, splat }, { table, taps });
    choose(modes.last, finish, keep);
  });
  return code;
}
