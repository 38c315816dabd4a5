// The form of an elementwise primitive: a scalar function or a loop, and one derivative an input.
import type { DType } from '../base/dtype.ts';
import { apply } from '../core/bind.ts';
import { primitive, type Decides, type Derivative, type Primitive } from '../core/primitive.ts';
import type { Tensor } from '../core/tensor.ts';
import { loop1, map1, map2, type Loop1, type Loop2 } from '../kernels/map.ts';
import type { Shape } from '../shape/dim.ts';
import { floatOperand, numericOperand, operands, type Kinds } from './operands.ts';

/** A tensor, or a number, which has no shape and takes the other operand's dtype. */
export type Operand<S extends Shape, D extends DType> = Tensor<S, D> | number;

/** A primitive of one input that applies `f` to every element. */
export function unary(
  name: string,
  f: (x: number) => number,
  derivative: Derivative | null,
  decides?: Decides,
): Primitive {
  return unaryLoop(name, loop1(f), derivative, decides);
}

/** A primitive of one input, as a loop. */
export function unaryLoop(
  name: string,
  loop: Loop1,
  derivative: Derivative | null,
  decides?: Decides,
): Primitive {
  return primitive({
    name,
    shape: (inputs) => inputs,
    kernel: ([x]) => [map1(loop, x.dtype, x)],
    rule: { kind: 'elementwise', derivatives: [derivative] },
    ...(decides && { decides }),
  });
}

/** A primitive of two inputs of one shape and dtype, as a loop; int32 may have one of its own. */
export function binaryLoop(
  name: string,
  loop: Loop2,
  rule: Primitive['rule'],
  int32Loop: Loop2 = loop,
  decides?: Decides,
): Primitive {
  return primitive({
    name,
    shape: ([x]) => [x],
    kernel: ([x, y]) => [map2(x.dtype === 'int32' ? int32Loop : loop, x.dtype, x, y)],
    rule,
    ...(decides && { decides }),
  });
}

/** A primitive that compares two inputs of one shape and dtype, as a loop. */
export function comparison(name: string, loop: Loop2): Primitive {
  return primitive({
    name,
    shape: ([x]) => [{ shape: x.shape, dtype: 'bool' }],
    kernel: ([x, y]) => [map2(loop, 'bool', x, y)],
    rule: { kind: 'none' },
  });
}

/** Applies a primitive that is defined on floats; integers and bools become float32. */
export function applyFloat(p: Primitive, x: unknown): Tensor {
  return apply(p, floatOperand(p.name, x));
}

/** Applies a primitive that is defined on numbers. */
export function applyNumeric(p: Primitive, x: unknown): Tensor {
  return apply(p, numericOperand(p.name, x));
}

/** Applies a primitive of two operands, which meet in dtype and shape first. */
export function applyPair(p: Primitive, x: unknown, y: unknown, kinds: Kinds): Tensor {
  const [a, b] = operands(p.name, x, y, kinds);
  return apply(p, a, b);
}
