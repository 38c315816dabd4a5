// budget: 10600 instantiations
// Attention's two contractions, and one over three operands with an ellipsis.
import { einsum, ones } from '@cotangent/tensor';

const q = ones([20, 8, 64, 32]);
const scores = einsum('bhqd,bhkd->bhqk', q, q);
export const y = einsum('bhqk,bhkd->bhqd', scores, q);
export const z = einsum('...d,de,ef->...f', y, ones([32, 16]), ones([16, 10]));
