// The graph: what a function does, as calls of primitives on values. Every value is made once, calls stand in order.
import type { DType, Tensor } from '@cotangent/tensor';
import {
  allocate,
  dense,
  type DenseTensor,
  type Params,
  type Primitive,
  type Spec,
} from '@cotangent/tensor/extend';

/** Something that is known when the program runs: an input, a constant, or what a call gives. */
export interface Value extends Spec {
  readonly id: number;
  readonly source: Source;
}

/** Where a value comes from. */
type Source =
  | { readonly kind: 'input'; readonly index: number }
  | { readonly kind: 'constant'; readonly tensor: DenseTensor }
  | { readonly kind: 'call'; readonly call: Call; readonly slot: number };

/** A place in the user's code: `file:line:column`, where it is known. */
export type Line = () => string | undefined;

/** One call of a primitive, or a loop or branch: see `control.ts`. */
export interface Call {
  readonly primitive: Primitive;
  readonly inputs: readonly Value[];
  readonly params: Params;
  readonly outputs: readonly Value[];
  /** Where in the user's code it was made. */
  readonly line?: Line;
  /** For calls that compute again what need not be kept: a number that grows; such a call is never joined with others. */
  readonly again?: number;
}

/** A whole function: inputs and outputs are lists of leaves. */
export interface Graph {
  readonly inputs: readonly Value[];
  readonly calls: readonly Call[];
  readonly outputs: readonly Value[];
}

/** Makes a graph call by call; calls that are the same become one. */
export class GraphBuilder {
  readonly inputs: Value[] = [];
  readonly calls: Call[] = [];
  /** Where in the user's code the next calls come from. */
  line: Line | undefined;
  /** What number the next calls have among those that compute again; `undefined` for all others. */
  again: number | undefined;
  private readonly constants = new Map<Tensor, Value>();
  private readonly known = new Map<string, readonly Value[]>();
  private next = 0;

  input({ shape, dtype }: Spec): Value {
    const value = {
      id: this.next++,
      shape,
      dtype,
      source: { kind: 'input', index: this.inputs.length },
    } as const;
    this.inputs.push(value);
    return value;
  }

  constant(tensor: DenseTensor): Value {
    const known = this.constants.get(tensor as Tensor) ?? this.scalar(tensor);
    if (known !== undefined) return known;
    const { shape, dtype } = tensor as Spec;
    const value = { id: this.next++, shape, dtype, source: { kind: 'constant', tensor } } as const;
    this.constants.set(tensor as Tensor, value);
    const key = scalarKey(tensor);
    if (key !== undefined) this.known.set(key, [value]);
    return value;
  }

  /** A number of rank 0. */
  number(value: number, dtype: DType): Value {
    return this.constant(dense(allocate(dtype, 1).fill(value), dtype, []) as DenseTensor);
  }

  /** A call of a primitive on values of this graph; one that was made before is not made again, loops and effects apart. */
  call(primitive: Primitive, inputs: readonly Value[], params: Params): readonly Value[] {
    const { line, again } = this;
    const key =
      'bodies' in primitive || primitive.name === 'print'
        ? `${this.calls.length} ${primitive.name}`
        : `${again ?? ''}${primitive.name}(${inputs.map(({ id }) => id).join()})${JSON.stringify(params)}`;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const outputs: Value[] = [];
    const call: Call = {
      primitive,
      inputs,
      params,
      outputs,
      ...(line !== undefined && { line }),
      ...(again !== undefined && { again }),
    };
    primitive.shape(inputs, params).forEach(({ shape, dtype }, slot) => {
      outputs.push({ id: this.next++, shape, dtype, source: { kind: 'call', call, slot } });
    });
    this.calls.push(call);
    this.known.set(key, outputs);
    return outputs;
  }

  /** The next calls are made for `call`: its line is theirs. */
  like({ line, again }: Pick<Call, 'line' | 'again'>): void {
    this.line = line;
    this.again = again;
  }

  graph(outputs: readonly Value[]): Graph {
    return { inputs: this.inputs, calls: this.calls, outputs };
  }

  private scalar(tensor: DenseTensor): Value | undefined {
    const key = scalarKey(tensor);
    return key === undefined ? undefined : this.known.get(key)?.[0];
  }
}

/** What tells constants of one repeated number apart; `undefined` for others. */
export function scalarKey(tensor: DenseTensor): string | undefined {
  const value = uniform(tensor);
  if (value === undefined) return undefined;
  const { dtype, shape } = tensor as Spec;
  return `${Object.is(value, -0) ? '-0' : value} ${dtype} ${shape.join()}`;
}

/** The number that all elements of a constant share by its strides; `undefined` where they may differ. */
export function uniform({ size, strides, shape, values, offset }: DenseTensor): number | undefined {
  if (size === 0) return undefined;
  return size === 1 || strides.every((stride, axis) => stride === 0 || shape[axis] === 1)
    ? values[offset]
    : undefined;
}
