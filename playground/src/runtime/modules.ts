// The packages as code in the editor gets them: the page's own copies, so that their tensors are the page's tensors.
// A module's import leads to a small module that takes the names out of a register that both know.
import * as autograd from '@cotangent/autograd';
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

type Exports = Readonly<Record<string, unknown>>;

/** What each of them exports; what most code does without is loaded when it is first imported. */
const modules: Readonly<Record<Specifier, Exports | (() => Promise<Exports>)>> = {
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
  '@cotangent/convnetjs': () => import('@cotangent/convnetjs'),
};

const name = 'cotangent.modules';
const register: Record<string, Exports> = {};
Object.defineProperty(globalThis, Symbol.for(name), { value: register, configurable: true });

/** What `specifier` exports; from then on the text of its module can run. */
export async function exportsOf(specifier: Specifier): Promise<Exports> {
  const known = modules[specifier];
  register[specifier] ??= withNames(typeof known === 'function' ? await known() : known);
  return register[specifier];
}

/** Layers that are plain functions go by their names, which the build has shortened: relu must still be called relu. */
function withNames(exports: Exports): Exports {
  for (const [own, value] of Object.entries(exports))
    if (typeof value === 'function') Object.defineProperty(value, 'name', { value: own });
  return exports;
}

/** The text of a module that exports what the page's copy of `specifier` exports. */
export function moduleText(specifier: Specifier, exports: Exports): string {
  const names = Object.keys(exports);
  const lines = names.map((own, i) => `const e${i} = m[${JSON.stringify(own)}];`);
  const list = names.map((own, i) => `e${i} as ${own}`).join(', ');
  const from = `const m = globalThis[Symbol.for('${name}')][${JSON.stringify(specifier)}];`;
  return `${from}\n${lines.join('\n')}\nexport { ${list} };`;
}
