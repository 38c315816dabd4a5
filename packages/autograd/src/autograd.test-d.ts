import { expectTypeOf } from 'vitest';
import {
  add,
  exp,
  greater,
  matmul,
  mul,
  sum,
  tensor,
  type DType,
  type Dim,
  type Shape,
  type Tensor,
  type Tree,
  type TreeLike,
} from '@cotangent/tensor';
import {
  checkpoint,
  customJvp,
  customVjp,
  explainNonFinite,
  grad,
  hessian,
  hvp,
  jacobian,
  jvp,
  tapeOf,
  valueAndGrad,
  vjp,
} from './index.ts';

declare const scalar: Tensor<[]>;
declare const scalar64: Tensor<[], 'float64'>;
declare const x: Tensor<[3]>;
declare const unknown: Tensor;
declare const images: Tensor<[20, 784]>;
declare const labels: Tensor<[20], 'int32'>;
type Parameters = {
  layers: [{ w: Tensor<[784, 10]>; b?: Tensor<[10]> }, { scale: Tensor<[], 'float64'> }];
  readonly list: readonly Tensor<[3]>[];
};
declare const parameters: Parameters;
interface Linear {
  w: Tensor<[784, 10]>;
  readonly b: Tensor<[10]>;
}
interface Model {
  first: Linear;
  more: Linear[];
}
declare const model: Model;
declare const loss: (p: Parameters, images: Tensor<[20, 784]>, labels: Tensor<[20], 'int32'>) => Tensor<[]>;
declare const lossOf: (p: Model, x: Tensor<[20, 784]>) => Tensor<[], 'float64'>;
const product = (a: Tensor<[]>, b: Tensor<[2]>, c: Tensor<[], 'float64'>): Tensor<[], 'float64'> =>
  mul(sum(mul(a, b)), c);

// The gradient of a tree has that tree's type.
expectTypeOf(grad(loss)(parameters, images, labels)).toEqualTypeOf<Parameters>();
expectTypeOf(grad(lossOf)(model, images)).toEqualTypeOf<Model>();
expectTypeOf(grad(lossOf, 1)(model, images)).toEqualTypeOf<Tensor<[20, 784]>>();
expectTypeOf(grad(lossOf, [1, 0])(model, images)).toEqualTypeOf<[Tensor<[20, 784]>, Model]>();
expectTypeOf(grad(product, [2, 0])(scalar, tensor([1, 2]), scalar64)).toEqualTypeOf<
  [Tensor<[], 'float64'>, Tensor<[]>]
>();
expectTypeOf(valueAndGrad(lossOf)(model, images)).toEqualTypeOf<
  [value: Tensor<[], 'float64'>, gradient: Model]
>();
expectTypeOf(valueAndGrad(product, { argument: 1 })(scalar, tensor([1, 2]), scalar64)).toEqualTypeOf<
  [value: Tensor<[], 'float64'>, gradient: Tensor<[2]>]
>();

// Wrong arguments are errors at the argument.
// @ts-expect-error Argument of type 'Tensor<[20], "int32">' is not assignable to parameter of type 'Tensor<[20, 784], "float32">'.
grad(loss)(parameters, labels, labels);
// @ts-expect-error Type 'Tensor<[3], "float32">' is not assignable to type 'Tensor<[784, 10], "float32">'.
grad(lossOf)({ first: { w: x, b: tensor([1]) }, more: [] }, images);
// @ts-expect-error Argument of type 'number' is not assignable to parameter of type 'Tensor<[2], "float32">'.
grad(product)(1, 2, scalar64);
// @ts-expect-error Expected 2 arguments, but got 1.
grad(lossOf)(model);

// Numbers are accepted where a tensor of rank 0 is differentiated; other arguments are passed on as they are.
expectTypeOf(grad(product)(1, tensor([1, 2]), scalar64)).toEqualTypeOf<Tensor<[]>>();
expectTypeOf(grad((a: Tensor<[], 'float64'>) => a)(3)).toEqualTypeOf<Tensor<[], 'float64'>>();
expectTypeOf(grad((a: Tensor) => sum(a))(3)).toEqualTypeOf<Tensor>();
expectTypeOf(grad(product, [2, 0])(1, tensor([1, 2]), 3)).toEqualTypeOf<
  [Tensor<[], 'float64'>, Tensor<[]>]
>();
// @ts-expect-error Argument of type 'number' is not assignable to parameter of type 'Tensor<[], "float64">'.
grad(product)(1, tensor([1, 2]), 3);
// @ts-expect-error Argument of type 'number' is not assignable to parameter of type 'Tensor<[], "float32">'.
grad(product, 2)(1, tensor([1, 2]), 3);
expectTypeOf(grad((a: Tensor<[]>, n: number) => mul(a, n))(1, 2)).toEqualTypeOf<Tensor<[]>>();
expectTypeOf(grad((a, b) => mul(sum(a), sum(b)))(2, unknown)).toEqualTypeOf<Tensor>();
expectTypeOf(grad((a) => mul(a, grad((b) => add(a, b))(a)))(5)).toEqualTypeOf<Tensor>();
// @ts-expect-error Argument of type 'number' is not assignable to parameter of type 'Tensor'.
grad((a, b) => mul(sum(a), sum(b)))(2, 3);
expectTypeOf(jacobian((a: Tensor<[]>) => mul(a, x))(3)).toEqualTypeOf<Tensor<[3]>>();
expectTypeOf(hvp((a: Tensor<[]>) => exp(a), scalar, 1)).toEqualTypeOf<Tensor<[]>>();
expectTypeOf(jvp((a: Tensor<[]>) => exp(a), [scalar], [1])).toEqualTypeOf<
  [output: Tensor<[]>, tangent: Tensor<[]>]
>();
// @ts-expect-error Argument of type 'string' is not assignable …
grad((a: Tensor<[]>) => a)('3');

// Functions that certainly return no scalar are refused with the sentence; what is not certain is left to run time.
// @ts-expect-error grad: the function must return a scalar.
grad((a: Tensor<[3]>) => exp(a));
// @ts-expect-error valueAndGrad: the function must return a scalar.
valueAndGrad((a: Tensor<[3]>) => exp(a));
// @ts-expect-error hessian: the function must return a scalar.
hessian((a: Tensor<[3]>) => exp(a));
// @ts-expect-error hvp: the function must return a scalar.
hvp((a: Tensor<[3]>) => exp(a), x, x);
// @ts-expect-error grad: the function must return a scalar.
grad(async (a: Tensor<[3]>) => sum(a));
// @ts-expect-error grad: the function must return a scalar.
grad((a: Tensor<[3]>) => [sum(a), a] as const);
// @ts-expect-error grad: the function must return a scalar.
grad((a: Tensor<[number]>) => a);
grad((a: Tensor) => a)(unknown);
grad((a: Tensor<[3]>): Tensor => a)(x);

// Auxiliary outputs.
const withAux = (p: Model, a: Tensor<[20, 784]>) =>
  [lossOf(p, a), { mask: greater(a, 0), parts: [a] as const }] as const;
const [[value, aux], gradient] = valueAndGrad(withAux, { hasAux: true })(model, images);
expectTypeOf(value).toEqualTypeOf<Tensor<[], 'float64'>>();
expectTypeOf(aux).toEqualTypeOf<{
  readonly mask: Tensor<[20, 784], 'bool'>;
  readonly parts: readonly [Tensor<[20, 784]>];
}>();
expectTypeOf(gradient).toEqualTypeOf<Model>();
expectTypeOf(valueAndGrad(withAux, { hasAux: true, argument: [1] })(model, images)[1]).toEqualTypeOf<
  [Tensor<[20, 784]>]
>();
// @ts-expect-error the pair needs hasAux
valueAndGrad(withAux);
// @ts-expect-error hasAux needs a pair
valueAndGrad(lossOf, { hasAux: true });

// Parameters without a type are tensors of which nothing is known.
expectTypeOf(grad((a) => mul(a, grad((b) => add(a, b))(a)))(5)).toEqualTypeOf<Tensor>();
expectTypeOf(grad((a, b) => sum(mul(a, b)), 1)(x, unknown)).toEqualTypeOf<Tensor>();
expectTypeOf(jacobian((a) => mul(a, a))(x)).toEqualTypeOf<Tensor>();
expectTypeOf(hessian((a) => sum(mul(a, a)))(x)).toEqualTypeOf<Tensor>();
valueAndGrad((a) => {
  expectTypeOf(a).toEqualTypeOf<Tensor>();
  return sum(a);
})(x);
vjp((a) => {
  expectTypeOf(a).toEqualTypeOf<Tensor<[3]>>();
  return a;
}, x);
jvp(
  (a, { first }) => {
    expectTypeOf(a).toEqualTypeOf<Tensor<[3]>>();
    return first;
  },
  [x, model],
  [x, model],
);
hvp((a) => sum(mul(a, a)), x, x);

// vjp and jvp.
const [y, pullback] = vjp((a: Tensor<[3]>, p: Model) => ({ a: exp(a), w: p.first.w }), x, model);
expectTypeOf(y).toEqualTypeOf<{ a: Tensor<[3]>; w: Tensor<[784, 10]> }>();
expectTypeOf(pullback(y)).toEqualTypeOf<[a: Tensor<[3]>, p: Model]>();
// @ts-expect-error Type 'Tensor<[784, 10], "float32">' is not assignable to type 'Tensor<[3], "float32">'.
pullback({ a: y.w, w: y.w });
expectTypeOf(vjp((a: Tensor<[3]>) => sum(a), x)[1](1)).toEqualTypeOf<[a: Tensor<[3]>]>();
// @ts-expect-error Argument of type 'Tensor<[], "float32">' is not assignable to parameter of type 'Tensor<[3], "float32">'.
vjp((a: Tensor<[3]>) => a, scalar);
const [out, tangent] = jvp((a: Tensor<[3]>, p: Model) => ({ a, w: p.first.w }), [x, model], [x, model]);
expectTypeOf(tangent).toEqualTypeOf(out);
// @ts-expect-error Type 'Tensor<[], "float32">' is not assignable to type 'Tensor<[3], "float32">'.
jvp((a: Tensor<[3]>) => a, [x], [scalar]);
// @ts-expect-error Source has 0 element(s) but target requires 1.
jvp((a: Tensor<[3]>) => a, [x], []);

// Jacobians and Hessians: the output's axes, then the input's, at each leaf.
expectTypeOf(jacobian((w: Tensor<[784, 10]>) => matmul(images, w))(model.first.w)).toEqualTypeOf<
  Tensor<[20, 10, 784, 10]>
>();
expectTypeOf(
  jacobian((p: { a: Tensor<[3]>; b: [Tensor<[], 'float64'>] }) => ({ y: p.a, n: [sum(p.a)] as const }))({
    a: x,
    b: [scalar64],
  }),
).toEqualTypeOf<{
  y: { a: Tensor<[3, 3]>; b: [Tensor<[3]>] };
  n: readonly [{ a: Tensor<[3]>; b: [Tensor<[]>] }];
}>();
expectTypeOf(hessian(lossOf)(model, images).first.w.first.b).toEqualTypeOf<Tensor<[784, 10, 10]>>();
expectTypeOf(hessian((a: Tensor<[3]>) => sum(a))(x)).toEqualTypeOf<Tensor<[3, 3]>>();
expectTypeOf(hessian((a: Tensor<['batch', number]>) => sum(a))).returns.toEqualTypeOf<
  Tensor<['batch', number, 'batch', number]>
>();
expectTypeOf(hvp((p: Model) => lossOf(p, images), model, model)).toEqualTypeOf<Model>();
// @ts-expect-error Type '"backward"' is not assignable …
jacobian((a: Tensor<[3]>) => a, { mode: 'backward' });

// Wrappers keep the function's type.
const block = checkpoint((a: Tensor<[3]>, p: Model, training: boolean) => (training ? { a, p } : { a, p }));
expectTypeOf(block).toEqualTypeOf<
  (a: Tensor<[3]>, p: Model, training: boolean) => { a: Tensor<[3]>; p: Model }
>();
const own = customVjp(
  (a: Tensor<[3]>, b: Tensor<[]>) => [mul(a, b), { a, b }],
  (kept, g) => {
    expectTypeOf(kept).toEqualTypeOf<{ readonly a: Tensor<[3]>; readonly b: Tensor<[]> }>();
    expectTypeOf(g).toEqualTypeOf<Tensor<[3]>>();
    return [mul(g, kept.b), sum(mul(g, kept.a))];
  },
);
expectTypeOf(own).toEqualTypeOf<(a: Tensor<[3]>, b: Tensor<[]>) => Tensor<[3]>>();
customVjp(
  (a: Tensor<[3]>) => [exp(a), a],
  // @ts-expect-error Type 'Tensor<[], "float32">' is not assignable to type 'Tensor<[3], "float32">'.
  (_, g) => [sum(g)],
);
customVjp(
  (a: Tensor<[3]>, at: Tensor<[3], 'int32'>, k: number) => [mul(mul(a, at), k), []],
  (_, g) => [g, null, null],
);
customVjp(
  (a: Tensor<[3]>) => [exp(a), a],
  // @ts-expect-error Type 'null' is not assignable to type 'Tensor<[3], "float32">'.
  () => [null],
);
const forward = customJvp(
  (a: Tensor<[3]>) => exp(a),
  ([a], [t]) => {
    expectTypeOf(a).toEqualTypeOf<Tensor<[3]>>();
    expectTypeOf(t).toEqualTypeOf<Tensor<[3]>>();
    return [exp(a), mul(t, exp(a))];
  },
);
expectTypeOf(forward).toEqualTypeOf<(a: Tensor<[3]>) => Tensor<[3]>>();
customJvp(
  (a: Tensor<[3]>) => exp(a),
  // @ts-expect-error Type 'Tensor<[], "float32">' is not assignable to type 'Tensor<[3], "float32">'.
  ([a], [t]) => [exp(a), sum(t)],
);
tapeOf((a: Tensor<[3]>) => a, x);
// @ts-expect-error Argument of type 'Tensor<[], "float32">' is not assignable …
explainNonFinite((a: Tensor<[3]>) => a, scalar);

// Inside generic functions.
export const slopes = <B extends Dim, H extends Dim>(
  w: Tensor<[H, 10]>,
  a: Tensor<[B, H]>,
): Tensor<[H, 10]> => grad((v: Tensor<[H, 10]>) => sum(matmul(a, v)))(w);
export const step = <P extends Tree>(f: (p: P) => Tensor<[]>, p: P): [Tensor<[]>, P] => {
  const [before, slope] = valueAndGrad(f)(p);
  return [before, slope];
};
export const curvature = <P extends TreeLike<P>>(f: (p: P) => Tensor<[]>, p: P): P => hvp(f, p, grad(f)(p));
export const both = <P extends object>(f: (p: P, a: Tensor<[3]>) => Tensor<[]>, p: P): [P, Tensor<[3]>] =>
  grad(f, [0, 1])(p, x);
export const along = <S extends Shape, D extends DType>(a: Tensor<S, D>): [Tensor<S, D>, Tensor<S, D>] =>
  jvp((b: Tensor<S, D>) => b, [a], [a]);
export const rows = <B extends Dim>(a: Tensor<[B, 3]>): [Tensor<[B, 3]>, Tensor<[B, 3]>] => {
  const [output, back] = vjp((b: Tensor<[B, 3]>) => exp(b), a);
  return [output, back(output)[0]];
};
