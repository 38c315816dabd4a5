// @cotangent/compiler: traced functions as WebAssembly programs.
export { jit, type JitOptions } from './jit.ts';
export { print } from './print.ts';
export {
  inspect,
  type InspectedBuffer,
  type InspectedFusion,
  type InspectedKernel,
  type Inspection,
} from './inspect.ts';
export { useCompiledKernels, type CompiledKernelOptions } from './useCompiledKernels.ts';
