// @cotangent/compiler/kernels: what programs are made of, for people who write or measure kernels of their own.
export { Code, type Label, type Local, type ValueType } from './wasm/code.ts';
export { Module } from './wasm/module.ts';
export { contraction } from './contract/generate.ts';
export type {
  Contraction,
  ContractionAxis,
  ContractionKernel,
  ContractionOptions,
  Epilogue,
} from './contract/spec.ts';
