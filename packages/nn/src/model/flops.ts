// What a function of tensors takes, by running it on shapes alone. Nothing is computed.
import type { Tensor } from '@cotangent/tensor';
import {
  complain,
  flopsOf,
  nextLevel,
  Tracer,
  withRecorder,
  type Interpreter,
  type Params,
  type Primitive,
  type Spec,
} from '@cotangent/tensor/extend';

/** A tensor that has a shape and a dtype, but no values. */
class Outline extends Tracer {
  readonly interpreter: Interpreter;

  constructor(interpreter: Interpreter, spec: Spec) {
    super(spec);
    this.interpreter = interpreter;
  }

  concrete(reading: string): never {
    return complain({
      op: 'summary',
      rule: 'values cannot be read, as nothing is computed',
      got: { reading },
      argument: 'reading',
      expected: 'layers that read no values',
    });
  }
}

/** Counts the arithmetic of what runs; loops are taken step by step. */
export class Counter implements Interpreter {
  readonly level: number = nextLevel();
  flops = 0;

  process<P extends Params>(
    primitive: Primitive<P>,
    inputs: readonly Tensor[],
    params: P,
  ): readonly Tensor[] {
    const outputs = primitive.shape(inputs as readonly Spec[], params);
    this.flops += flopsOf(primitive.name, params, inputs as readonly Spec[], outputs);
    return outputs.map((spec) => this.outline(spec));
  }

  /** A tensor of this counter. */
  outline(spec: Spec): Tensor {
    return new Outline(this, spec) as Tensor;
  }

  /** The arithmetic of `f`, run on shapes. */
  flopsOf(f: () => unknown): number {
    const before = this.flops;
    withRecorder(this, f);
    return this.flops - before;
  }
}
