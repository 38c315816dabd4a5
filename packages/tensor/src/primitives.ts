// Every primitive there is: the core ones and the random bits.
import type { Primitive } from './core/primitive.ts';
import { corePrimitives } from './primitives/list.ts';
import { randomBitsPrimitive } from './random/threefry.ts';

/** Every primitive of the library, by family: what laws are tested over and what compilers must know. */
export const primitives: readonly Primitive<never>[] = /* @__PURE__ */ Object.freeze(
  /* @__PURE__ */ corePrimitives.concat([randomBitsPrimitive]),
);
