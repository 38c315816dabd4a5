import {
  add,
  argmax,
  exp,
  matmul,
  mul,
  ones,
  sin,
  square,
  sum,
  tanh,
  tensor,
  type Tensor,
} from '@cotangent/tensor';
import { describe, expect, it } from 'vitest';
import { checkpoint, customVjp, grad, hessian, hvp, jacobian, jvp, tapeOf, tapeTable, vjp } from './index.ts';
import { arrays, expectClose, mixes, through, x64, type Map, type Scalar } from './scalars.samples.ts';

describe('checkpoint', () => {
  const f: Map = (x) => sin(mul(x, exp(sin(x))));

  it('changes no value and no derivative, at orders 1 to 3 in any mix', () => {
    const inside: Map = (x) => mul(checkpoint(f)(mul(x, x)), x);
    const plain: Map = (x) => mul(f(mul(x, x)), x);
    for (const mix of mixes(3)) {
      const at = (g: Map): number => through(mix, g, 0.75);
      expectClose(mix, at(inside), at(plain));
    }
  });

  it('nests', () => {
    const inner = checkpoint((x: Scalar) => sin(exp(x)));
    const outer = checkpoint((x: Scalar) => mul(inner(mul(x, x)), inner(x)));
    const plain: Map = (x) => mul(sin(exp(mul(x, x))), sin(exp(x)));
    for (const mix of mixes(3)) {
      const at = (g: Map): number => through(mix, g, 0.25);
      expectClose(mix, at(outer), at(plain));
    }
  });

  it('lets gradients through to values that it closes over', () => {
    const f2 = (w: Scalar, x: Scalar): Scalar => {
      const inner = mul(w, w);
      const block = checkpoint((y: Scalar) => sin(mul(inner, mul(w, y))));
      return mul(block(block(x)), w);
    };
    const plain = (w: Scalar, x: Scalar): Scalar => {
      const block: Map = (y) => sin(mul(mul(w, w), mul(w, y)));
      return mul(block(block(x)), w);
    };
    expect(arrays(grad(f2, [0, 1])(x64(0.5), x64(2)))).toEqual(arrays(grad(plain, [0, 1])(x64(0.5), x64(2))));
    const nothing = (w: Scalar): Scalar => checkpoint(() => mul(w, w))();
    expect(grad(nothing)(x64(3)).item()).toBe(6);
  });

  it('takes and returns trees, those of integers and of its own arguments among them', () => {
    const block = checkpoint((p: { a: Tensor<[3]> }, factor: number) => ({
      y: mul(p.a, factor),
      at: argmax(p.a),
      same: p.a,
      fresh: ones([2]),
      twice: [exp(p.a), []] as const,
    }));
    const loss = (p: { a: Tensor<[3]> }): Tensor<[]> => {
      const { y, at, same, fresh, twice } = block(p, 10);
      expect([at.item(), fresh.toArray()]).toEqual([2, [1, 1]]);
      return add(sum(add(y, same)), sum(mul(twice[0], 0)));
    };
    expect(arrays(grad(loss)({ a: tensor([1, 2, 3]) }))).toEqual({ a: [11, 11, 11] });
  });

  it('keeps one entry in place of many', () => {
    const deep = (x: Tensor<[4]>): Tensor<[4]> => {
      let y = x;
      for (let i = 0; i < 50; i++) y = tanh(y);
      return y;
    };
    const plain = tapeOf((x: Tensor<[4]>) => sum(deep(x)), ones([4]));
    const short = tapeOf((x: Tensor<[4]>) => sum(checkpoint(deep)(x)), ones([4]));
    expect([plain.steps.length, short.steps.length]).toEqual([51, 2]);
    const bytes = ({ steps }: typeof plain): number =>
      steps.reduce((total, step) => total + step.bytesKept, 0);
    expect([bytes(plain), bytes(short)]).toEqual([50 * 16, 0]);
    expect(tapeTable({ ...short, steps: short.steps.map((step) => ({ ...step, line: null })) }))
      .toMatchInlineSnapshot(`
      "value  primitive   inputs  output      bytes kept  line
      %0     input               float32[4]
      %51    checkpoint  %0      float32[4]  0
      %52    sum         %51     float32[]   0"
    `);
  });

  it('says which values it stands between', () => {
    const f2 = (x: Tensor<[2]>, w: Tensor<[2]>): Tensor<[]> =>
      sum(checkpoint((y: Tensor<[2]>) => mul(mul(y, w), y))(square(x)));
    const [, step] = tapeOf(f2, ones([2]), ones([2])).steps;
    expect([step.inputs.map(({ id }) => id), step.inputs[0].shape]).toEqual([[2, 1], [2]]);
  });

  it('runs its function again in every backward pass, and nowhere else', () => {
    let runs = 0;
    const block = checkpoint((x: Scalar) => {
      runs++;
      return sin(exp(x));
    });
    block(x64(1));
    expect(runs).toBe(1);
    const [, pullback] = vjp((x: Scalar) => mul(block(x), 2), x64(1));
    expect(runs).toBe(2);
    const first = pullback(1)[0].item();
    for (let i = 0; i < 3; i++) expect(pullback(1)[0].item()).toBe(first);
    expect(runs).toBe(6);
    jvp(block, [x64(1)], [x64(1)]);
    expect(runs).toBe(7);
  });

  it('does nothing about what is not differentiated', () => {
    const block = checkpoint((x: Scalar) => exp(x));
    const f2 = (x: Scalar): Scalar => mul(block(x64(2)), x);
    expect(grad(f2)(x64(1)).item()).toBe(Math.exp(2));
    expect(tapeOf(f2, x64(1)).steps.map((step) => step.primitive)).toEqual(['mul']);
  });

  it('agrees with whole Jacobians and Hessians', () => {
    const w = tensor(
      [
        [0.5, -1],
        [2, 0.25],
      ],
      'float64',
    );
    type Vector = Tensor<[2], 'float64'>;
    const block = (x: Vector): Vector => tanh(matmul(w, x));
    const short = checkpoint(block);
    const x = tensor([0.3, -0.7], 'float64');
    for (const mode of ['forward', 'reverse'] as const) {
      const plain = jacobian((y: Vector) => block(block(y)), { mode })(x);
      expect(jacobian((y: Vector) => short(short(y)), { mode })(x).toArray()).toEqual(plain.toArray());
    }
    expect(hessian((y: Vector) => sum(short(short(y))))(x).toArray()).toEqual(
      hessian((y: Vector) => sum(block(block(y))))(x).toArray(),
    );
    expect(hvp((y: Vector) => sum(short(y)), x, x).toArray()).toEqual(
      hvp((y: Vector) => sum(block(y)), x, x).toArray(),
    );
  });

  it('may hold derivatives, and rules of its own', () => {
    const clipped = customVjp(
      (x: Scalar) => [mul(x, x), x],
      (x, g) => [mul(mul(g, x), 10)],
    );
    const f2: Map = (x) => add(grad((y: Scalar) => mul(y, mul(y, x)))(x), clipped(x)); // 2x² + …
    for (const mix of mixes(1)) {
      const at = (g: Map): number => through(mix, g, 3);
      expect(at(checkpoint(f2))).toBe(at(f2));
    }
    expect(grad(checkpoint(f2))(x64(3)).item()).toBe(12 + 30);
  });

  it('passes errors on, in both passes', () => {
    let runs = 0;
    const failing = checkpoint((x: Scalar) => {
      if (++runs === 2) throw new RangeError('again');
      return exp(x);
    });
    const [, pullback] = vjp(failing, x64(0));
    expect(() => pullback(1)).toThrow(new RangeError('again'));
    expect(pullback(1)[0].item()).toBe(1);
    expect(grad(failing)(x64(0)).item()).toBe(1);
  });
});
