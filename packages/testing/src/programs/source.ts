// A program as TypeScript that runs: what a failing test prints, to paste into a file.
import type { Tensor } from '@cotangent/tensor';
import { callStep, isRef, type Argument, type Program } from './program.ts';

const name = (ref: number, count: number): string => (ref < count ? `x${ref}` : `v${ref}`);

function print(x: Argument, count: number): string {
  if (typeof x === 'string') return `'${x}'`;
  if (typeof x !== 'object') return String(x);
  if (isRef(x)) return name(x.ref, count);
  if (Array.isArray(x)) return `[${(x as readonly Argument[]).map((part) => print(part, count)).join(', ')}]`;
  const fields = Object.entries(x).map(([key, part]) => `${key}: ${print(part, count)}`);
  return `{ ${fields.join(', ')} }`;
}

/** A literal of the values; JSON has no infinities and no NaN. */
function literal(x: Tensor): string {
  const values = JSON.stringify(x.toArray(), (_, value: unknown) =>
    typeof value === 'number' && !Number.isFinite(value) ? `#${value}#` : value,
  ).replace(/"#(.*?)#"/g, '$1');
  return x.size === 0 ? `zeros([${x.shape.join(', ')}], '${x.dtype}')` : `tensor(${values}, '${x.dtype}')`;
}

/**
 * A program as TypeScript, imports included: a function `program` of the inputs, and a call of it that prints the
 * outputs.
 * @example
 * const square: Program = {
 *   inputs: [{ shape: [2], dtype: 'float32' }],
 *   steps: [{ op: 'mul', args: [{ ref: 0 }, { ref: 0 }] }],
 *   outputs: [1],
 * };
 * toSource(square, [tensor([2, 3])]); // 'import { mul, tensor, type Tensor } from '@cotangent/tensor'; …
 */
export function toSource(program: Program, inputs: readonly Tensor[]): string {
  const count = inputs.length;
  const imports = new Set<string>(inputs.map((x) => (x.size === 0 ? 'zeros' : 'tensor')));
  const values = [...inputs];
  const lines = program.steps.map((step) => {
    imports.add(step.op.split('.')[0]);
    const made = callStep(step, (ref) => values[ref]);
    const names = made.map((_, k) => name(values.length + k, count));
    values.push(...made);
    const target = made.length === 1 && step.op !== 'split' ? names[0] : `[${names.join(', ')}]`;
    return `  const ${target} = ${step.op}(${step.args.map((x) => print(x, count)).join(', ')});`;
  });
  const typeOf = ({ shape, dtype }: Tensor): string => `Tensor<[${shape.join(', ')}], '${dtype}'>`;
  const parameters = inputs.map((x, ref) => `${name(ref, count)}: ${typeOf(x)}`);
  return [
    `import { ${[...imports].toSorted().join(', ')}, type Tensor } from '@cotangent/tensor';`,
    '',
    `const program = (${parameters.join(', ')}) => {`,
    ...lines,
    `  return [${program.outputs.map((ref) => name(ref, count)).join(', ')}] as const;`,
    '};',
    '',
    `const outputs = program(`,
    ...inputs.map((x) => `  ${literal(x)},`),
    ');',
    "console.log(outputs.join('\\n'));",
    '',
  ].join('\n');
}
