// budget: 0 instantiations, imports included
// Importing both packages resolves no type: only what is used is paid for.
export * as tensor from '@cotangent/tensor';
export * as autograd from '@cotangent/autograd';
