// An interpreter that computes like the eager one and shows every call, those of derivative rules included.
import type { Tensor } from '@cotangent/tensor';
import {
  nextLevel,
  Tracer,
  withRecorder,
  type DenseTensor,
  type Interpreter,
  type Params,
  type Primitive,
} from '@cotangent/tensor/extend';

/** Sees a call with its values. */
export type Seen = (primitive: Primitive, inputs: readonly Tensor[], outputs: readonly Tensor[]) => void;

/** Runs `f` while `seen` is shown every call that computes. Synchronous. */
export function watching<T>(seen: Seen, f: () => T): T {
  const interpreter: Interpreter = {
    level: nextLevel(),
    process<P extends Params>(
      primitive: Primitive<P>,
      inputs: readonly Tensor[],
      params: P,
    ): readonly Tensor[] {
      const outer = highest(inputs);
      if (outer !== undefined) return outer.process(primitive, inputs, params);
      const dense = inputs as readonly DenseTensor[];
      const outputs = primitive.kernel(dense, params, primitive.shape(dense, params));
      seen(primitive as Primitive, inputs, outputs);
      return outputs;
    },
  };
  return withRecorder(interpreter, f);
}

/** The interpreter of the highest tracer: those of functions that are being differentiated further out. */
function highest(inputs: readonly Tensor[]): Interpreter | undefined {
  return inputs
    .flatMap((x) => (x instanceof Tracer ? [x.interpreter] : []))
    .reduce<Interpreter | undefined>((top, next) => (top && top.level > next.level ? top : next), undefined);
}
