// Ops that multiply and sum: matrix products and what einsum spells out.
// Operands come in the order in which a case names them.
import * as ct from '@cotangent/tensor';
import { binary, type Ops } from '../lib/op.ts';
import { given } from '../lib/params.ts';

export const contractions: Ops = {
  matmul: binary((a, b) => ct.matmul(a, b)),
  dot: binary((x, y) => ct.dot(ct.withShape(x, ['n']), ct.withShape(y, ['n']))),
  outer: binary((x, y) => ct.outer(ct.withShape(x, ['m']), ct.withShape(y, ['n']))),
  einsum: (inputs, { equation }) => ct.einsum(given('equation', equation), ...Object.values(inputs)),
};
