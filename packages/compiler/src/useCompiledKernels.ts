// useCompiledKernels: eager contractions by the kernels that programs are made of. Asked for, never by import.
import {
  primitives,
  requireInteger,
  requireOptions,
  substituteKernel,
  type Primitive,
} from '@cotangent/tensor/extend';
import { Products, type Labels } from './runtime/products.ts';

/** What `useCompiledKernels` may be told. */
export interface CompiledKernelOptions {
  /** Contractions of at least so many products of two numbers get a kernel; 250,000 unless given. */
  readonly atLeast?: number;
  /** Fused multiply-add where the engine has it: faster, but results differ between machines in their last digits. */
  readonly relaxed?: boolean;
}

const contract = primitives.find(({ name }) => name === 'contract') as Primitive<Labels>;

/**
 * From now on, contractions outside of compiled programs (matrix products, convolutions, `einsum` and their gradients)
 * are computed by generated WebAssembly kernels, if they are large enough. Returns a function that ends it.
 *
 * A kernel is made for each form of contraction when it is first met, which takes a few milliseconds, and the last 128
 * are kept, together with one memory as large as the largest contraction so far. Sums of n products of float32 are made
 * in float32, and may be off by n · 2⁻²⁴ times the sum of the products' magnitudes; integers are the same to the bit.
 * @example
 * const end = useCompiledKernels();
 * matmul(ones([200, 200]), ones([200, 200])).data()[0]; // 200
 * end();
 */
export function useCompiledKernels(options: CompiledKernelOptions = {}): () => void {
  const { atLeast = 250_000, relaxed = false } = requireOptions<CompiledKernelOptions>(
    'useCompiledKernels',
    options,
    { atLeast: 'number', relaxed: 'boolean' },
  );
  requireInteger('useCompiledKernels', atLeast, 'atLeast', 1);
  const products = new Products({ atLeast, relaxed });
  return substituteKernel(contract, (inputs, labels, [out]) => {
    const made = products.compute(inputs, labels, out);
    return made && [made];
  });
}
