// The program that shows a failure again: a few lines to paste into a file.
// What cannot be printed is asked for, at the place where it belongs.
import * as autograd from '@cotangent/autograd';
import * as ops from '@cotangent/tensor';
import * as extend from '@cotangent/tensor/extend';
import { freeNames, type FreeName } from './freeNames.ts';
import { literal } from './literals.ts';

type AnyFunction = (...args: never[]) => unknown;

const longest = 2000;

type Modules = readonly (readonly [module: string, exported: object])[];

/** What a program can import, by module. */
const modules: Modules = [
  ['@cotangent/tensor', ops],
  ['@cotangent/autograd', autograd],
];

/** The same for names that are known to be imported; among others those here are too common to tell. */
const allModules: Modules = [...modules, ['@cotangent/tensor/extend', extend]];

/** The source of a program that repeats a check. */
export function programOf(
  f: AnyFunction,
  args: readonly unknown[],
  options: Readonly<Record<string, unknown>>,
): string {
  const source = sourceOf(f);
  const settings = Object.entries(options).filter(([, value]) => value !== undefined);
  const list = settings.map(([name, value]) => `${name}: ${JSON.stringify(value)}`).join(', ');
  const call = `checkGradients(f, [${args.map(literal).join(', ')}], { ${list} });`;
  const free = freeNames(`const f = ${source ?? 'undefined'};\n${call}`);
  const { imports, unknown } = resolve(
    free.filter(({ name }) => name !== 'checkGradients'),
    importedIn(f.toString()),
  );
  const request =
    source === undefined
      ? [`// Paste the function that was checked here; ${originOf(f)}.`]
      : unknown.length > 0
        ? [`// Paste here what f takes from around it: ${unknown.join(', ')}.`]
        : [];
  return [
    ...imports,
    "import { checkGradients } from '@cotangent/testing';",
    '',
    ...request,
    `const f = ${source ?? 'undefined'};`,
    call,
  ].join('\n');
}

/** How test runners write a name that a module imports: `__module_0__.name`. */
const imported = /\b__\w+__\.(\w+)/g;

/** The names that are imports for sure; none if that cannot be seen. */
function importedIn(source: string): ReadonlySet<string> {
  return new Set([...source.matchAll(imported)].map(([, name]) => name));
}

/** The lines that import names, and the names that no module has. */
function resolve(
  free: readonly FreeName[],
  known: ReadonlySet<string>,
): { readonly imports: readonly string[]; readonly unknown: readonly string[] } {
  const named = new Map<string, string[]>();
  const imports: string[] = [];
  const unknown: string[] = [];
  for (const { name, members } of free) {
    const home = (known.has(name) ? allModules : modules).find(([, exported]) => name in exported);
    const space = allModules.find(([, exported]) => members?.every((member) => member in exported));
    if (home) named.set(home[0], [...(named.get(home[0]) ?? []), name]);
    else if (space) imports.push(`import * as ${name} from '${space[0]}';`);
    else unknown.push(name);
  }
  for (const [module, names] of named) {
    imports.push(`import { ${names.toSorted().join(', ')} } from '${module}';`);
  }
  return { imports: imports.toSorted(), unknown };
}

/** The function as it was written; bundlers' names for modules are taken out. `undefined` if that would not run. */
function sourceOf(f: AnyFunction): string | undefined {
  const op = Object.entries(ops).find(([, own]) => (own as unknown) === f);
  if (op) return op[0];
  const source = f
    .toString()
    .replaceAll(/\(0,\s*__\w+__\.(\w+)\)/g, '$1')
    .replaceAll(imported, '$1');
  const isPrintable =
    source.length <= longest &&
    !source.includes('[native code]') &&
    !/\bthis\b/.test(source) &&
    makerOf(f) === undefined;
  if (!isPrintable) return undefined;
  const isMethod = /^(?!async\b|function\b|class\b)[\w$]+\s*\(/.test(source);
  return isMethod ? `function ${source}` : source;
}

function originOf(f: AnyFunction): string {
  const maker = makerOf(f);
  if (maker !== undefined) return `what ${maker} made of it cannot be printed`;
  return f.name === '' || f.name === 'f'
    ? 'its source cannot be printed'
    : `the source of ${f.name} cannot be printed`;
}

const nothing = (): never => {
  throw new Error('never called');
};

/** Which function of autograd made `f`: whatever one makes has the same source, which says nothing of `f` itself. */
function makerOf(f: AnyFunction): string | undefined {
  const { checkpoint, customJvp, customVjp, grad, hessian, jacobian, valueAndGrad } = autograd;
  const makers = { checkpoint, customJvp, customVjp, grad, hessian, jacobian, valueAndGrad };
  const source = f.toString();
  return Object.entries(makers).find(
    ([, make]) => String((make as (...fs: unknown[]) => unknown)(nothing, nothing)) === source,
  )?.[0];
}
