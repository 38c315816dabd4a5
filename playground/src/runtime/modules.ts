// The packages as code in the editor gets them: the page's own copies, so that their tensors are the page's tensors.
// A module's import leads to a small module that takes the names out of a register that both know.
import * as autograd from '@cotangent/autograd';
import * as convnetjs from '@cotangent/convnetjs';
import * as compiler from '@cotangent/compiler';
import * as data from '@cotangent/data';
import * as nn from '@cotangent/nn';
import * as functional from '@cotangent/nn/functional';
import * as optim from '@cotangent/optim';
import * as schedule from '@cotangent/optim/schedule';
import * as tensor from '@cotangent/tensor';
import * as extend from '@cotangent/tensor/extend';
import * as random from '@cotangent/tensor/random';
import * as tree from '@cotangent/tensor/tree';
import type { Specifier } from './specifiers.ts';

/** What each of them exports. */
export const modules: Readonly<Record<Specifier, Readonly<Record<string, unknown>>>> = {
  '@cotangent/tensor': tensor,
  '@cotangent/tensor/extend': extend,
  '@cotangent/tensor/random': random,
  '@cotangent/tensor/tree': tree,
  '@cotangent/autograd': autograd,
  '@cotangent/compiler': compiler,
  '@cotangent/nn': nn,
  '@cotangent/nn/functional': functional,
  '@cotangent/optim': optim,
  '@cotangent/optim/schedule': schedule,
  '@cotangent/data': data,
  '@cotangent/convnetjs': convnetjs,
};

const register = 'cotangent.modules';
Object.defineProperty(globalThis, Symbol.for(register), { value: modules, configurable: true });

/** The text of a module that exports what the page's copy of `specifier` exports. */
export function moduleText(specifier: Specifier): string {
  const names = Object.keys(modules[specifier]);
  const lines = names.map((name, i) => `const e${i} = m[${JSON.stringify(name)}];`);
  const list = names.map((name, i) => `e${i} as ${name}`).join(', ');
  const from = `const m = globalThis[Symbol.for('${register}')][${JSON.stringify(specifier)}];`;
  return `${from}\n${lines.join('\n')}\nexport { ${list} };`;
}
