// budget: 6800 instantiations
// A product of rank 4 whose batch axes broadcast.
import { matmul, ones } from '@cotangent/tensor';

export const y = matmul(ones([20, 1, 64, 32]), ones([8, 32, 16]));
export const z = matmul(y, ones([20, 8, 16, 4]));
