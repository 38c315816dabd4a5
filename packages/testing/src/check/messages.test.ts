import * as t from '@cotangent/tensor';
import { from, primitives, bindOne, type Primitive, type Rule } from '@cotangent/tensor/extend';
import { tensor, type Tensor } from '@cotangent/tensor';
import { expect, it } from 'vitest';
import { checkGradients } from './checkGradients.ts';

const right = (name: string): Primitive => primitives.find((p) => p.name === name) as Primitive;
const rule: Rule = { kind: 'elementwise', derivatives: [from([0], (g, x) => t.mul(g, x) as Tensor)] };
const halved = (x: Tensor): Tensor => bindOne({ ...right('sin'), rule }, [x], {});

it('shows the worst element and a program that fails in the same way', () => {
  expect(() =>
    checkGradients(
      (x: Tensor) => halved(x),
      [
        tensor([
          [0.5, 1],
          [-2, 0],
        ]),
      ],
      { seed: 3, names: ['x'] },
    ),
  ).toThrowErrorMatchingInlineSnapshot(`
    [GradientCheckError: checkGradients: the analytic derivative is not the numeric one.
      where: the slope of output at [1, 0] along x at [1, 0]
      analytic: -2   (forward and reverse mode)
      numeric: -0.416146836547
      one-sided: -0.416285577863 (left), -0.416008082312 (right)
      step: 0.00030517578125
      tolerance: 1.3e-11
    To see it again:

    import { tensor } from '@cotangent/tensor';
    import { checkGradients } from '@cotangent/testing';

    // Paste here what f takes from around it: halved.
    const f = (x) => halved(x);
    checkGradients(f, [tensor([[0.5, 1], [-2, 0]])], { seed: 3, names: ["x"] });]
  `);
});

it('shows one-sided slopes at a kink', () => {
  const wrong: Rule = { kind: 'elementwise', derivatives: [from([0], (g) => t.mul(g, 3) as Tensor)] };
  const f = (p: { w: Tensor }): Tensor => bindOne({ ...right('abs'), rule: wrong }, [p.w], {});
  expect(() => checkGradients(f, [{ w: tensor([0]) }], { order: 1 })).toThrowErrorMatchingInlineSnapshot(`
    [GradientCheckError: checkGradients: the analytic derivative is not the numeric one.
      where: the slope of output at [0] along args[0].w at [0]
      analytic: 3   (forward and reverse mode)
      numeric: 1
      one-sided: -1 (left), 1 (right)
      step: 0.00030517578125
      tolerance: 1.0e-11
    To see it again:

    import { bindOne } from '@cotangent/tensor/extend';
    import { tensor } from '@cotangent/tensor';
    import { checkGradients } from '@cotangent/testing';

    // Paste here what f takes from around it: right, wrong.
    const f = (p) => bindOne({ ...right("abs"), rule: wrong }, [p.w], {});
    checkGradients(f, [{ w: tensor([0]) }], { order: 1, seed: 0 });]
  `);
});

it('says that differences are exact', () => {
  const adjoint: Rule = { kind: 'linear', adjoint: ([g]) => [t.add(g, 1) as Tensor] };
  const f = (x: Tensor): Tensor => bindOne({ ...right('flip'), rule: adjoint }, [x], { axes: [0] });
  expect(() => checkGradients(f, [tensor([1, 2], 'float64')])).toThrowErrorMatchingInlineSnapshot(`
    [GradientCheckError: checkGradients: the analytic derivative is not the exact one.
      where: the slope of output at [0] along args[0] at [0]
      analytic: 2   (reverse mode)
      numeric: 0
      one-sided: 0 (left), 0 (right)
      step: 1
      tolerance: 0, as differences of this function are exact
    To see it again:

    import { bindOne } from '@cotangent/tensor/extend';
    import { tensor } from '@cotangent/tensor';
    import { checkGradients } from '@cotangent/testing';

    // Paste here what f takes from around it: right, adjoint.
    const f = (x) => bindOne({ ...right("flip"), rule: adjoint }, [x], { axes: [0] });
    checkGradients(f, [tensor([1, 2], 'float64')], { seed: 0 });]
  `);
});

it('leaves out what is too long', () => {
  const f = (x: Tensor, i: Tensor): Tensor =>
    t.take(t.log(t.neg(t.square(x))), i as t.Tensor<[1], 'int32'>, 0);
  expect(() => checkGradients(f, [t.zeros([300]), tensor([2], 'int32')])).toThrowErrorMatchingInlineSnapshot(`
    [GradientCheckError: checkGradients: nothing could be judged: output at [0] is -Infinity at this point, and no output is finite; choose other arguments.
    To see it again:

    import { full, log, neg, square, take, tensor } from '@cotangent/tensor';
    import { checkGradients } from '@cotangent/testing';

    const f = (x, i) => take(log(neg(square(x))), i, 0);
    checkGradients(f, [full([300], 0, 'float32'), tensor([2], 'int32')], { seed: 0 });]
  `);
});

it('shows as many digits as tell two numbers apart', () => {
  const adjoint: Rule = { kind: 'linear', adjoint: ([g]) => [t.mul(t.flip(g), 1 + 2 ** -48) as Tensor] };
  const f = (x: Tensor): Tensor => bindOne({ ...right('flip'), rule: adjoint }, [x], { axes: [0] });
  expect(() => checkGradients(f, [tensor([1, 2], 'float64')], { order: 1 })).toThrow(
    /analytic: 1.000000000000004 {3}\(.*\)\n {2}numeric: 1\n/,
  );
});

it('refuses what would check nothing', () => {
  const check =
    (options: object): (() => unknown) =>
    () =>
      checkGradients(t.sin, [tensor(1)], options);
  expect(check({ order: 3 })).toThrow('checkGradients: there are two orders.');
  expect(check({ tolerance: 1 })).toThrow('checkGradients: there is no such option.');
  expect(check({ directions: -1 })).toThrow('checkGradients: directions must be an integer.');
  expect(check({ directions: 0, coordinates: 0 })).toThrow('there must be something to check along');
  expect(check({ absolute: Infinity })).toThrow('checkGradients: a tolerance is finite.');
  expect(() => checkGradients(t.sin, tensor(1) as never)).toThrow('arguments are given as a list');
  expect(() => checkGradients((x: Tensor) => Promise.resolve(x), [tensor(1)])).toThrow(
    "checkGradients: a tree's leaves must be tensors.",
  );
});

it('prints the zeros that are negative', () => {
  expect(() => checkGradients((x: Tensor) => halved(x), [tensor([1, -0])])).toThrow('[tensor([1, -0])]');
});
