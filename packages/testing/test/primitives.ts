// The samples of the library's own primitives, as laws and mutants take them, and which primitives a program uses.
import { bind, nextLevel, withRecorder, type Interpreter } from '@cotangent/tensor/extend';
import { allSamples, inputsOf } from '../../tensor/src/samples.ts';
import { runProgram, type PrimitiveSamples, type ProgramCall } from '../src/index.ts';

/** Those of every primitive, some of which have several entries. */
export const ownSamples: readonly PrimitiveSamples[] = allSamples.map(({ primitive, calls }) => ({
  primitive,
  calls: calls.chain((call) =>
    inputsOf(call).map((inputs) => ({ inputs, params: call.params, smooth: call.smooth })),
  ),
}));

/** The names of the primitives that a program calls. */
export function primitivesIn({ program, inputs }: ProgramCall): ReadonlySet<string> {
  const names = new Set<string>();
  const silent: Interpreter = {
    level: -Infinity,
    process: (p, xs, params) => p.kernel(xs as never, params, p.shape(xs, params)),
  };
  const counting: Interpreter = {
    level: nextLevel(),
    process: (p, xs, params) => {
      names.add(p.name);
      return withRecorder(silent, () => bind(p, xs, params));
    },
  };
  withRecorder(counting, () => runProgram(program, inputs));
  return names;
}
