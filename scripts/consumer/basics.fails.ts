// What a user gets wrong in the first minute, and the words the compiler must use.
import { tensor } from '@cotangent/tensor';

// error: is not assignable to type
export const text: string = tensor([1, 2]);
