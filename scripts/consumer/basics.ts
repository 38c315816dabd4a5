// What a user does in the first minute: make tensors, add them, read the result.
import { add, tensor } from '@cotangent/tensor';

const sum = add(tensor([1, 2]), tensor([3, 4]));
if (JSON.stringify(sum.toArray()) !== '[4,6]')
  throw new Error(`1 + 3, 2 + 4 gave ${JSON.stringify(sum.toArray())}`);
