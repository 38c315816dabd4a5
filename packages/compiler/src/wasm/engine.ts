// What the library uses of the engine's WebAssembly, typed here because Node and browsers type it in different places.

/** A compiled module; only the engine looks inside. */
interface CompiledModule {
  readonly [Symbol.toStringTag]?: string;
}

/** Linear memory. Its buffer is replaced when it grows, so views are made anew. */
export interface Memory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

interface Engine {
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => CompiledModule;
  readonly Instance: new (
    module: CompiledModule,
    imports: { readonly env: Readonly<Record<string, Memory | ((argument: number) => void)>> },
  ) => { readonly exports: Readonly<Record<string, (...args: number[]) => number>> };
  readonly Memory: new (limits: { readonly initial: number; readonly maximum?: number }) => Memory;
  validate(bytes: Uint8Array<ArrayBuffer>): boolean;
}

/** The engine's WebAssembly. */
export const engine: Engine = (globalThis as { readonly WebAssembly?: unknown }).WebAssembly as Engine;

/** The bytes of a page of memory. */
export const pageSize = 65536;
