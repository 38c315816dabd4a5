// budget: 3000 instantiations
import { add, tensor } from '@cotangent/tensor';

export const sum = add(tensor([1, 2, 3]), tensor([4, 5, 6]));
