// The operand of functions that are defined on floats.
import { cast, type Tensor } from '@cotangent/tensor';
import { isFloat, requireTensor } from '@cotangent/tensor/extend';

/** `x`; integers and bools become float32. Throws for what is no tensor. */
export function floating(op: string, x: unknown, argument = 'x'): Tensor {
  requireTensor(op, x, argument);
  const tensor = x as Tensor;
  return isFloat(tensor.dtype) ? tensor : (cast(tensor, 'float32') as Tensor);
}
