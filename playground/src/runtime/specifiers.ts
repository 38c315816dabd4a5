// What code in the editor may import: known to the build, which makes their types, and to the runtime, which has them.

/** The packages, and the parts of them that have an entry of their own. */
export const specifiers = [
  '@cotangent/tensor',
  '@cotangent/tensor/extend',
  '@cotangent/tensor/random',
  '@cotangent/tensor/tree',
  '@cotangent/autograd',
  '@cotangent/compiler',
  '@cotangent/nn',
  '@cotangent/nn/functional',
  '@cotangent/optim',
  '@cotangent/optim/schedule',
  '@cotangent/data',
  '@cotangent/convnetjs',
] as const;

/** One of them. */
export type Specifier = (typeof specifiers)[number];

/** Whether code in the editor may import it. */
export function isSpecifier(name: string): name is Specifier {
  return (specifiers as readonly string[]).includes(name);
}
