// A program that is compared with the eager interpreter on every run, for `jit` with `debug`.
import type { Tensor } from '@cotangent/tensor';
import type { DenseTensor, Spec } from '@cotangent/tensor/extend';
import { assemble, type Stages } from './compile.ts';
import { denseOf } from './debug/numbers.ts';
import { compareSideBySide, watched } from './debug/sideBySide.ts';
import { Program } from './runtime/program.ts';
import { Resident } from './runtime/resident.ts';

/** What runs on leaves. */
export interface Runner {
  run(leaves: readonly Tensor[]): readonly Tensor[];
}

/** Runs `program` and compares it; throws where it differs by more than rounding explains. */
export function debugged(name: string, { traced, graph }: Stages, program: Runner, relaxed: boolean): Runner {
  const all = watched(graph);
  const donated = all.inputs.map(() => false);
  const { lowered, emitted } = assemble(all, { relaxed, donated });
  const watching = new Program(name, all, lowered, emitted, donated);
  const copy = (x: Tensor): DenseTensor =>
    denseOf(x instanceof Resident ? x.values(name) : x.data(), x.dtype, (x as Spec).shape);
  const watch = (inputs: readonly DenseTensor[]): readonly DenseTensor[] =>
    watching.run(inputs as readonly Tensor[]).map(copy);
  return {
    run(leaves) {
      const inputs = leaves.map(copy);
      const results = program.run(leaves);
      compareSideBySide({ name, traced, graph, watch }, inputs, results.map(copy));
      return results;
    },
  };
}
