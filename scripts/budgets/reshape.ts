// budget: 18300 instantiations
// Five dims, multiplied and divided digit by digit.
import { ones, reshape } from '@cotangent/tensor';

const x = ones([20, 16, 12, 7, 9]);
export const y = reshape(x, [9, 20, -1, 4, 3]);
export const z = reshape(y, [241920]);
