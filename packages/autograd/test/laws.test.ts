// Laws of every primitive's rule as the two modes apply it, at first and second order, in float64 and float32.
import { add, mul, sum, type Tensor } from '@cotangent/tensor';
import { isFloat, primitives } from '@cotangent/tensor/extend';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { allSamples, type Samples } from '../../tensor/src/samples.ts';
import { jvpFlat } from '../src/pushforward.ts';
import { vjpFlat } from '../src/pullback.ts';
import {
  calls,
  difference,
  expectClose,
  inner,
  moved,
  of,
  to,
  values,
  type Differentiable,
} from './support.ts';

const numRuns = 25;
type List = readonly Tensor[];

const zeros = (like: List): List =>
  like.map(({ shape, dtype, size }) => of(shape, dtype as 'float64', new Float64Array(size)));
const filled = (xs: readonly (Tensor | null)[], like: List): List => {
  const none = zeros(like);
  return xs.map((x, i) => x ?? none[i]);
};

/** `J t` and `Jᵀ g` for the float outputs. */
function forth({ f, xs }: Pick<Differentiable, 'f' | 'xs'>, t: List): List {
  const { outputs, tangents } = jvpFlat(f, xs, t);
  return filled(tangents, outputs).filter((y) => isFloat(y.dtype));
}
function back({ f, xs }: Pick<Differentiable, 'f' | 'xs'>, g: List): List {
  const { outputs, pullback } = vjpFlat((ys) => f(ys).filter((y) => isFloat(y.dtype)), xs);
  expect(outputs.map(({ shape }) => shape)).toEqual(g.map(({ shape }) => shape));
  const own = g.map((one, k) => to(outputs[k].dtype as 'float64', [one])[0]);
  return filled(pullback(own), xs);
}
/** `Σ g · f(x)²`: a scalar whose second derivatives need those of `f`. */
function scalar({ f }: Pick<Differentiable, 'f'>, g: List): (xs: List) => List {
  return (xs) => {
    const outputs = f(xs).filter((y) => isFloat(y.dtype));
    const terms = outputs.map((y, k) => sum(mul(mul(y, y), to(y.dtype as 'float64', [g[k]])[0])) as Tensor);
    return [terms.reduce((total, term) => add(total, term) as Tensor)];
  };
}
function gradient(s: (xs: List) => List, xs: List): List {
  const { outputs, pullback } = vjpFlat(s, xs);
  return filled(pullback(outputs.map((y) => of([], y.dtype as 'float64', [1]))), xs);
}

const smooth = allSamples.filter(({ primitive: { rule } }) => rule.kind !== 'none');
const rest = allSamples.filter(({ primitive: { rule } }) => rule.kind === 'none');
const named = (list: readonly Samples[]): (readonly [string, Samples])[] =>
  list.map((s) => [s.primitive.name, s]);

it('every primitive has samples', () => {
  const sampled = new Set(allSamples.map(({ primitive: { name } }) => name));
  const missing = primitives.map(({ name }) => name).filter((name) => !sampled.has(name));
  expect(missing).toEqual([]);
});

describe('forward is reverse, turned round: <g, J t> = <Jᵀ g, t>', () => {
  test.each(named(smooth))('%s', (_, samples) => {
    fc.assert(
      fc.property(calls(samples, 'float64'), (call) => {
        const [left, right] = [inner(forth(call, call.t), call.g), inner(back(call, call.g), call.t)];
        expectClose([left], [right], 1e-10);
      }),
      { numRuns },
    );
  });
});

describe('linear rules pair with the values themselves: <A x, g> = <x, Aᵀ g>', () => {
  test.each(named(smooth.filter(({ primitive: { rule } }) => rule.kind === 'linear')))('%s', (_, samples) => {
    fc.assert(
      fc.property(calls(samples, 'float64'), (call) => {
        expectClose([inner(call.f(call.xs), call.g)], [inner(call.xs, back(call, call.g))], 1e-10);
      }),
      { numRuns },
    );
  });
});

describe('the derivative is the limit of differences', () => {
  test.each(named(smooth))('%s', (_, samples) => {
    fc.assert(
      fc.property(calls(samples, 'float64'), (call) => {
        const { f, xs, t } = call;
        const at = (h: number): number[] => values(f(moved(xs, h, t)).filter((y) => isFloat(y.dtype)));
        const { slope, trust } = difference(at);
        expectClose(values(forth(call, t)), slope, 1e-6, trust);
      }),
      { numRuns },
    );
  });
});

describe('the second derivative is the limit of differences of gradients, forward over reverse', () => {
  test.each(named(smooth))('%s', (_, samples) => {
    fc.assert(
      fc.property(calls(samples, 'float64'), (call) => {
        const s = scalar(call, call.g);
        const { tangents } = jvpFlat((xs) => gradient(s, xs), call.xs, call.t);
        const { slope, trust } = difference((h) => values(gradient(s, moved(call.xs, h, call.t))));
        expectClose(values(filled(tangents, call.xs)), slope, 1e-5, trust);
      }),
      { numRuns },
    );
  });
});

describe('second derivatives agree in all orders of modes', () => {
  test.each(named(smooth))('%s', (_, samples) => {
    fc.assert(
      fc.property(calls(samples, 'float64'), (call) => {
        const s = scalar(call, call.g);
        const { xs, t } = call;
        const want = values(filled(jvpFlat((ys) => gradient(s, ys), xs, t).tangents, xs));
        const along = (slopes: List): Tensor =>
          slopes.reduce<Tensor>(
            (total, slope, k) => add(total, sum(mul(slope, t[k]))) as Tensor,
            of([], 'float64', [0]),
          );
        const reverse = vjpFlat((ys) => [along(gradient(s, ys))], xs).pullback([of([], 'float64', [1])]);
        expectClose(values(filled(reverse, xs)), want, 1e-9);
        const forwardFirst = vjpFlat((ys) => {
          const { outputs, tangents } = jvpFlat(s, ys, t);
          return filled(tangents, outputs);
        }, xs).pullback([of([], 'float64', [1])]);
        expectClose(values(filled(forwardFirst, xs)), want, 1e-9);
      }),
      { numRuns },
    );
  });
});

/** Calls of functions of two numbers wherever they are defined: kinks, ties, zeros and negative bases among them. */
const pairs = smooth.filter(
  ({ primitive: { rule } }) => rule.kind === 'elementwise' && rule.derivatives.length === 2,
);
const anywhere = (samples: Samples): Samples => ({
  ...samples,
  calls: samples.calls.map((call) => ({ ...call, smooth: true })),
});

describe('a direction that one input does not take leaves its derivative alone, even where that is NaN', () => {
  test.each(named(pairs))('%s', (_, samples) => {
    fc.assert(
      fc.property(calls(anywhere(samples), 'float64'), ({ f, xs, t, g }) => {
        const backward = back({ f, xs }, g);
        xs.forEach((_x, i) => {
          const { outputs, tangents } = jvpFlat(
            f,
            xs,
            t.map((direction, j) => (j === i ? direction : null)),
          );
          const left = inner(filled(tangents, outputs), g);
          const right = inner([backward[i]], [t[i]]);
          if (!Object.is(left, right)) expectClose([left], [right], 1e-10);
        });
      }),
      { numRuns: 100 },
    );
  });
});

describe('mixed second derivatives are symmetric, at kinks and zeros too', () => {
  test.each(named(pairs))('%s', (_, samples) => {
    fc.assert(
      fc.property(calls(anywhere(samples), 'float64'), ({ f, xs, g }) => {
        fc.pre(xs.length === 2 && values(f(xs)).every(Number.isFinite));
        // ∂/∂x₀ of the slope in x₁, and the other way round: elementwise, so that ones carry all of it back.
        const mixed = (i: number): number[] => {
          const slope = ([y]: List): List =>
            filled(vjpFlat(([z]) => f(i === 0 ? [y, z] : [z, y]), [xs[1 - i]]).pullback(g), [y]);
          return values(filled(vjpFlat(slope, [xs[i]]).pullback(g), xs));
        };
        const [left, right] = [mixed(0), mixed(1)];
        left.forEach((value, k) => Object.is(value, right[k]) || expectClose([value], [right[k]], 1e-9));
      }),
      { numRuns: 100 },
    );
  });
});

describe('float32 derivatives of both orders are those of float64, rounded', () => {
  test.each(named(smooth))('%s', (_, samples) => {
    fc.assert(
      fc.property(calls(samples, 'float32'), (narrow) => {
        const { f, xs, t, g } = narrow;
        const wide = { f, xs: to('float64', xs) };
        const got = back(narrow, g);
        expect(got.map(({ dtype }) => dtype)).toEqual(xs.map(() => 'float32'));
        expectClose(values(got), values(back(wide, g)), 1e-4);
        const tangents = forth(narrow, to('float32', t));
        for (const y of tangents) expect(y.dtype).toBe('float32');
        expectClose([inner(tangents, g)], [inner(got, t)], 1e-4);
        const second = (call: Pick<Differentiable, 'f' | 'xs'>, direction: List): List => {
          const s = scalar(call, g);
          return filled(jvpFlat((ys) => gradient(s, ys), call.xs, direction).tangents, call.xs);
        };
        const curvature = second(narrow, to('float32', t));
        expect(curvature.map(({ dtype, shape }) => [dtype, shape])).toEqual(
          xs.map(({ shape }) => ['float32', shape]),
        );
        expectClose(values(curvature), values(second(wide, t)), 1e-3);
      }),
      { numRuns },
    );
  });
});

describe('what has no derivative lets nothing through, in either mode', () => {
  test.each(named(rest))('%s', (_, samples) => {
    fc.assert(
      fc.property(
        calls({ ...samples, calls: samples.calls.map((call) => ({ ...call, smooth: true })) }, 'float64'),
        ({ f, xs, t }) => {
          expect(vjpFlat(f, xs).connected.every((yes) => !yes)).toBe(true);
          expect(jvpFlat(f, xs, t).tangents.every((y) => y === null)).toBe(true);
        },
      ),
      { numRuns: 10 },
    );
  });
});
