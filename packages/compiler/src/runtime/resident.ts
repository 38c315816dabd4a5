// Results that stay in the memory of the program that made them, until they are read or the next call needs the place.
// To everyone else they are tensors like any other: ops read them into the heap first.
import type { Shape, Tensor } from '@cotangent/tensor';
import {
  bind,
  complain,
  dense,
  type DenseTensor,
  showSpec,
  Tracer,
  type Interpreter,
  type Params,
  type Primitive,
  type Spec,
} from '@cotangent/tensor/extend';
import type { DType, TypedArray } from '@cotangent/tensor';

/** Lets ops that meet resident tensors compute with their values. Below all other interpreters. */
const reading: Interpreter = {
  level: 0,
  process<P extends Params>(
    primitive: Primitive<P>,
    inputs: readonly Tensor[],
    params: P,
  ): readonly Tensor[] {
    return bind(
      primitive,
      inputs.map((x) => (x instanceof Resident ? x.concrete() : x)),
      params,
    );
  },
};

/** A place in a program's memory where a leaf lies. */
export interface Slot {
  readonly owner: object;
  readonly spec: Spec;
  /** In bytes. */
  readonly address: number;
  /** Its elements, where they are. */
  readonly values: TypedArray;
}

/** A tensor whose values are in a program's memory, or were until they had to leave. A loop makes many: they are small. */
export class Resident extends Tracer {
  /** Where the values are in a program's memory; nowhere once they left. */
  slot: Slot | undefined;
  /** The values since they left. */
  private heap: DenseTensor | undefined;
  private donatedTo: string | undefined;

  constructor(slot: Slot) {
    super(slot.spec);
    this.slot = slot;
    this.heap = undefined;
    this.donatedTo = undefined;
  }

  get interpreter(): Interpreter {
    return reading;
  }

  /** Whether the values are still in the program's memory. */
  get inPlace(): boolean {
    return this.slot !== undefined;
  }

  concrete(op = 'data()'): Tensor<Shape, DType> {
    this.evacuate(op);
    return this.heap as Tensor as Tensor<Shape, DType>;
  }

  /** A copy from where the values are: they need not leave for that. */
  override data(): TypedArray<DType> {
    return this.values('data()').slice() as TypedArray<DType>;
  }

  /** Throws if the tensor was donated. */
  requireAlive(op: string): void {
    if (this.donatedTo !== undefined) refuseDonated(op, this, this.donatedTo);
  }

  /** Copies the values to the heap, as their place is needed. */
  evacuate(op = 'data()'): void {
    this.requireAlive(op);
    if (this.slot === undefined) return;
    const values = this.slot.values.slice() as TypedArray<DType>;
    this.heap = dense(values, this.dtype, this.shape) as DenseTensor;
    this.slot = undefined;
  }

  /** The values where they are. */
  values(op: string): TypedArray {
    this.requireAlive(op);
    return this.slot?.values ?? (this.heap as DenseTensor).values;
  }

  /** Ends the tensor's life: its values belong to `op` now. */
  donate(op: string): void {
    this.donatedTo = op;
    this.slot = undefined;
    this.heap = undefined;
  }

  override toString(): string {
    return this.concrete().toString();
  }
}

/** Ends the life of a tensor on the heap. */
export function donateDense(x: DenseTensor, op: string): void {
  Object.defineProperty(x, 'values', { get: () => refuseDonated('data()', x as Spec, op) });
}

function refuseDonated(op: string, x: Spec, to: string): never {
  return complain({
    op,
    rule: 'a donated tensor must not be used again',
    got: { x: `${showSpec(x)}   donated to ${to}` },
    argument: 'x',
    expected: 'a tensor that was not donated',
    hint: 'Use what the function returned in its place, or take the argument out of `donate`.',
  });
}
