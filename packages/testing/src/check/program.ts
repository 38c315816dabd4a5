// The program that shows a failure again: a few lines to paste into a file.
import * as ops from '@cotangent/tensor';
import type { Tensor } from '@cotangent/tensor';
import { showSpec } from '@cotangent/tensor/extend';

/** More elements than this are not written down. */
const most = 256;
const longest = 600;

/** The source of a program that repeats a check. */
export function programOf(
  f: (...args: never[]) => unknown,
  args: readonly unknown[],
  options: Readonly<Record<string, unknown>>,
): string {
  const source = sourceOf(f);
  const literals = args.map(literal);
  const settings = Object.entries(options).filter(([, value]) => value !== undefined);
  const list = settings.map(([name, value]) => `${name}: ${JSON.stringify(value)}`).join(', ');
  const body = `const f = ${source};\ncheckGradients(f, [${literals.join(', ')}], { ${list} });`;
  const names = Object.keys(ops).filter((name) => new RegExp(`(?<![.\\w$])${name}\\b(?!\\s*:)`).test(body));
  return [
    `import { ${names.join(', ')} } from '@cotangent/tensor';`,
    "import { checkGradients } from '@cotangent/testing';",
    '',
    body,
  ].join('\n');
}

/** The function as it was written, so far as it is short; bundlers' names for modules are taken out. */
function sourceOf(f: (...args: never[]) => unknown): string {
  const source = f
    .toString()
    .replaceAll(/\(0,\s*__\w+__\.(\w+)\)/g, '$1')
    .replaceAll(/\b__\w+__\.(\w+)/g, '$1');
  const readable = source.length <= longest && !source.includes('[native code]');
  return readable ? source : `/* paste the function here${f.name === '' ? '' : `: ${f.name}`} */ undefined`;
}

/** A tree of tensors as an expression. */
function literal(x: unknown): string {
  if (ops.isTensor(x)) return tensorLiteral(x);
  if (Array.isArray(x)) return `[${x.map(literal).join(', ')}]`;
  if (typeof x !== 'object' || x === null) return number(x);
  const parts = Object.entries(x).map(
    ([key, value]) => `${/^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key)}: ${literal(value)}`,
  );
  return `{ ${parts.join(', ')} }`;
}

function tensorLiteral(x: Tensor): string {
  if (x.size > most) return `/* the ${showSpec(x)} of the failure */ undefined`;
  if (x.size === 0) return `zeros([${x.shape.join(', ')}], '${x.dtype}')`;
  const values = nested(x.toArray());
  return x.dtype === 'float32' || x.dtype === 'bool'
    ? `tensor(${values})`
    : `tensor(${values}, '${x.dtype}')`;
}

function nested(values: unknown): string {
  return Array.isArray(values) ? `[${values.map(nested).join(', ')}]` : number(values);
}

function number(x: unknown): string {
  return Object.is(x, -0) ? '-0' : String(x);
}
