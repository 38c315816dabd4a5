// @cotangent/compiler: traced functions as WebAssembly programs.
export { jit, type JitOptions } from './jit.ts';
