// Wrong versions of a primitive, made mechanically from its own rule: what a gradient checker must find.
import {
  add,
  flip,
  mean,
  mul,
  neg,
  reshape,
  roll,
  stopGradient,
  sub,
  transpose,
  zerosLike,
  type Tensor,
} from '@cotangent/tensor';
import {
  from,
  isFloat,
  type Derivative,
  type Needs,
  type Primitive,
  type Rule,
} from '@cotangent/tensor/extend';
import { rewriting, slipsOf, type RuleCall, type Slip } from './rewriting.ts';
import { fixedOf, type PrimitiveCall } from './samples.ts';

/** A primitive with one mistake in its rule. */
export interface Mutant {
  /** The mistake, such as `negates the cotangent of input 0`. */
  readonly mistake: string;
  /** As the original, but for its rule. */
  readonly primitive: Primitive;
}

type Change = (cotangent: Tensor) => Tensor;

/** What can be wrong with a cotangent, whatever the rule. The last four cancel in sums or leave them alone. */
const changes: Readonly<Record<string, Change>> = {
  negates: (g) => neg(g) as Tensor,
  doubles: (g) => mul(g, 2) as Tensor,
  'leaves out': (g) => zerosLike(g) as Tensor,
  reverses: (g) => flip(g) as Tensor,
  transposes: (g) => {
    const [m, n] = g.shape.slice(-2);
    return g.shape.length > 1 && m === n ? (transpose(g) as Tensor) : g;
  },
  'moves by one place': (g) => reshape(roll(reshape(g, [-1]), 1), g.shape) as Tensor,
  'exaggerates the spread of': (g) => add(g, sub(g, mean(g))) as Tensor,
};

/** The rule with the cotangent of one input changed. */
function withCotangent(rule: Rule, place: number, change: Change): Rule {
  const at = (g: readonly (Tensor | null)[]): (Tensor | null)[] =>
    g.map((x, k) => (k === place && x !== null ? change(x) : x));
  switch (rule.kind) {
    case 'elementwise':
      return {
        ...rule,
        derivatives: rule.derivatives.map((derivative, k) =>
          k === place && derivative !== null
            ? from(derivative.needs, (g, ...kept) => change(derivative.of(g, ...kept)))
            : derivative,
        ),
      };
    case 'linear':
      return { ...rule, adjoint: (...args) => at(rule.adjoint(...args)) };
    case 'bilinear': {
      const [first, second] = rule.adjoints.map((adjoint, k): typeof adjoint =>
        k === place ? (...args) => change(adjoint(...args)) : adjoint,
      );
      return { ...rule, adjoints: [first, second] };
    }
    case 'general':
      return { ...rule, vjp: (...args) => at(rule.vjp(...args)) };
    case 'none':
      return rule;
  }
}

/** The rule with everything it computes run through `run`. */
function throughout(rule: Rule, run: <T>(f: () => T) => T): Rule {
  switch (rule.kind) {
    case 'elementwise':
      return {
        ...rule,
        derivatives: rule.derivatives.map(
          (derivative) =>
            derivative && from(derivative.needs, (g, ...kept) => run(() => derivative.of(g, ...kept))),
        ),
      };
    case 'linear':
      return { ...rule, adjoint: (...args) => run(() => rule.adjoint(...args)) };
    case 'bilinear': {
      const [first, second] = rule.adjoints;
      return {
        ...rule,
        adjoints: [(...args) => run(() => first(...args)), (...args) => run(() => second(...args))],
      };
    }
    case 'general':
      return { ...rule, vjp: (...args) => run(() => rule.vjp(...args)) };
    case 'none':
      return rule;
  }
}

const stop = (x: Tensor): Tensor => (isFloat(x.dtype) ? stopGradient(x) : x);

/** Takes what is kept for a constant: right to first order, wrong to second. */
function stopped(rule: Rule): Rule | undefined {
  switch (rule.kind) {
    case 'elementwise': {
      const keeps = rule.derivatives.some((derivative) => derivative !== null && derivative.needs.length > 0);
      const derivatives = rule.derivatives.map(
        (d) => d && from(d.needs, (g, ...kept) => d.of(g, ...kept.map(stop))),
      );
      return keeps ? { ...rule, derivatives } : undefined;
    }
    case 'bilinear': {
      const [first, second] = rule.adjoints;
      return {
        ...rule,
        adjoints: [(g, y, call) => first(g, stop(y), call), (g, x, call) => second(g, stop(x), call)],
      };
    }
    case 'general':
      return { ...rule, vjp: (g, call, ...kept) => rule.vjp(g, call, ...kept.map(stop)) };
    default:
      return undefined;
  }
}

/** Something else of the same shape in place of each value that is kept: the output, or the other input. */
function wronglyKept(needs: Needs, inputs: number): readonly Needs[] {
  return needs.flatMap((need, k) => {
    const others = [...Array.from({ length: inputs }, (_, i) => i), 'output' as const];
    return others
      .filter((other) => other !== need)
      .map((other) => needs.map((own, place) => (place === k ? other : own)));
  });
}

function misremembering(rule: Rule): readonly Rule[] {
  if (rule.kind !== 'elementwise') return [];
  const { derivatives } = rule;
  return derivatives.flatMap((derivative, place) =>
    wronglyKept(derivative?.needs ?? [], derivatives.length).map((needs) => ({
      ...rule,
      derivatives: derivatives.map((own, k) =>
        k === place ? from(needs, (derivative as Derivative).of) : own,
      ),
    })),
  );
}

/**
 * Wrong versions of a primitive: every mistake that can be made mechanically in its rule, and in the calls that the rule
 * makes. Some of them happen to be right.
 */
export function mutants(
  original: Primitive,
  calls: readonly PrimitiveCall[],
  slips: readonly Slip[],
): readonly Mutant[] {
  const { rule } = original;
  const list: Mutant[] = [];
  const plant = (mistake: string, wrong: Rule): void => {
    list.push({ mistake, primitive: Object.freeze({ ...original, rule: wrong }) });
  };
  const places = Math.max(...calls.map(({ inputs }) => inputs.length));
  for (let place = 0; place < places; place++) {
    if (fixedOf(original).includes(place)) continue;
    if (rule.kind === 'elementwise' && rule.derivatives[place] === null) {
      const derivatives = rule.derivatives.map((own, k) => (k === place ? from([], (g) => g) : own));
      plant(`has slope 1 instead of 0 by input ${place}`, { ...rule, derivatives });
      continue;
    }
    for (const [name, change] of Object.entries(changes)) {
      plant(`${name} the cotangent of input ${place}`, withCotangent(rule, place, change));
    }
  }
  if (rule.kind === 'bilinear') {
    plant('swaps its adjoints', { ...rule, adjoints: [rule.adjoints[1], rule.adjoints[0]] });
  }
  const constant = stopped(rule);
  if (constant !== undefined) plant('takes what it keeps for a constant', constant);
  misremembering(rule).forEach((wrong, k) => plant(`keeps the wrong value (${k + 1})`, wrong));
  for (const { name, of } of slips)
    plant(
      name,
      throughout(rule, (f) => rewriting(of, f)),
    );
  return list;
}

/** A mistake in calls of one primitive. */
function slipIn(slip: Slip, primitive: Primitive): Slip {
  return {
    name: `${slip.name} ${primitive.name}`,
    of: (call) => (call.primitive === primitive ? slip.of(call) : undefined),
  };
}

/** Every way to go wrong in the calls that the rule of a primitive makes while `derive` takes its derivatives. */
export function slipsIn(
  original: Primitive,
  calls: readonly PrimitiveCall[],
  derive: (primitive: Primitive, call: PrimitiveCall) => unknown,
): readonly Slip[] {
  const found = new Map<string, Slip>();
  const record = (call: RuleCall): undefined => {
    for (const slip of slipsOf(call)) {
      const own = slipIn(slip, call.primitive);
      if (!found.has(own.name) && own.of(call) !== undefined) found.set(own.name, own);
    }
  };
  const rule = throughout(original.rule, (f) => rewriting(record, f));
  for (const call of calls) derive({ ...original, rule }, call);
  return [...found.values()];
}
