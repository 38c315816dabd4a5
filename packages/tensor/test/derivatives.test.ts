// Laws of every rule over the samples, to first order: adjoints are adjoint, derivatives are limits of differences.
// Rules are plain functions of tensors, so no tape is needed.
import { isFloat, type DenseTensor, type Primitive } from '@cotangent/tensor/extend';
import { allSamples, type SampleCall, type Samples } from '../src/samples.ts';
import { add, mul, type Tensor } from '@cotangent/tensor';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  concrete,
  cotangents,
  drawn,
  expectClose,
  filled,
  inFloat64,
  inner,
  run,
  type Drawn,
} from './support.ts';

const numRuns = 60;
const exact = 1e-12;
const byDifference = 1e-6;

type Kind = Primitive['rule']['kind'];
const ofKind = (...kinds: readonly Kind[]): (readonly [string, Samples])[] =>
  allSamples
    .filter(({ primitive: { rule } }) => kinds.includes(rule.kind))
    .map((samples) => [samples.primitive.name, samples] as const);

const smooth = ({ smooth: yes }: SampleCall): boolean => yes;
const smoothCalls = (samples: Samples): fc.Arbitrary<Drawn> =>
  drawn(samples, smooth, inFloat64(samples.primitive));

/** Calls, and a cotangent for each output. */
const withCotangents = (samples: Samples): fc.Arbitrary<Drawn & { readonly g: readonly DenseTensor[] }> =>
  smoothCalls(samples).chain((call) =>
    fc
      .tuple(...samples.primitive.shape(call.tensors, call.params).map(({ shape }) => cotangents(shape)))
      .map((g) => ({ ...call, g })),
  );

/** Calls, and a second set of values for the inputs that are not fixed. */
const withTangents = (
  samples: Samples,
): fc.Arbitrary<Drawn & { readonly g: readonly DenseTensor[]; readonly tangents: readonly DenseTensor[] }> =>
  withCotangents(samples).chain((call) =>
    fc
      .tuple(...call.tensors.map(({ shape }) => cotangents(shape)))
      .map((tangents) => ({ ...call, tangents })),
  );

const fixedOf = ({ rule }: Primitive): readonly number[] =>
  rule.kind === 'linear' ? (rule.fixed ?? []) : [];

/** `a·x + b·y`. */
const combine = (a: number, x: Tensor, b: number, y: Tensor): DenseTensor =>
  concrete(add(mul(x, a), mul(y, b)));

describe('a linear primitive maps a·x + b·y to a times the image of x plus b times that of y', () => {
  test.each(ofKind('linear'))('%s', (_, samples) => {
    const { primitive } = samples;
    const fixed = fixedOf(primitive);
    fc.assert(
      fc.property(withTangents(samples), ({ tensors, tangents, params }) => {
        const other = tensors.map((x, k) => (fixed.includes(k) ? x : tangents[k]));
        const mixed = tensors.map((x, k) => (fixed.includes(k) ? x : combine(3, x, -0.5, tangents[k])));
        const [of, ofOther] = [run(primitive, tensors, params), run(primitive, other, params)];
        run(primitive, mixed, params).forEach((got, k) => {
          expectClose(got.data(), combine(3, of[k], -0.5, ofOther[k]).data(), exact);
        });
      }),
      { numRuns },
    );
  });
});

describe('a bilinear primitive is linear in each input', () => {
  test.each(ofKind('bilinear'))('%s', (_, samples) => {
    const { primitive } = samples;
    fc.assert(
      fc.property(withTangents(samples), fc.constantFrom(0, 1), ({ tensors, tangents, params }, place) => {
        const put = (x: DenseTensor): DenseTensor[] => tensors.map((own, k) => (k === place ? x : own));
        const [of] = run(primitive, tensors, params);
        const [ofOther] = run(primitive, put(tangents[place]), params);
        const [got] = run(primitive, put(combine(3, tensors[place], -0.5, tangents[place])), params);
        expectClose(got.data(), combine(3, of, -0.5, ofOther).data(), exact);
      }),
      { numRuns },
    );
  });
});

describe('the adjoint of a linear primitive satisfies <A x, g> = <x, Aᵀ g>', () => {
  test.each(ofKind('linear'))('%s', (_, samples) => {
    const { primitive } = samples;
    const { rule } = primitive;
    const fixed = fixedOf(primitive);
    fc.assert(
      fc.property(withCotangents(samples), ({ tensors, params, g }) => {
        if (rule.kind !== 'linear') return;
        const back = rule.adjoint(
          g,
          { params, inputs: tensors },
          fixed.map((k) => tensors[k]),
        );
        expect(back.length).toBe(tensors.length);
        expect(back.flatMap((x, k) => (x === null ? [k] : []))).toEqual(fixed);
        back.forEach((x, k) => fixed.includes(k) || expectLike(x, tensors[k]));
        const forth = run(primitive, tensors, params);
        const left = forth.reduce((sum, y, k) => sum + inner(y, g[k]), 0);
        const right = back.reduce((sum, x, k) => (x === null ? sum : sum + inner(x, tensors[k])), 0);
        expectClose([left], [right], exact);
      }),
      { numRuns: 2 * numRuns },
    );
  });
});

describe('the adjoints of a bilinear primitive satisfy <A(x, y), g> = <x, g by y> = <y, g by x>', () => {
  test.each(ofKind('bilinear'))('%s', (_, samples) => {
    const { primitive } = samples;
    const { rule } = primitive;
    fc.assert(
      fc.property(withCotangents(samples), ({ tensors: [x, y], params, g: [g] }) => {
        if (rule.kind !== 'bilinear') return;
        const call = { params, inputs: [x, y] };
        const [ofX, ofY] = [rule.adjoints[0](g, y, call), rule.adjoints[1](g, x, call)];
        expectLike(ofX, x);
        expectLike(ofY, y);
        const [z] = run(primitive, [x, y], params);
        expectClose([inner(ofX, x), inner(ofY, y)], [inner(z, g), inner(z, g)], exact);
      }),
      { numRuns: 2 * numRuns },
    );
  });
});

function expectLike(got: Tensor | null, want: Tensor): void {
  expect(got?.shape).toEqual(want.shape);
  expect(got?.dtype).toBe(want.dtype);
}

/** The directional derivative by central differences, extrapolated: the error falls with the fourth power of `h`. */
function difference(f: (h: number) => readonly Tensor[], h = 1 / 256): Float64Array[] {
  const central = (step: number): Float64Array[] => {
    const [ahead, behind] = [f(step), f(-step)].map((outputs) => outputs.map((y) => y.data()));
    return ahead.map((values, k) =>
      Float64Array.from(values, (value, i) => (value - behind[k][i]) / (2 * step)),
    );
  };
  const [coarse, fine] = [central(h), central(h / 2)];
  return fine.map((values, k) => values.map((value, i) => (4 * value - coarse[k][i]) / 3));
}

/** What a rule keeps of a call. */
const kept = (needs: readonly (number | 'output')[], tensors: readonly Tensor[], output: Tensor): Tensor[] =>
  needs.map((need) => (need === 'output' ? output : tensors[need]));

describe('an elementwise derivative is the limit of differences', () => {
  test.each(ofKind('elementwise'))('%s', (_, samples) => {
    const { primitive } = samples;
    const { rule } = primitive;
    fc.assert(
      fc.property(smoothCalls(samples), ({ tensors, params }) => {
        if (rule.kind !== 'elementwise') return;
        expect(rule.derivatives.length).toBe(tensors.length);
        const [output] = run(primitive, tensors, params);
        const ones = filled(output.shape, 'float64', new Float64Array(output.size).fill(1));
        rule.derivatives.forEach((derivative, place) => {
          const moved = (h: number): readonly Tensor[] =>
            run(
              primitive,
              tensors.map((x, k) => (k === place ? combine(1, x, h, ones) : x)),
              params,
            );
          const [want] = difference(moved);
          if (derivative === null) return expectClose(want, new Float64Array(want.length), byDifference);
          const got = derivative.of(ones, ...kept(derivative.needs, tensors, output));
          expectLike(got, output);
          expectClose(got.data(), want, byDifference);
        });
      }),
      { numRuns },
    );
  });
});

describe('an elementwise derivative is linear in the cotangent, and keeps its dtype', () => {
  test.each(ofKind('elementwise'))('%s', (_, samples) => {
    const { primitive } = samples;
    const { rule } = primitive;
    const floats = drawn(samples, (call) => call.smooth && call.inputs.every(({ dtype }) => isFloat(dtype)));
    fc.assert(
      fc.property(
        floats.chain((call) => cotangents(call.tensors[0].shape).map((g) => ({ ...call, g }))),
        ({ tensors, params, g }) => {
          if (rule.kind !== 'elementwise') return;
          const [output] = run(primitive, tensors, params);
          const own = filled(output.shape, output.dtype, g.data());
          const ones = filled(output.shape, output.dtype, new Float64Array(output.size).fill(1));
          for (const derivative of rule.derivatives) {
            if (derivative === null) continue;
            const keep = kept(derivative.needs, tensors, output);
            const got = derivative.of(own, ...keep);
            expectLike(got, output);
            const want = mul(own, derivative.of(ones, ...keep));
            expectClose(got.data(), want.data(), output.dtype === 'float32' ? 1e-6 : exact);
          }
        },
      ),
      { numRuns },
    );
  });
});

describe('a general vjp pairs with the tangents as differences do: <vjp g, t> = <g, J t>', () => {
  test.each(ofKind('general'))('%s', (_, samples) => {
    const { primitive } = samples;
    const { rule } = primitive;
    fc.assert(
      fc.property(withTangents(samples), ({ tensors, tangents, params, g }) => {
        if (rule.kind !== 'general') return;
        const [output] = run(primitive, tensors, params);
        const back = rule.vjp(g, { params, inputs: tensors }, ...kept(rule.needs, tensors, output));
        expect(back.length).toBe(tensors.length);
        const forth = difference((h) =>
          run(
            primitive,
            tensors.map((x, k) => combine(1, x, h, tangents[k])),
            params,
          ),
        );
        const left = back.reduce((sum, x, k) => (x === null ? sum : sum + inner(x, tangents[k])), 0);
        const right = forth.reduce(
          (sum, values, k) => sum + inner(filled(g[k].shape, 'float64', values), g[k]),
          0,
        );
        expectClose([left], [right], byDifference);
        back.forEach((x, k) => x === null || expectLike(x, tensors[k]));
      }),
      { numRuns },
    );
  });
});

describe('what has no rule has no float output that depends on a float input, save for stopGradient', () => {
  test.each(ofKind('none'))('%s', (name, samples) => {
    fc.assert(
      fc.property(drawn(samples), ({ tensors, params }) => {
        const outputs = samples.primitive.shape(tensors, params);
        expect(
          name === 'stopGradient' || tensors.length === 0 || outputs.every(({ dtype }) => !isFloat(dtype)),
        ).toBe(true);
      }),
      { numRuns: 20 },
    );
  });
});
