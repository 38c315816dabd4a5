// What is checked: the function over the float leaves of its arguments, and for order 2 its gradient, as a function of the
// point and of the cotangent.
import { vjp } from '@cotangent/autograd';
import { cast, tensor, tree, type Tensor } from '@cotangent/tensor';
import { complain, isFloat, putTogether, requireFunction, show, takeApart } from '@cotangent/tensor/extend';
import { joined, layoutOf, toVector } from './layout.ts';
import type { Subject, Vector } from './subject.ts';
import type { Scope } from './watch.ts';

type AnyFunction = (...args: never[]) => unknown;

/** A function and its arguments, taken apart. */
export interface Taken {
  /** In float64; in the dtypes of the arguments where `f` refuses float64. */
  readonly subject: Subject;
  /** In the dtypes of the arguments, if there is float32 among them and `f` does not refuse float64. */
  readonly narrow: Subject | undefined;
  /** What the first run of `f` gave. */
  readonly first: Vector;
}

/** A tree with numbers for leaves of rank 0 taken apart. */
function takeTree(argument: string, x: unknown): ReturnType<typeof takeApart> {
  return takeApart('checkGradients', argument, typeof x === 'number' ? tensor(x) : x);
}

function namesOf(name: string, x: unknown): string[] {
  const paths: readonly string[] = tree.paths((typeof x === 'number' ? tensor(x) : x) as Tensor);
  return paths.map((path) => (path === '' ? name : `${name}${path.startsWith('[') ? '' : '.'}${path}`));
}

/** `f` over the float leaves of its arguments; the other leaves keep their values. */
export function takeFunction(f: AnyFunction, args: readonly unknown[], names: readonly string[]): Taken {
  requireFunction('checkGradients', f, 'f');
  if (!Array.isArray(args)) {
    complain({
      op: 'checkGradients',
      rule: 'arguments are given as a list',
      got: { args: show(args) },
      argument: 'args',
      expected: `[${show(args)}]`,
    });
  }
  const flats = args.map((x, i) => takeTree(`args[${i}]`, x));
  const leaves = flats.flatMap((flat) => flat.leaves);
  const labels = args.flatMap((x, i) => namesOf(names[i] ?? `args[${i}]`, x));
  const chosen = [...leaves.keys()].filter((k) => isFloat(leaves[k].dtype));
  if (chosen.length === 0) {
    complain({
      op: 'checkGradients',
      rule: 'there must be something to differentiate by',
      got: { args: show(args) },
      argument: 'args',
      expected: 'at least one tensor of dtype float32 or float64',
    });
  }
  const scope: Scope = { inside: false };
  let outputNames: readonly string[] = [];
  const call = (xs: readonly Tensor[]): readonly Tensor[] => {
    const all = [...leaves];
    chosen.forEach((k, i) => (all[k] = xs[i]));
    let start = 0;
    const trees = flats.map(({ structure, leaves: own }) => {
      start += own.length;
      return putTogether(structure, all.slice(start - own.length, start));
    });
    const outer = scope.inside;
    scope.inside = true;
    try {
      const result = f(...(trees as never[]));
      const outputs = takeTree('output', result).leaves;
      outputNames = namesOf('output', result).filter((_, k) => isFloat(outputs[k].dtype));
      return outputs.filter((y) => isFloat(y.dtype)).map((y) => cast(y, 'float64') as Tensor);
    } finally {
      scope.inside = outer;
    }
  };
  const variables = chosen.map((k) => cast(leaves[k], 'float64') as Tensor);
  const own = chosen.map((k) => leaves[k]);
  const { outputs, refuses } = tryOut(call, variables, own);
  if (outputs.length === 0) {
    complain({
      op: 'checkGradients',
      rule: 'there must be something to differentiate',
      got: { f: 'returned no float' },
      argument: 'f',
      expected: 'f to return at least one tensor of dtype float32 or float64',
    });
  }
  const subject: Subject = {
    order: 1,
    call,
    inputs: layoutOf(
      chosen.map((k) => labels[k]),
      variables,
    ),
    outputs: layoutOf(outputNames, outputs),
    point: toVector(variables),
    scope,
  };
  const given: Subject = {
    ...subject,
    call: (xs) => call(xs.map((x, k) => cast(x, own[k].dtype) as Tensor)),
  };
  const narrow = own.some(({ dtype }) => dtype === 'float32') ? given : undefined;
  const first = toVector(outputs);
  return refuses ? { subject: given, narrow: undefined, first } : { subject, narrow, first };
}

/** The outputs in float64; those in the arguments' own dtypes where `f` takes no others. */
function tryOut(
  call: Subject['call'],
  variables: readonly Tensor[],
  own: readonly Tensor[],
): { readonly outputs: readonly Tensor[]; readonly refuses: boolean } {
  try {
    return { outputs: call(variables), refuses: false };
  } catch (error) {
    try {
      return { outputs: call(own), refuses: true };
    } catch {
      throw error;
    }
  }
}

/** The gradient of `⟨u, f(x)⟩` by `x`, as a function of `x` and `u`. */
export function gradientOf(subject: Subject, u: Vector): Subject {
  const { inputs, outputs, point, scope } = subject;
  const count = inputs.places.length;
  const call = (all: readonly Tensor[]): readonly Tensor[] => {
    const [, pullback] = vjp((xs: Tensor[]) => [...subject.call(xs)], all.slice(0, count));
    return pullback(all.slice(count))[0];
  };
  const rename = (prefix: string, { places, size }: Subject['inputs']): Subject['inputs'] => ({
    places: places.map((place) => ({ ...place, name: `${prefix}${place.name}` })),
    size,
  });
  const both = new Float64Array(inputs.size + outputs.size);
  both.set(point);
  both.set(u, inputs.size);
  return {
    order: 2,
    call,
    inputs: joined(inputs, rename('the cotangent of ', outputs)),
    outputs: rename('the gradient by ', inputs),
    point: both,
    scope,
  };
}
