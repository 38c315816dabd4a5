// A graph as text, one call a line: what tests compare and `inspect` shows.
import { showSpec, type Spec } from '@cotangent/tensor/extend';
import { uniform, type Graph, type Value } from './graph.ts';

/** `c = add(a, b) : float32[2]`, inputs first, outputs last. */
export function printGraph({ inputs, calls, outputs }: Graph): string {
  const names = new Map<Value, string>();
  const name = (value: Value): string => {
    const known = names.get(value);
    if (known !== undefined) return known;
    const { source } = value;
    if (source.kind === 'constant') {
      const number = uniform(source.tensor);
      return number === undefined ? `constant ${showSpec(value)}` : String(number);
    }
    const fresh = letters(names.size);
    names.set(value, fresh);
    return fresh;
  };
  const typed = (value: Value & Spec): string => `${name(value)}: ${showSpec(value)}`;
  const lines = [`inputs ${inputs.map(typed).join(', ')}`];
  for (const call of calls) {
    const params = Object.keys(call.params).length === 0 ? '' : ` ${JSON.stringify(call.params)}`;
    const args = call.inputs.map(name).join(', ');
    lines.push(`${call.outputs.map(typed).join(', ')} = ${call.primitive.name}(${args})${params}`);
  }
  lines.push(`outputs ${outputs.map(name).join(', ')}`);
  return lines.join('\n');
}

/** a, b, …, z, aa, ab, … */
function letters(n: number): string {
  return (n >= 26 ? letters(Math.floor(n / 26) - 1) : '') + String.fromCharCode(97 + (n % 26));
}
