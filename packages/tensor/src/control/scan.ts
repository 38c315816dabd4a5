// scan: a loop over the first axis of its inputs that carries a tree along and stacks what each step gives.
import type { ControlFlow } from '../core/bind.ts';
import { requireFunction, requireOptions } from '../core/require.ts';
import type { Tensor } from '../core/tensor.ts';
import { constant } from '../primitives/constant.ts';
import { complain, show } from '../base/error.ts';
import { requireSame } from '../tree/same.ts';
import { putTogether, takeApart } from '../tree/structure.ts';
import type { Tree, TreeLike } from '../tree/types.ts';
import { rowsOf, withAbstract } from './abstract.ts';
import { nextCarry, requireSpecs, type Carry, type CarryProblem } from './carry.ts';
import { keeperOf } from './keeper.ts';
import { stackRows, stepsOf, unstack, type Row, type Stacked, type Steps } from './stacked.ts';

/** What `scan` takes besides its inputs. */
export interface ScanOptions<N extends number = number> {
  /** The number of steps; needed where `xs` is `null`. */
  readonly length?: N;
  /** Begin with the last step; what it gives still stands last. */
  readonly reverse?: boolean;
}

/**
 * `[carry, ys]` of a loop over the first axis of `xs`: each step is `f(carry, x)` and returns `[carry, y]`.
 *
 * `C × [n, ...x] → C × [n, ...y]`. `xs` is a tree of tensors, and `ys` has the tree of `y`; `xs` may be `null` where
 * `length` is given, and `y` may be `null` where only the carry matters. Gradients flow through all of it, and through
 * what `f` closes over; while `jit` traces, they are loops as well, which read what the steps kept and recompute the rest. Of
 * no steps at all, the shapes of `ys` are found by running `f` once on shapes alone. Throws where first axes differ,
 * where the carry changes its structure, shapes or dtypes, and where steps give different ones of `y`.
 * @example
 * const [total, sums] = scan((sum, x) => [add(sum, x), add(sum, x)], tensor(0), tensor([1, 2, 3]));
 * total; // float32[] 6
 * sums; // float32[3] [1, 3, 6]
 */
export function scan<
  C extends TreeLike<C>,
  R extends Tree | object,
  Y extends Tree | object | null | undefined,
  X extends TreeLike<X> | null | undefined,
  const N extends number = number,
>(
  f: (carry: C, x: Row<X>) => readonly [carry: R & CarryProblem<'scan', C, R>, y: Y],
  init: C,
  xs: X,
  options?: ScanOptions<N>,
): [carry: C, ys: Stacked<Y, Steps<X, N>>];
export function scan(
  f: (carry: never, x: never) => readonly [unknown, unknown],
  init: unknown,
  xs: unknown,
  options: ScanOptions = {},
): [carry: unknown, ys: unknown] {
  requireFunction('scan', f, 'f');
  requireOptions('scan', options, { length: 'number', reverse: 'boolean' });
  const start = takeApart('scan', 'init', init);
  const inputs: Carry | null = xs === null || xs === undefined ? null : takeApart('scan', 'xs', xs);
  const rows = inputs?.leaves ?? [];
  const length = stepsOf('scan', inputs ?? nothing, options.length);
  const outputs = new Outputs();
  const body: Body = (carry, x) => {
    const row = inputs === null ? undefined : putTogether(inputs.structure, x);
    const returned = f(putTogether(start.structure, carry) as never, row as never);
    if (!Array.isArray(returned) || returned.length !== 2) refuse(returned);
    return [nextCarry('scan', 'f', start, returned[0]).leaves, outputs.take(returned[1])];
  };
  const keeper = keeperOf([...start.leaves, ...rows], [...start.leaves, ...rowsOf(rows)], (inside) =>
    body(inside.slice(0, start.leaves.length), inside.slice(start.leaves.length)).flat(),
  );
  const settings = { length, reverse: options.reverse === true };
  const [carry, ys] =
    keeper === undefined
      ? unrolled(body, start.leaves, rows, settings)
      : keeper.control.scan(body, start.leaves, rows, settings, keeper.closures);
  return [putTogether(start.structure, carry), outputs.tree(ys)];
}

type Body = Parameters<ControlFlow['scan']>[0];
const nothing: Carry = { leaves: [], structure: [] };

function refuse(returned: unknown): never {
  complain({
    op: 'scan',
    rule: 'each step must return a pair',
    got: { f: `returned ${show(returned)}` },
    argument: 'f',
    expected: 'f to return [carry, y]',
    hint: 'If a step gives nothing but its carry, return [carry, null].',
  });
}

/** The trees that steps give: all of one structure and the same specs; `null` where there is nothing. */
class Outputs {
  private first: Carry | null | undefined;
  private nothing: unknown;

  /** The leaves of one step's tree. */
  take(y: unknown): readonly Tensor[] {
    const none = y === null || y === undefined;
    const next = none ? null : takeApart('scan', 'y', y);
    if (this.first === undefined) [this.first, this.nothing] = [next, y];
    const [wanted, found] = [this.first ?? nothing, next ?? nothing];
    requireSame('scan', ['the first y', wanted.structure], ['y', found.structure], sameStructure);
    requireSpecs(
      'scan',
      'every step must return a y of the same shapes and dtypes',
      ['the first y', wanted],
      ['y', found.leaves],
    );
    return found.leaves;
  }

  /** The tree of stacked leaves. */
  tree(leaves: readonly Tensor[]): unknown {
    return this.first ? putTogether(this.first.structure, leaves) : this.nothing;
  }
}
const sameStructure = 'every step must return a y of the same structure';

/** The loop itself, step by step. */
function unrolled(
  body: Body,
  init: readonly Tensor[],
  xs: readonly Tensor[],
  { length, reverse }: { readonly length: number; readonly reverse: boolean },
): ReturnType<Body> {
  if (length === 0) return [init, emptyOutputs(body, init, xs)];
  const rows = xs.map((x) => unstack(x, length));
  const steps = new Array<readonly Tensor[]>(length);
  let carry = init;
  for (let k = 0; k < length; k++) {
    const i = reverse ? length - 1 - k : k;
    [carry, steps[i]] = body(
      carry,
      rows.map((row) => row[i]),
    );
  }
  return [carry, steps[0].map((_, leaf) => stackRows(steps.map((ys) => ys[leaf])))];
}

/** What no steps give: tensors with nothing in them, of the shapes that a step would have had. */
function emptyOutputs(body: Body, init: readonly Tensor[], xs: readonly Tensor[]): readonly Tensor[] {
  const ys = withAbstract([...init, ...rowsOf(xs)], 'a scan of no steps', (inputs) => {
    return body(inputs.slice(0, init.length), inputs.slice(init.length))[1];
  });
  return ys.map(({ shape, dtype }) => constant(0, [0, ...shape], dtype));
}
