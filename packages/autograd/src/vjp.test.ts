import {
  add,
  argmax,
  cast,
  concat,
  cumsum,
  exp,
  greater,
  matmul,
  mul,
  ones,
  sin,
  square,
  sum,
  tensor,
  zeros,
  type Tensor,
} from '@cotangent/tensor';
import { describe, expect, it } from 'vitest';
import { grad, jvp, vjp } from './index.ts';
import { arrays, x64, type Scalar } from './scalars.samples.ts';

describe('vjp', () => {
  it('carries cotangents back to all arguments', () => {
    const a = tensor([
      [1, 2],
      [3, 4],
    ]);
    const b = tensor([[5], [6]]);
    const [y, pullback] = vjp((p: Tensor<[2, 2]>, q: Tensor<[2, 1]>) => matmul(p, q), a, b);
    expect(y.toArray()).toEqual([[17], [39]]);
    expect(arrays(pullback(tensor([[1], [10]])))).toEqual([
      [
        [5, 6],
        [50, 60],
      ],
      [[31], [42]],
    ]);
  });

  it('runs the function once, however many cotangents there are', () => {
    let runs = 0;
    const f = (x: Tensor<[3]>): Tensor<[3]> => {
      runs++;
      return square(x);
    };
    const [, pullback] = vjp(f, tensor([1, 2, 3]));
    for (let i = 0; i < 3; i++) {
      const unit = tensor([0, 1, 2].map((k) => (k === i ? 1 : 0))) as Tensor<[3]>;
      expect(pullback(unit)[0].toArray()).toEqual([0, 1, 2].map((k) => (k === i ? 2 * (k + 1) : 0)));
    }
    expect(pullback(ones([3]))[0].toArray()).toEqual([2, 4, 6]);
    expect(runs).toBe(1);
  });

  it('has a pullback that is linear, and differentiable by its cotangent', () => {
    const [, pullback] = vjp((x: Tensor<[2]>) => square(x), tensor([3, 5]));
    const twice = (g: Tensor<[2]>): Tensor<[]> => sum(square(pullback(g)[0]));
    expect(grad(twice)(tensor([1, 2])).toArray()).toEqual([72, 400]);
  });

  it('takes trees and returns trees, those of integers and masks among them', () => {
    const f = (p: { a: Tensor<[3]>; b: [Tensor<[]>] }) => ({
      y: mul(p.a, p.b[0]),
      rest: [exp(p.b[0]), argmax(p.a), greater(p.a, 1)] as const,
      none: [],
    });
    const [{ y, rest }, pullback] = vjp(f, { a: tensor([1, 2, 3]), b: [tensor(0)] });
    expect(arrays([y, ...rest])).toEqual([[0, 0, 0], 1, 2, [false, true, true]]);
    const cotangent = {
      y: ones([3]),
      rest: [tensor(10), zeros([], 'int32'), zeros([3], 'bool')] as const,
      none: [],
    };
    expect(arrays(pullback(cotangent))).toEqual([{ a: [0, 0, 0], b: [16] }]);
  });

  it('gives zeros where an output does not depend on an argument', () => {
    const first: (x: Tensor<[2]>, y: Scalar) => Tensor<[2]> = (x) => x;
    const [, pullback] = vjp(first, ones([2]), x64(3));
    const [, gy] = pullback(ones([2]));
    expect(String(gy)).toBe('float64[] 0');
    const constant: (x: Tensor<[2]>) => Scalar = () => x64(3);
    const [y, back] = vjp(constant, ones([2]));
    expect(y.item()).toBe(3);
    expect(back(x64(1))[0].toArray()).toEqual([0, 0]);
  });

  it('lets one value be several outputs, an input among them', () => {
    const f = (x: Tensor<[]>): Tensor<[]>[] => {
      const y = mul(x, x);
      return [y, y, x];
    };
    const [, pullback] = vjp(f, tensor(3));
    expect(pullback([tensor(1), tensor(10), tensor(100)])[0].item()).toBe(166);
  });

  it('takes numbers as cotangents, in the dtype of the output', () => {
    const [, pullback] = vjp((x: Scalar) => mul(x, x), x64(3));
    expect(String(pullback(2)[0])).toBe('float64[] 12');
  });

  it('refuses cotangents that do not match the output', () => {
    const [, single] = vjp((x: Tensor<[2]>) => square(x), ones([2]));
    expect(() => single(ones([3]) as never)).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: pullback: cotangent must be like the output.
        cotangent: float32[3]
      Expected float32[2].]
    `);
    expect(() => single(ones([2], 'float64') as never)).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: pullback: cotangent must be like the output.
        cotangent: float64[2]
      Expected float32[2].]
    `);
    expect(() => single([ones([2])] as never)).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: pullback: cotangent must be like the output.
        the output: *
        cotangent: [*]   differs; missing a single leaf; extra [0]
      Expected cotangent to have the structure of the output.]
    `);
    expect(() => single(1 as never)).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: pullback: cotangent must be like the output.
        cotangent: float32[]
      Expected float32[2].]
    `);
    const [, several] = vjp((x: Tensor<[2]>) => ({ y: x, list: [sum(x)] }), ones([2]));
    expect(() => several({ y: ones([2]), list: [ones([1]) as never] })).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: pullback: cotangent must be like the output.
        cotangent.list[0]: float32[1]
      Expected float32[].]
    `);
    expect(() => several({ y: ones([2]), list: [] })).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: pullback: cotangent must be like the output.
        the output: { list: [*], y: * }
        cotangent: { list: [], y: * }   differs at list[0]; missing list[0]
      Expected cotangent to have the structure of the output.]
    `);
  });

  it('refuses arguments without gradients, and outputs that are no trees', () => {
    const f = (x: unknown): Tensor => x as Tensor;
    expect(() => vjp(f, { steps: tensor(3, 'int32') })).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: vjp: only floats have gradients.
        argument 0.steps: int32[]
      Expected a tensor of dtype float32 or float64. Close over what is not differentiated.]
    `);
    expect(() => vjp(() => 'x')).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: vjp: a tree's leaves must be tensors.
        output: 'x'
      Expected a tensor, an array or a plain object.]
    `);
  });
});

describe('jvp', () => {
  it('carries tangents forward', () => {
    const [y, t] = jvp((x: Scalar) => sin(x), [x64(1)], [x64(2)]);
    expect([y.item(), t.item()]).toEqual([Math.sin(1), 2 * Math.cos(1)]);
  });

  it('adds up what comes from all arguments and places', () => {
    const f = (x: Tensor<[]>, y: Tensor<[]>): Tensor<[]> => add(mul(x, y), mul(x, x));
    expect(arrays(jvp(f, [tensor(2), tensor(3)], [tensor(1), tensor(10)]))).toEqual([10, 27]);
  });

  it('takes trees and returns trees, with zero tangents for integers, masks and constants', () => {
    const f = ({ a }: { a: Tensor<[3]> }) => ({
      y: cumsum(a, 0),
      mask: greater(a, 1),
      at: argmax(a),
      constant: ones([2]),
    });
    const [y, t] = jvp(f, [{ a: tensor([1, 2, 3]) }], [{ a: tensor([1, 0, 1]) }]);
    expect(arrays(y)).toEqual({ y: [1, 3, 6], mask: [false, true, true], at: 2, constant: [1, 1] });
    expect(arrays(t)).toEqual({ y: [1, 1, 2], mask: [false, false, false], at: 0, constant: [0, 0] });
    expect([t.mask.dtype, t.at.dtype]).toEqual(['bool', 'int32']);
  });

  it('is linear in the tangent, and differentiable by it', () => {
    const along = (t: Tensor<[2]>): Tensor<[]> =>
      sum(jvp((x: Tensor<[2]>) => square(x), [tensor([3, 5])], [t])[1]);
    expect(grad(along)(ones([2])).toArray()).toEqual([6, 10]);
  });

  it('agrees with vjp: <g, J t> = <Jᵀ g, t>', () => {
    const f = (x: Tensor<[2], 'float64'>, y: Tensor<[3], 'float64'>): Tensor<[5], 'float64'> =>
      concat([mul(exp(x), sum(y)), mul(sin(y), sum(square(x)))]);
    const x = tensor([0.5, -0.25], 'float64');
    const y = tensor([1, 2, -0.75], 'float64');
    const [tx, ty] = [tensor([1, -2], 'float64'), tensor([0.5, 3, 1], 'float64')] as const;
    const g = tensor([1, 2, -1, 0.5, 3], 'float64');
    const [, t] = jvp(f, [x, y], [tx, ty]);
    const [gx, gy] = vjp(f, x, y)[1](g);
    expect(sum(mul(gx, tx)).item() + sum(mul(gy, ty)).item()).toBeCloseTo(sum(mul(t, g)).item(), 12);
  });

  it('takes numbers as tangents', () => {
    expect(String(jvp((x: Scalar) => mul(x, x), [x64(3)], [1])[1])).toBe('float64[] 6');
  });

  it('refuses tangents that do not match', () => {
    const f = (x: Tensor<[2]>, y: { b: Tensor<[]> }): Tensor<[2]> => mul(x, y.b);
    const [x, y] = [ones([2]), { b: tensor(1) }];
    expect(() => jvp(f, [x, y], [ones([3]) as never, y])).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: jvp: tangent 0 must be like argument 0.
        tangent 0: float32[3]
      Expected float32[2].]
    `);
    expect(() => jvp(f, [x, y], [x, { b: x64(1) as never }])).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: jvp: tangent 1 must be like argument 1.
        tangent 1.b: float64[]
      Expected float32[].]
    `);
    expect(() => jvp(f, [x, y], [x, [y.b] as never])).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: jvp: tangent 1 must be like argument 1.
        argument 1: { b: * }
        tangent 1: [*]   differs; missing b; extra [0]
      Expected tangent 1 to have the structure of argument 1.]
    `);
    expect(() => jvp(f, [x, y], [x] as never)).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: jvp: there must be a tangent for each primal.
        primals: 2 of them
        tangents: 1 of them
      Expected 2 tangents.]
    `);
    expect(() => jvp((z: Tensor<[], 'bool'>) => z, [tensor(true)], [tensor(true)]))
      .toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: jvp: only floats have gradients.
        argument 0: bool[]
      Expected a tensor of dtype float32 or float64. Close over what is not differentiated.]
    `);
  });

  it('refuses what is no list', () => {
    const f = (x: Tensor<[]>): Tensor<[]> => x;
    expect(() => jvp(f, tensor(2) as never, [tensor(1)])).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: jvp: primals must be a list, with one for each argument of the function.
        primals: float32[]
      Expected [float32[]].]
    `);
    expect(() => jvp(f, [tensor(2)], 1 as never)).toThrow('tangents must be a list');
  });

  it('refuses values that escape', () => {
    let escaped = x64(0);
    jvp((x: Scalar) => (escaped = cast(mul(x, x), 'float64')), [x64(3)], [x64(1)]);
    expect(escaped.item()).toBe(9);
    expect(() => add(escaped, 1)).toThrowErrorMatchingInlineSnapshot(`
      [CotangentError: add: a traced value must not outlive its function.
        x: a value from inside a function that was differentiated
      Expected a tensor, or a value of a function that is still running. Return the value from the function instead of storing it.]
    `);
  });
});
