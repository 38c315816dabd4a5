// Trees of parameters: gradients have their type, an update keeps it, loops carry it.
import {
  add,
  cond,
  matmul,
  mean,
  mul,
  norm,
  ones,
  pipe,
  relu,
  scan,
  softmax,
  square,
  sub,
  sum,
  tensor,
  tree,
  whileLoop,
  less,
  zeros,
  zerosLike,
  type TreeLike,
  type Dim,
  type Tensor,
} from '@cotangent/tensor';
import { grad, hessian, jacobian, jvp, valueAndGrad, vjp } from '@cotangent/autograd';
import { equal, same } from './same.js';

interface Layer {
  readonly w: Tensor<[3, 3]>;
  readonly b: Tensor<[3]>;
}
interface Model {
  readonly layers: readonly [Layer, Layer];
  readonly scale: Tensor<[]>;
}
const layer: Layer = { w: ones([3, 3]), b: zeros([3]) };
const model: Model = { layers: [layer, layer], scale: tensor(0.5) };

const apply = <B extends Dim>(p: Model, x: Tensor<[B, 3]>) => {
  const y = p.layers.reduce((h, { w, b }): Tensor<[B, 3]> => relu(add(matmul(h, w), b)), x);
  const scaled = mul(y, p.scale);
  same<Tensor<[B, 3]>>()(scaled, true);
  return scaled;
};
const loss = (p: Model, x: Tensor<[2, 3]>, y: Tensor<[2, 3]>) => mean(square(sub(apply(p, x), y)));

const [value, gradient] = valueAndGrad(loss)(model, ones([2, 3]), zeros([2, 3]));
same<Tensor<[]>>()(value, true);
same<Model>()(gradient, true);
equal(value.item(), 20.25);
equal(gradient.layers[1].b.toArray(), [1.5, 1.5, 1.5]);
same<Tensor<[2, 3]>>()(grad(loss, 1)(model, ones([2, 3]), zeros([2, 3])), true);
same<[Model, Tensor<[2, 3]>]>()(grad(loss, [0, 2])(model, ones([2, 3]), zeros([2, 3])), true);

/** Any tree, whatever the shapes of its leaves: it comes back with its own type. */
const descend = <T extends TreeLike<T>>(parameters: T, gradients: T, rate: number): T =>
  tree.map((p, g) => sub(p, mul(g, rate)), parameters, gradients);
const moved = descend(model, gradient, 0.1);
same<Model>()(moved, true);
equal(moved.layers[0].w.shape, [3, 3]);
same<Model>()(tree.map(zerosLike, model), true);
const norms = tree.map((leaf) => norm(leaf), { w: layer.w, b: [layer.b] });
same<{ w: Tensor<[]>; b: [Tensor<[]>] }>()(norms, true);
same<Tensor<[3]>>()(tree.get(model, 'layers[1].b'), true);
same<Model>()(tree.set(model, 'layers[0].w', zeros([3, 3])), true);
equal(tree.paths(model), ['layers[0].b', 'layers[0].w', 'layers[1].b', 'layers[1].w', 'scale']);
const { leaves, structure } = tree.flatten(model);
same<Model>()(tree.unflatten(structure, leaves), true);
equal(
  tree.leaves(model).reduce((count, { size }) => count + size, 0),
  25,
);

// The other derivatives.
const f = (x: Tensor<[3]>) => softmax(x);
same<Tensor<[3, 3]>>()(jacobian(f)(ones([3])), true);
same<Tensor<[3, 3]>>()(hessian((x: Tensor<[3]>) => sum(square(x)))(ones([3])), true);
const [y, pull] = vjp(f, zeros([3]));
same<Tensor<[3]>>()(y, true);
same<[Tensor<[3]>]>()(pull(ones([3])), true);
same<[Tensor<[3]>, Tensor<[3]>]>()(jvp(f, [zeros([3])], [ones([3])]), true);
equal(grad((x: Tensor<[]>) => square(x))(3).item(), 6);

// Loops.
const [last, sums] = scan((carry, row) => [add(carry, row), sum(row)], zeros([3]), ones([5, 3]));
same<Tensor<[3]>>()(last, true);
same<Tensor<[5]>>()(sums, true);
const [{ h }, states] = scan(
  (state, x: Tensor<[2, 3]>) => {
    const next = relu(add(state.h, x));
    return [{ h: next }, next];
  },
  { h: zeros([2, 3]) },
  ones([4, 2, 3]),
);
same<Tensor<[2, 3]>>()(h, true);
same<Tensor<[4, 2, 3]>>()(states, true);
const chosen = cond(
  less(sum(h), 100),
  () => h,
  () => zerosLike(h),
);
same<Tensor<[2, 3]>>()(chosen, true);
same<Tensor<[]>>()(
  whileLoop(
    (x) => less(x, 10),
    (x) => mul(x, 2),
    tensor(1),
  ),
  true,
);

// Functions read from left to right.
const piped = pipe(
  ones([2, 3]),
  relu,
  (x) => matmul(x, ones([3, 4])),
  (x) => softmax(x),
  (x) => sum(x, -1),
);
same<Tensor<[2]>>()(piped, true);
equal(piped.toArray(), [1, 1]);
