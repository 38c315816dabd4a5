// Running a rule with some of its calls replaced: how mistakes are planted in rules that know nothing of it.
import { flip, reshape, slice, type Tensor } from '@cotangent/tensor';
import {
  bind,
  nextLevel,
  withRecorder,
  type Data,
  type DenseTensor,
  type Interpreter,
  type Params,
  type Primitive,
  type Spec,
} from '@cotangent/tensor/extend';

/** What a call gives instead; `undefined` leaves it as it stands. */
export type Rewrite = (call: RuleCall) => readonly Tensor[] | undefined;

/** A call that a rule makes. */
export interface RuleCall {
  readonly primitive: Primitive;
  readonly inputs: readonly Tensor[];
  readonly params: Params;
}

/** Stands below everybody, so that a call that is being replaced is not replaced again. */
const computing: Interpreter = {
  level: -Infinity,
  process: (p, inputs, params) => p.kernel(inputs as readonly DenseTensor[], params, p.shape(inputs, params)),
};

/** Runs `f` with the calls it makes rewritten. */
export function rewriting<T>(rewrite: Rewrite, f: () => T): T {
  const interpreter: Interpreter = {
    level: nextLevel(),
    process: <P extends Params>(p: Primitive<P>, inputs: readonly Tensor[], params: P) =>
      withRecorder(
        computing,
        () => rewrite({ primitive: p as Primitive, inputs, params }) ?? bind(p, inputs, params),
      ),
  };
  return withRecorder(interpreter, f);
}

/** A mistake in how a rule calls another primitive. */
export interface Slip {
  /** What is done to the call, such as `swaps the operands of`. */
  readonly name: string;
  readonly of: Rewrite;
}

function alike(a: readonly Spec[], b: readonly Spec[]): boolean {
  return (
    a.length === b.length &&
    a.every(({ shape, dtype }, k) => dtype === b[k].dtype && String(shape) === String(b[k].shape))
  );
}

/** The call with other inputs or params, where that is a legal call whose outputs are of the same specs. */
function instead(call: RuleCall, inputs: readonly Tensor[], params: Params): readonly Tensor[] | undefined {
  const { primitive } = call;
  try {
    if (!alike(primitive.shape(inputs, params), primitive.shape(call.inputs, call.params))) return undefined;
    return bind(primitive, inputs, params);
  } catch {
    return undefined;
  }
}

const swapped: Slip = {
  name: 'swaps the operands of',
  of: (call) => {
    const { inputs, params } = call;
    const [x, y] = inputs.slice(-2);
    const same = inputs.length > 1 && x.dtype === y.dtype;
    return same ? instead(call, [...inputs.slice(0, -2), y, x], params) : undefined;
  },
};

const left: Slip = {
  name: 'leaves out',
  of: ({ primitive, inputs, params }) => {
    const [x] = inputs;
    return x !== undefined && alike(primitive.shape(inputs, params), [x]) ? [x] : undefined;
  },
};

/** `Σ x` over axes becomes the first term of each sum. */
const unsummed: Slip = {
  name: 'takes the first term of',
  of: ({ primitive, inputs: [x], params }) => {
    if (primitive.name !== 'sum' || x.shape.includes(0)) return undefined;
    const axes = params['axes'] as readonly number[];
    const stops = x.shape.map((n, axis) => (axes.includes(axis) ? 1 : n));
    const [{ shape }] = primitive.shape([x], params);
    return [
      reshape(
        slice(
          x,
          stops.map(() => 0),
          stops,
        ) as Tensor,
        shape,
      ) as Tensor,
    ];
  },
};

const backwards: Slip = {
  name: 'reads backwards what comes of',
  of: ({ primitive, inputs, params }) => {
    const outputs = bind(primitive, inputs, params);
    return outputs.map((y) => flip(y) as Tensor);
  },
};

/** A param changed to another of its kind: the next axis, the other order, the other flag. */
function changed(value: Data, rank: number): Data | undefined {
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'number') return (value + 1) % Math.max(rank, 1);
  if (!Array.isArray(value) || !value.every((n) => typeof n === 'number')) return undefined;
  const list = value as readonly number[];
  return list.length === 1 ? [(list[0] + 1) % Math.max(rank, 1)] : list.toReversed();
}

const misread = (key: string): Slip => ({
  name: `mistakes \`${key}\` of`,
  of: (call) => {
    const { inputs, params } = call;
    const value = changed(params[key] ?? null, Math.max(0, ...inputs.map((x) => x.shape.length)));
    const same = value === undefined || JSON.stringify(value) === JSON.stringify(params[key]);
    return same ? undefined : instead(call, inputs, { ...params, [key]: value });
  },
});

/** The mistakes that can be made in calling a primitive with such params. */
export function slipsOf({ params }: RuleCall): readonly Slip[] {
  return [swapped, left, unsummed, backwards, ...Object.keys(params).map(misread)];
}
