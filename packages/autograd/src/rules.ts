// What derivative rules mean, in both directions: cotangents carried back, tangents carried forward.
// The two read the same formula; nothing here knows any primitive by name.
import { add, zeros, type DType, type Shape, type Tensor } from '@cotangent/tensor';
import {
  bind,
  complain,
  isFloat,
  show,
  showSpec,
  type Needs,
  type Params,
  type Primitive,
  type Rule,
  type Spec,
} from '@cotangent/tensor/extend';

/** A call as a rule sees it: what was kept of its inputs and outputs, `null` for the rest. */
export interface Recorded {
  readonly primitive: Primitive;
  readonly params: Params;
  readonly specs: readonly Spec[];
  readonly outputs: readonly Spec[];
  readonly keptInputs: readonly (Tensor | null)[];
  readonly keptOutput: Tensor | null;
}

/** Whether a rule gives input `i` a derivative at all. */
export function reaches(rule: Rule, i: number): boolean {
  return rule.kind !== 'none' && !(rule.kind === 'linear' && rule.fixed?.includes(i) === true);
}

const nothing: Needs = [];
const first: Needs = [0];
const second: Needs = [1];
const both: Needs = [0, 1];

/** Which inputs, and whether the output, the backward pass needs for the inputs whose number is not -1. */
export function needsOf(rule: Rule, parents: readonly number[]): Needs {
  switch (rule.kind) {
    case 'elementwise':
      if (rule.derivatives.length === 1) return rule.derivatives[0]?.needs ?? nothing;
      return rule.derivatives.flatMap((derivative, i) =>
        parents[i] >= 0 ? (derivative?.needs ?? nothing) : nothing,
      );
    case 'linear':
      return rule.fixed ?? nothing;
    case 'bilinear':
      return parents[0] < 0 ? first : parents[1] < 0 ? second : both;
    case 'general':
      return rule.needs;
    case 'none':
      return nothing;
  }
}

function pick(call: Recorded, needs: Needs): Tensor[] {
  return needs.map((need) => (need === 'output' ? call.keptOutput : call.keptInputs[need]) as Tensor);
}

/** The cotangents of the inputs whose number is not -1, from those of the outputs; `null` for zero. */
export function pullBack(
  call: Recorded,
  g: readonly Tensor[],
  parents: readonly number[],
): readonly (Tensor | null)[] {
  const { primitive, params, specs } = call;
  const { rule } = primitive;
  const context = { params, inputs: specs };
  switch (rule.kind) {
    case 'elementwise':
      return rule.derivatives.map((derivative, i) =>
        parents[i] >= 0 && derivative !== null ? derivative.of(g[0], ...pick(call, derivative.needs)) : null,
      );
    case 'linear':
      return oneEach(call, rule.adjoint(g, context, pick(call, rule.fixed ?? [])));
    case 'bilinear':
      return rule.adjoints.map((adjoint, i) =>
        parents[i] >= 0 ? adjoint(g[0], call.keptInputs[1 - i] as Tensor, context) : null,
      );
    case 'general':
      return oneEach(call, rule.vjp(g, context, ...pick(call, rule.needs)));
    case 'none':
      return specs.map(() => null);
  }
}

/** Throws unless a rule returned a cotangent, or `null`, for each input. */
function oneEach(
  { primitive, specs }: Recorded,
  back: readonly (Tensor | null)[],
): readonly (Tensor | null)[] {
  if (Array.isArray(back) && back.length === specs.length) return back;
  return complain({
    op: primitive.name,
    rule: 'the rule must return a cotangent for each input',
    got: { cotangents: Array.isArray(back) ? `${back.length} of them` : show(back) },
    argument: 'cotangents',
    expected: `a list of ${specs.length}, null where there is none`,
  });
}

/** The tangents of the outputs from those of the inputs (`null` for zero); `transpose` serves general rules. */
export function pushForward(
  call: Recorded,
  t: readonly (Tensor | null)[],
  transpose: (
    linear: (g: readonly Tensor[]) => readonly (Tensor | null)[],
    t: readonly (Tensor | null)[],
  ) => readonly Tensor[],
): readonly (Tensor | null)[] {
  const { primitive, params, specs, keptInputs } = call;
  const { rule } = primitive;
  switch (rule.kind) {
    case 'elementwise':
      return [
        sumOf(
          rule.derivatives.map((derivative, i) => {
            const tangent = t[i];
            return tangent === null || derivative === null
              ? null
              : derivative.of(tangent, ...pick(call, derivative.needs));
          }),
        ),
      ];
    case 'linear': {
      const tangents = specs.map((spec, i) =>
        rule.fixed?.includes(i) === true ? (keptInputs[i] as Tensor) : (t[i] ?? zerosOf(spec)),
      );
      return bind(primitive, tangents, params);
    }
    case 'bilinear':
      return [
        sumOf([
          t[0] === null ? null : bind(primitive, [t[0], keptInputs[1] as Tensor], params)[0],
          t[1] === null ? null : bind(primitive, [keptInputs[0] as Tensor, t[1]], params)[0],
        ]),
      ];
    case 'general': {
      const kept = pick(call, rule.needs);
      const pullback = (g: readonly Tensor[]): readonly (Tensor | null)[] => {
        const back = oneEach(call, rule.vjp(g, { params, inputs: specs }, ...kept));
        back.forEach((x, i) => x !== null && checkCotangent(primitive.name, i, x, specs[i]));
        return back;
      };
      return transpose(pullback, t);
    }
    case 'none':
      return call.outputs.map(() => null);
  }
}

/** The sum of those that are not zero; `null` if all are. */
function sumOf(parts: readonly (Tensor | null)[]): Tensor | null {
  return parts.reduce<Tensor | null>(
    (sum, part) => (sum === null ? part : part === null ? sum : plus(sum, part)),
    null,
  );
}

/** `a + b`, of one shape and dtype. */
export function plus(a: Tensor, b: Tensor): Tensor {
  return add(a, b) as Tensor;
}

/** Zeros of a shape and dtype; they occupy one element. */
export function zerosOf({ shape, dtype }: Spec): Tensor {
  return zeros(shape, dtype) as Tensor<Shape, DType>;
}

/** Throws unless `x` has the shape and dtype of `spec`. */
export function checkSpec(
  op: string,
  rule: string,
  argument: string,
  x: Spec,
  spec: Spec,
  hint?: string,
): void {
  const same = x.dtype === spec.dtype && x.shape.length === spec.shape.length;
  if (same && x.shape.every((n, axis) => n === spec.shape[axis])) return;
  complain({ op, rule, got: { [argument]: show(x) }, argument, expected: showSpec(spec), hint });
}

/** Throws unless `x` is a cotangent of input `i` of `op`, which is like `spec`. */
export function checkCotangent(op: string, i: number, x: Spec, spec: Spec): void {
  checkSpec(op, `the rule must return a cotangent like its input ${i}`, 'cotangent', x, spec);
}

/** Throws unless `x` can carry a gradient; `others`: whether further arguments need not. */
export function checkDifferentiable(op: string, path: string, x: Spec, others: boolean): void {
  if (isFloat(x.dtype)) return;
  complain({
    op,
    rule: 'only floats have gradients',
    got: { [path]: showSpec(x) },
    argument: path,
    expected: 'a tensor of dtype float32 or float64',
    hint: `Close over what is not differentiated${others ? ', or pass it as another argument' : ''}.`,
  });
}
