// Random programs with loops and branches: the bodies are random programs without, one in another up to three deep. What
// goes into a body is kept between -2 and 2, as its program was drawn for.
import { add, cond, greater, less, neg, rem, scan, sum, tanh, tensor, whileLoop, type Tensor } from '@cotangent/tensor'; // prettier-ignore
import {
  programs,
  runProgram,
  tensors,
  toSource,
  type ProgramCall,
  type ProgramOptions,
} from '@cotangent/testing';
import fc from 'fast-check';
import { primitivesIn } from '../../../testing/test/primitives.ts';
import { derived, taken, withPullback, withTangents, type Subject } from './subject.ts';

type Leaves = readonly Tensor[];
type Form = 'scan' | 'cond' | 'whileLoop';
/** What an input of a body is to its loop. */
type Role = 'carry' | 'row' | 'closure';

/** A loop or branch around a program, and perhaps around another of its kind. */
interface Block {
  readonly form: Form;
  readonly body: ProgramCall;
  readonly inner: Block | undefined;
  readonly roles: readonly Role[];
  readonly length: number;
  readonly reverse: boolean;
  /** What goes into the loop for its own inputs, rows on top of each other. */
  readonly inputs: Leaves;
}

const forms = ['scan', 'scan', 'cond', 'whileLoop'] as const;

/** The first input is a carry, so that there is one. */
function roleOf({ form, roles }: Pick<Block, 'form' | 'roles'>, k: number): Role {
  if (k === 0) return 'carry';
  return roles[k] === 'row' && form !== 'scan' ? 'closure' : roles[k];
}

/** Blocks whose innermost are `depth` deep. */
function blocks(options: ProgramOptions, depth: number): fc.Arbitrary<Block> {
  const { dtype = 'float64', exact = false } = options;
  const inner = depth > 1 ? blocks({ ...options, maxSteps: 3 }, depth - 1) : fc.constant(undefined);
  const shape = fc.record({
    form: fc.constantFrom(...forms),
    body: programs(options),
    inner,
    roles: fc.tuple(...[0, 1, 2].map(() => fc.constantFrom<Role>('carry', 'row', 'closure'))),
    length: fc.constantFrom(0, 1, 2, 3, 5),
    reverse: fc.boolean(),
  });
  return shape.chain((drawn) => {
    const specs = drawn.body.program.inputs.map((one, k) =>
      roleOf(drawn, k) === 'row' ? [drawn.length, ...one.shape] : one.shape,
    );
    return fc
      .tuple(...specs.map((own) => tensors({ shape: own, dtype, domain: [-2, 2], whole: exact })))
      .map((inputs) => ({ ...drawn, inputs: inputs as Leaves }));
  });
}

/** Programs with loops and branches, in both dtypes, on whole numbers too, with and without derivatives. */
export const loopSubjects: fc.Arbitrary<Subject> = fc
  .record({
    dtype: fc.constantFrom('float32' as const, 'float64' as const),
    exact: fc.constantFrom(false, false, true),
    maxSteps: fc.constantFrom(2, 4, 8),
    maxSize: fc.constantFrom(4, 12, 40),
    derived,
    depth: fc.constantFrom(1, 1, 2, 3),
  })
  .chain(({ derived: how, depth, ...options }) =>
    blocks(options, depth).map((block) => subjectOf(block, options, how)),
  );

function subjectOf(
  block: Block,
  { exact = false, dtype = 'float64' }: ProgramOptions,
  how: Parameters<typeof taken>[0],
): Subject {
  const all = chain(block);
  const inputs = all.flatMap((one) => one.inputs);
  const f = (...xs: Tensor[]): Leaves => {
    let next = 0;
    const own = all.map((one) => xs.slice(next, (next += one.inputs.length)));
    return run(all, own, exact);
  };
  // Loops of unknown length have no pullback while they are kept as loops.
  const forward = all.some(({ form }) => form === 'whileLoop');
  return {
    ...taken(how, forward ? withTangents : withPullback, f),
    inputs,
    dtype,
    unsigned: how !== 'no',
    used: new Set(all.flatMap(({ form, body }) => [form, ...primitivesIn(body)])),
    source: () =>
      all.map((one) => `${describe(one)}\n${toSource(one.body.program, one.body.inputs)}`).join('\n\n'),
  };
}

const describe = ({ form, roles, length, reverse }: Block): string =>
  `${form} ${length} times${reverse ? ', from the last' : ''}, inputs: ${roles.join(', ')}`;

/** A block and those in it, from the outermost to the innermost. */
function chain(block: Block): readonly Block[] {
  return block.inner === undefined ? [block] : [block, ...chain(block.inner)];
}

/** `x` between -2 and 2; whole numbers stay whole. */
const kept = (x: Tensor, exact: boolean): Tensor => (exact ? rem(x, 3) : tanh(x)) as Tensor;
/** `x` moved by `y`, which is added up where it has another shape. */
const moved = (x: Tensor, y: Tensor): Tensor =>
  add(x, y.shape.join() === x.shape.join() ? y : sum(y)) as Tensor;
const total = (ys: Leaves): Tensor => ys.map((y) => sum(y) as Tensor).reduce((a, b) => add(a, b) as Tensor);

/** The floats that the outermost of `all` gives; `own` are the inputs of each. */
function run(
  [block, ...inner]: readonly Block[],
  [xs, ...others]: readonly Leaves[],
  exact: boolean,
): Leaves {
  const { form, body, length, reverse } = block;
  const inside = (given: Leaves): Leaves => {
    const ys = runProgram(body.program, given);
    if (inner.length === 0) return ys;
    // The block inside depends on what goes round in this one.
    const [first, ...rest] = others[0];
    const mixed = [kept(moved(first, total(given)), exact), ...rest];
    return [...ys, total(run(inner, [mixed, ...others.slice(1)], exact))];
  };
  if (form === 'cond') {
    const flipped = xs.map((x) => neg(x) as Tensor);
    return cond(greater(total(xs), 0) as Tensor<[], 'bool'>, () => inside(xs), () => inside(flipped)); // prettier-ignore
  }
  const carries = xs.filter((_, k) => roleOf(block, k) === 'carry');
  const rows = xs.filter((_, k) => roleOf(block, k) === 'row');
  const step = (carry: Leaves, row: Leaves): readonly [Leaves, Leaves] => {
    const next = { carry: carry.values(), row: row.values(), closure: undefined };
    const ys = inside(xs.map((x, k) => next[roleOf(block, k)]?.next().value ?? x));
    return [carry.map((x, k) => kept(moved(x, ys[k % ys.length]), exact)), ys];
  };
  if (form === 'whileLoop') {
    const [, last] = whileLoop(
      ([n]: readonly [Tensor<[], 'int32'>, Leaves]) => less(n, length),
      ([n, carry]: readonly [Tensor<[], 'int32'>, Leaves]) => [add(n, 1), step(carry, [])[0]] as const,
      [tensor(0, 'int32'), carries] as const,
    ) as readonly [Tensor, Leaves];
    return last;
  }
  const [last, ys] = scan(step as never, carries as never, rows as never, { length, reverse });
  return [...(last as Leaves), ...(ys as Leaves)];
}
