// explainNonFinite: which call first made a NaN or an infinity out of finite numbers, forward or backward, and where.
import { ones, type Tensor } from '@cotangent/tensor';
import { isFloat, showSpec, sourceLine, type Primitive } from '@cotangent/tensor/extend';
import { flattenArgument, flattenTree, joinFlats, leafNames } from './arguments.ts';
import { vjpFlat } from './pullback.ts';
import type { Entry } from './entry.ts';
import { watching } from './watch.ts';

/** The first call that made a non-finite number out of finite ones. */
export interface NonFinite {
  /** The primitive that made it; the argument's name if one was not finite to begin with. */
  readonly primitive: string;
  /** In which pass; `'input'` if an argument was not finite to begin with. */
  readonly pass: 'input' | 'forward' | 'backward';
  /** In the backward pass: the primitive whose derivative was being computed. */
  readonly derivativeOf: string | undefined;
  /** The inputs of the call, by dtype and shape, and what they held at the offending place if they are of its shape. */
  readonly inputs: readonly string[];
  /** Where in the output the first offending value is. */
  readonly index: readonly number[];
  readonly value: number;
  /** `file:line:column` of the call, or of the call whose derivative was being computed. */
  readonly line: string | undefined;
  /** All of this as text. */
  readonly message: string;
}

interface Stray {
  readonly at: number;
  readonly value: number;
}

const isStray = (value: number): boolean => !Number.isFinite(value);

/** The first element for which `test` holds: its row-major position and value. */
function find(x: Tensor, test: (value: number, at: number) => boolean): Stray | undefined {
  if (!isFloat(x.dtype)) return undefined;
  const values = x.data();
  const at = values.findIndex(test);
  return at < 0 ? undefined : { at, value: values[at] };
}

/**
 * What a call made in its output `y`. Element by element where that is how it computes; elsewhere infinities may come of
 * infinities anywhere among the inputs, but a NaN is made unless there was one.
 */
function madeBy({ rule }: Primitive, inputs: readonly Tensor[], y: Tensor): Stray | undefined {
  const beside = inputs.filter((x) => isFloat(x.dtype)).map((x) => x.data());
  if (rule.kind === 'elementwise' && beside.every(({ length }) => length === y.size)) {
    return find(
      y,
      (value, at) =>
        isStray(value) &&
        !beside.some((values) => (Number.isNaN(value) ? Number.isNaN(values[at]) : isStray(values[at]))),
    );
  }
  if (beside.some((values) => values.some(Number.isNaN))) return undefined;
  return find(y, beside.some((values) => values.some(isStray)) ? Number.isNaN : isStray);
}

function unravel(at: number, shape: readonly number[]): number[] {
  const index: number[] = [];
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    index.unshift(at % shape[axis]);
    at = Math.floor(at / shape[axis]);
  }
  return index;
}

/** An input as the message shows it: dtype, shape, and its value at the offending place. */
function describe(x: Tensor, at: number, like: Tensor): string {
  const same = x.size === like.size && String(x.shape) === String(like.shape);
  return same ? `${showSpec(x)}   ${x.data()[at]} there` : showSpec(x);
}

type Found = Omit<NonFinite, 'message'>;

function explain(found: Found): NonFinite {
  const { primitive, pass, derivativeOf, inputs, index, value, line } = found;
  const where =
    pass === 'backward'
      ? `in the backward pass, in the derivative of ${derivativeOf}`
      : 'in the forward pass';
  const head =
    pass === 'input'
      ? `${primitive} holds ${value} at [${index.join(', ')}].`
      : `${primitive} made ${value} at [${index.join(', ')}], ${where}.`;
  const lines = inputs.map((input, i) => `\n  input ${i}: ${input}`);
  return { ...found, message: `${head}${lines.join('')}${line === undefined ? '' : `\n  at ${line}`}` };
}

/**
 * The first call that made a NaN or an infinity out of finite numbers, when `f` and its gradient are computed for all
 * arguments; `null` if there is none. Reads every value, so it is for looking, not for training.
 *
 * Infinite constants that are written down on purpose (a mask of -Infinity) are not blamed, what turns them into
 * NaN is. Throws for arguments that are not floats.
 * @example
 * const found = explainNonFinite((x: Tensor<[2]>) => sum(where(greater(x, 0), log(x), 0)), tensor([0, 1]));
 * found?.message; // 'log made -Infinity at [0], in the forward pass. …
 */
export function explainNonFinite<A extends readonly unknown[]>(
  f: (...args: A) => unknown,
  ...args: A
): NonFinite | null {
  const flats = args.map((x, i) => flattenArgument('explainNonFinite', x, `argument ${i}`));
  const { leaves, regroup } = joinFlats(flats);
  const names = flats.flatMap(({ structure }, i) => leafNames(structure, `argument ${i}`));
  for (const [i, leaf] of leaves.entries()) {
    const found = find(leaf, isStray);
    if (found !== undefined) {
      const index = unravel(found.at, leaf.shape);
      return explain({
        primitive: names[i],
        pass: 'input',
        derivativeOf: undefined,
        inputs: [],
        index,
        value: found.value,
        line: undefined,
      });
    }
  }
  let first: Found | undefined;
  let current: Entry | undefined;
  const lines = new WeakMap<Entry, string | undefined>();
  const run = (inputs: readonly Tensor[]): readonly Tensor[] =>
    flattenTree('explainNonFinite', 'output', f(...(regroup(inputs) as [...A]))).leaves;
  watching(
    (primitive, inputs, outputs) => {
      if (first !== undefined) return;
      for (const y of outputs) {
        const found = madeBy(primitive, inputs, y);
        if (found === undefined) continue;
        first = {
          primitive: primitive.name,
          pass: current === undefined ? 'forward' : 'backward',
          derivativeOf: current?.name,
          inputs: inputs.map((x) => describe(x, found.at, y)),
          index: unravel(found.at, y.shape),
          value: found.value,
          line: current === undefined ? sourceLine() : lines.get(current),
        };
      }
    },
    () => {
      const { outputs, pullback } = vjpFlat(run, leaves, {
        forward: (entry) => lines.set(entry, sourceLine()),
        backward: (entry) => (current = entry),
      });
      pullback(outputs.map((y) => (isFloat(y.dtype) ? (ones(y.shape, y.dtype) as Tensor) : null)));
    },
  );
  return first === undefined ? null : explain(first);
}
