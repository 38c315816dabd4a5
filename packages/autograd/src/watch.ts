// An interpreter that computes like the eager one and shows every call, those of derivative rules included.
import type { Tensor } from '@cotangent/tensor';
import {
  bind,
  DenseTensor,
  nextLevel,
  withRecorder,
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
      const dense = inputs.filter((x) => x instanceof DenseTensor);
      if (dense.length < inputs.length) return bind(primitive, inputs, params);
      const outputs = primitive.kernel(dense, params, primitive.shape(dense, params));
      seen(primitive as Primitive, inputs, outputs);
      return outputs;
    },
  };
  return withRecorder(interpreter, f);
}
