// A graph as text, one call a line: what tests compare and `inspect` shows.
import { showSpec, type Spec } from '@cotangent/tensor/extend';
import { isControl } from './control.ts';
import { uniform, type Graph, type Value } from './graph.ts';

/** `c: float32[2] = add(a, b)`, inputs first, outputs last; bodies of loops and branches stand below them, with names of their own. */
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
    const again = call.again === undefined ? '' : `   again ${call.again}`;
    lines.push(`${call.outputs.map(typed).join(', ')} = ${call.primitive.name}(${args})${params}${again}`);
    if (!isControl(call.primitive)) continue;
    for (const body of call.primitive.bodies) lines.push(indented(printGraph(body)));
  }
  lines.push(`outputs ${outputs.map(name).join(', ')}`);
  return lines.join('\n');
}

function indented(text: string): string {
  return text.replaceAll(/^/gm, '  ');
}

/** a, b, …, z, aa, ab, … */
function letters(n: number): string {
  return (n >= 26 ? letters(Math.floor(n / 26) - 1) : '') + String.fromCharCode(97 + (n % 26));
}
