// The laws every primitive obeys, as checks that any test runner can call. Which ones apply is read off the rule.
import { jvp, vjp } from '@cotangent/autograd';
import { add, flip, mul, slice, type Tensor } from '@cotangent/tensor';
import { bind, DenseTensor, type Primitive } from '@cotangent/tensor/extend';
import fc from 'fast-check';
import { views } from '../arbitraries/views.ts';
import { checkGradients } from '../check/checkGradients.ts';
import { expectEqual, expectSame, expectSpec, hasElements, inner, likes, run, widened } from './compare.ts';
import {
  fixedOf,
  functionOf,
  isDifferentiable,
  type PrimitiveCall,
  type PrimitiveSamples,
} from './samples.ts';

/** How often a law is tried. */
export interface LawOptions {
  /** 50 unless given. */
  readonly numRuns?: number;
  /** Drawn from the clock unless given. */
  readonly seed?: number;
}

/** One law of one primitive. */
export interface Law {
  /** Such as `is linear`. */
  readonly name: string;
  /** Throws where the law is broken, with the smallest call that breaks it. */
  readonly check: (options?: LawOptions) => void;
}

type Test = (primitive: Primitive, call: PrimitiveCall) => void;

/**
 * The laws that apply to a primitive, over its samples:
 * - its kernel gives the shapes and dtypes that its shape rule promised, and leaves its inputs alone;
 * - strided views give what copies give;
 * - an elementwise rule commutes with indexing;
 * - a linear rule is linear and its adjoint is adjoint, a bilinear one in each of its inputs;
 * - forward and reverse mode agree, and differences confirm them, to first and second order.
 * @example
 * const sin = primitives.find(({ name }) => name === 'sin') as Primitive;
 * const inputs = tensors({ dtype: 'float64', maxRank: 2 });
 * const samples = samplesOf(sin, inputs.map((x) => ({ inputs: [x], params: {} })));
 * for (const { name, check } of laws(samples)) check({ numRuns: 10 }); // in a test file: test(name, () => check())
 */
export function laws({ primitive, calls }: PrimitiveSamples): readonly Law[] {
  const { kind } = primitive.rule;
  const law = <T>(name: string, drawn: fc.Arbitrary<T>, test: (x: T) => void): Law => ({
    name,
    check: ({ numRuns = 50, seed } = {}) =>
      fc.assert(fc.property(drawn, test), { numRuns, ...(seed !== undefined && { seed }) }),
  });
  const onCalls = (name: string, test: Test): Law => law(name, calls, (call) => test(primitive, call));
  const derivable = calls
    .filter(({ smooth }) => smooth)
    .map(widened)
    .filter((call) => isDifferentiable(primitive, call));
  const paired = derivable.chain((call) =>
    fc.tuple(
      fc.constant(call),
      likes(functionOf(call, (xs) => xs).args),
      likes(primitive.shape(call.inputs, call.params)),
    ),
  );
  const viewed = calls.chain((call) => fc.tuple(fc.constant(call), fc.tuple(...call.inputs.map(views))));
  const list = [
    onCalls('gives the shapes it promised and leaves its inputs alone', keepsItsWord),
    law('gives for views what it gives for copies', viewed, ([call, pairs]) => {
      const [ofViews, ofCopies] = (['view', 'plain'] as const).map((which) =>
        run(primitive, { ...call, inputs: pairs.map((pair) => pair[which]) }),
      );
      everyEqual('a view', ofViews, ofCopies);
    }),
  ];
  if (kind === 'elementwise') list.push(onCalls('commutes with indexing', commutes));
  if (kind === 'linear' || kind === 'bilinear') {
    list.push(law('is linear', paired, ([call, others]) => isLinear(primitive, call, others)));
    list.push(law('has an adjoint that is adjoint', paired, ([call, , g]) => isAdjoint(primitive, call, g)));
  }
  if (kind === 'none') return list;
  return [
    ...list,
    law('has forward and reverse derivatives that agree', paired, ([call, tangents, g]) =>
      modesAgree(primitive, call, tangents, g),
    ),
    law('has the derivatives that differences tell, twice', derivable.filter(hasElements), (call) => {
      const { f, args } = functionOf(call, (inputs) => bind(primitive, inputs, call.params));
      checkGradients(f, args, { coordinates: 8, directions: 2 });
    }),
  ];
}

function everyEqual(what: string, got: readonly Tensor[], want: readonly Tensor[]): void {
  want.forEach((y, k) => expectEqual(`${what}, output ${k}`, got[k], y));
}

const keepsItsWord: Test = (primitive, call) => {
  const before = call.inputs.map((x) => x.data());
  const promised = primitive.shape(call.inputs, call.params);
  const outputs = run(primitive, call);
  if (outputs.length !== promised.length) {
    throw new Error(`${outputs.length} outputs instead of ${promised.length}`);
  }
  promised.forEach((spec, k) => expectSpec(`output ${k}`, outputs[k], spec));
  call.inputs.forEach((x, k) => {
    if (x.data().some((value, i) => !Object.is(value, before[k][i]))) {
      throw new Error(`input ${k} was written to`);
    }
  });
};

const commutes: Test = (primitive, call) => {
  const [whole] = run(primitive, call);
  const indexings: ((x: Tensor) => Tensor)[] = [(x) => flip(x) as Tensor];
  if (whole.shape.length > 0) indexings.push((x) => slice(x, [1], [3]) as Tensor);
  for (const index of indexings) {
    const parts = { ...call, inputs: call.inputs.map(index) };
    everyEqual('an indexed call', run(primitive, parts), [index(whole)]);
  }
};

const mix = (x: Tensor, y: Tensor): Tensor => add(mul(x, 3), mul(y, -0.5)) as Tensor;

/** `A(3x - y/2) = 3 A x - A y / 2`, in all inputs together or, of a bilinear one, in each. */
function isLinear(primitive: Primitive, call: PrimitiveCall, others: readonly Tensor[]): void {
  const { args } = functionOf(call, (xs) => xs);
  const fixed = fixedOf(primitive);
  const variable = call.inputs.flatMap((_, k) => (fixed.includes(k) ? [] : [k]));
  const groups = primitive.rule.kind === 'bilinear' ? variable.map((k) => [k]) : [variable];
  for (const places of groups) {
    const put = (change: (x: Tensor, other: Tensor) => Tensor): readonly Tensor[] =>
      run(primitive, {
        ...call,
        inputs: call.inputs.map((x, k) => (places.includes(k) ? change(x, others[args.indexOf(x)]) : x)),
      });
    const [own, other] = [put((x) => x), put((_, y) => y)];
    everyEqual(
      `linear in ${places.join(', ')}`,
      put(mix),
      own.map((y, k) => mix(y, other[k])),
    );
  }
}

/** `⟨A x, g⟩ = ⟨x, Aᵀ g⟩`, for each input of a bilinear one. */
function isAdjoint(primitive: Primitive, call: PrimitiveCall, g: readonly Tensor[]): void {
  const { rule } = primitive;
  const { inputs, params } = call;
  const forth = inner(run(primitive, call), g);
  if (rule.kind === 'bilinear') {
    rule.adjoints.forEach((adjoint, k) => {
      const back = adjoint(g[0], inputs[1 - k], { params, inputs });
      expectSpec(`the cotangent of input ${k}`, back, inputs[k]);
      expectSame(`⟨A(x, y), g⟩ and the adjoint of input ${k}`, forth, inner([back], [inputs[k]]));
    });
  }
  if (rule.kind !== 'linear') return;
  const fixed = fixedOf(primitive);
  const back = rule.adjoint(
    g,
    { params, inputs },
    fixed.map((k) => inputs[k]),
  );
  const pairs = back.flatMap((x, k) => (x === null ? [] : [[x, inputs[k]] as const]));
  pairs.forEach(([x, input]) => expectSpec('a cotangent', x, input));
  const backward = inner(
    pairs.map(([x]) => x),
    pairs.map(([, input]) => input),
  );
  expectSame('⟨A x, g⟩ and ⟨x, Aᵀ g⟩', forth, backward);
}

/** `⟨J t, g⟩ = ⟨t, Jᵀ g⟩`. */
function modesAgree(
  primitive: Primitive,
  call: PrimitiveCall,
  tangents: readonly Tensor[],
  g: readonly Tensor[],
): void {
  const { f, args } = functionOf(call, (inputs) => bind(primitive, inputs, call.params));
  const [, forth] = jvp(f, args, [...tangents]);
  const [, pullback] = vjp(f, ...args);
  const back = pullback([...g]);
  [...forth, ...back].forEach((x) => {
    if (!(x instanceof DenseTensor)) throw new Error('a derivative is not a plain tensor');
  });
  expectSame('⟨J t, g⟩ and ⟨t, Jᵀ g⟩', inner(forth, g), inner(tangents, back));
}
