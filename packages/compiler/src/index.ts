// @cotangent/compiler: traced functions as WebAssembly programs.
export { Code, type Label, type Local, type ValueType } from './wasm/code.ts';
export { Module } from './wasm/module.ts';
