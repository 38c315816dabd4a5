// What elementwise ops do before they bind: numbers become tensors, dtypes meet, shapes broadcast.
import { promote, toFloat, type DType } from '../base/dtype.ts';
import { complain, show } from '../base/error.ts';
import { isTensor } from '../core/bind.ts';
import type { Tensor } from '../core/tensor.ts';
import { broadcastShape as meet } from '../shape/broadcast.ts';
import { broadcastShape } from './broadcast.ts';
import { castTo, checkValue, constant } from './constant.ts';

/** What an op does with dtypes once they have met. */
export type Kinds = 'any' | 'numeric' | 'float';

const none: readonly number[] = Object.freeze([]);

/** A tensor of rank 0, or the tensor itself. */
export function operand(op: string, x: unknown, dtype: DType, argument = 'x'): Tensor {
  if (isTensor(x)) return x;
  if (typeof x !== 'number' && !(typeof x === 'boolean' && dtype === 'bool')) {
    complain({
      op,
      rule: 'an argument must be a tensor or a number',
      got: { [argument]: show(x) },
      argument,
      expected: 'a tensor or a number',
      hint: Array.isArray(x) || typeof x === 'boolean' ? `Write tensor(${argument}).` : undefined,
    });
  }
  checkValue(op, x, dtype, argument);
  return constant(Number(x), none, dtype);
}

/** The dtype in which operands meet; numbers have none of their own. */
function meetingDType(op: string, x: unknown, y: unknown, kinds: Kinds): DType {
  const a = isTensor(x) ? x.dtype : undefined;
  const b = isTensor(y) ? y.dtype : undefined;
  const own = typeof x === 'boolean' && typeof y === 'boolean' ? 'bool' : 'float32';
  const dtype = a === undefined ? (b ?? own) : b === undefined ? a : promote(a, b);
  if (kinds === 'float') return toFloat(dtype);
  if (kinds === 'numeric' && dtype === 'bool') refuseBool(op, isTensor(x) ? { x, y } : { y, x });
  return dtype;
}

/** The error for arithmetic among bools, which are named as the op names them; the first is cast to mend it. */
export function refuseBool(op: string, named: Readonly<Record<string, unknown>>): never {
  const [first, ...others] = Object.keys(named);
  return complain({
    op,
    rule: 'there is no arithmetic on bools',
    got: Object.fromEntries(Object.entries(named).map(([name, x]) => [name, show(x)])),
    argument: first,
    expected: others.length === 0 ? 'a numeric dtype' : 'at least one operand of a numeric dtype',
    hint: isTensor(named[first]) ? `Write cast(${first}, 'int32') to count with it.` : undefined,
  });
}

/** Two operands of one dtype and one shape. */
export function operands(
  op: string,
  x: unknown,
  y: unknown,
  kinds: Kinds,
  names: readonly [string, string] = ['x', 'y'],
): readonly [Tensor, Tensor] {
  const dtype = meetingDType(op, x, y, kinds);
  const a = castTo(operand(op, x, dtype, names[0]), dtype);
  const b = castTo(operand(op, y, dtype, names[1]), dtype);
  if (a.shape === b.shape) return [a, b];
  const shape = meet(op, a, b, names);
  return [broadcastShape(a, shape), broadcastShape(b, shape)];
}

/** One operand as a float tensor; integers and bools become float32. */
export function floatOperand(op: string, x: unknown): Tensor {
  const tensor = operand(op, x, 'float32');
  return castTo(tensor, toFloat(tensor.dtype));
}

/** One operand of a numeric dtype. */
export function numericOperand(op: string, x: unknown): Tensor {
  const tensor = operand(op, x, 'float32');
  if (tensor.dtype === 'bool') refuseBool(op, { x: tensor });
  return tensor;
}
