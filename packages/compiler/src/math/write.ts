// Formulas as code: a graph of values is written to a function's body in one go. What is used twice is computed once,
// and locals come and go by themselves.
import type { Code, Local } from '../wasm/code.ts';
import type { Lanes } from './lanes.ts';
import { Detour, Value, type Emit } from './value.ts';

/** The value of a local. */
export function read(lanes: Lanes, local: Local): Value {
  return new Value(lanes, [], (code) => code.get(local));
}

/** Writes the value's code: its result is left on the stack. */
export function write(code: Code, root: Value): void {
  const uses = new Map<Value | Detour, number>();
  const count = (node: Value | Detour): void => {
    const before = uses.get(node) ?? 0;
    uses.set(node, before + 1);
    if (before === 0) node.operands.forEach(count);
  };
  count(root);
  const kept = new Map<Value | Detour, Local>();
  const detours: Detour[] = [];
  const visit = (node: Value | Detour): void => {
    const rest = (uses.get(node) ?? 0) - 1;
    uses.set(node, rest);
    if (node instanceof Detour) {
      if (!detours.includes(node)) detour(node);
      return;
    }
    const known = kept.get(node);
    if (known !== undefined) {
      code.get(known);
      if (rest === 0) code.release(known);
      return;
    }
    node.operands.forEach(visit);
    node.emit(code);
    if (rest === 0 || node.operands.length === 0) return;
    const local = code.local('v128');
    kept.set(node, local);
    code.tee(local);
  };
  const detour = (node: Detour): void => {
    detours.push(node);
    node.operands.forEach(visit);
    node.locals = node.operands.slice(0, -1).map(() => code.local('v128'));
    code.op('v128.any_true');
    const any = code.local('i32');
    code.set(any);
    for (const local of node.locals.toReversed()) code.set(local);
    code.get(any).if(() => node.mend(code, node.locals));
    code.release(any);
  };
  visit(root);
  for (const { locals } of detours) code.release(...locals);
}

/** What a formula of one operand writes. */
export function unary(lanes: Lanes, formula: (x: Value) => Value): Emit {
  return (code) => {
    const x = code.local('v128');
    code.set(x);
    write(code, formula(read(lanes, x)));
    code.release(x);
  };
}

/** What a formula of two operands writes. */
export function binary(lanes: Lanes, formula: (x: Value, y: Value) => Value): Emit {
  return (code) => {
    const [x, y] = [code.local('v128'), code.local('v128')];
    code.set(y).set(x);
    write(code, formula(read(lanes, x), read(lanes, y)));
    code.release(x, y);
  };
}
