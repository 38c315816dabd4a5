// The words in which cases say how an op is to be applied, PyTorch's included, and how they are read.
// What a word means, the row of the op decides.

type Numbers = readonly number[];

/** Every word that a row reads; others, such as `note`, say nothing to us. */
export interface Params {
  readonly axis?: number | Numbers | null;
  readonly axes?: number | Numbers | null;
  readonly dim?: number | Numbers | null;
  readonly keepDims?: boolean;
  readonly keepdim?: boolean;
  readonly correction?: number;
  readonly unbiased?: boolean;
  readonly ord?: number | string;
  readonly k?: number;
  readonly descending?: boolean;
  readonly slope?: number;
  readonly alpha?: number;
  readonly beta?: number;
  readonly eps?: number;
  readonly groups?: number;
  readonly training?: boolean;
  readonly reduction?: 'mean' | 'sum' | 'none' | 'batchmean';
  readonly labelSmoothing?: number;
  readonly margin?: number;
  readonly delta?: number;
  readonly causal?: boolean;
  readonly scale?: number;
  readonly countIncludePad?: boolean;
  readonly stride?: number | Numbers;
  readonly padding?: number | Numbers | 'same' | 'valid';
  readonly outputPadding?: number | Numbers;
  readonly approximate?: 'none' | 'tanh';
  readonly exponent?: number;
  readonly min?: number | null;
  readonly max?: number | null;
  readonly weight?: number;
  readonly shape?: Numbers;
  readonly start?: readonly (number | null)[];
  readonly stop?: readonly (number | null)[];
  readonly step?: readonly (number | null)[] | number;
  readonly pads?: readonly (readonly [number, number])[];
  readonly value?: number;
  readonly repeats?: Numbers;
  readonly shift?: number | Numbers;
  readonly diagonal?: number;
  readonly offset?: number;
  readonly size?: number | Numbers;
  readonly dilation?: number | Numbers;
  readonly sizes?: Numbers;
  readonly parts?: number;
  readonly depth?: number;
  readonly equation?: string;
}

/** The axes, under whichever name; `undefined` means all of them. */
export function axesOf({ axis, axes, dim }: Params): number | Numbers | undefined {
  return axis ?? axes ?? dim ?? undefined;
}

/** The axes as a list. */
export function listOf(axes: number | Numbers): Numbers {
  return typeof axes === 'number' ? [axes] : axes;
}

/** The one axis, or `otherwise`. Throws for several. */
export function axisOf(params: Params, otherwise: number): number {
  const [axis, ...others] = listOf(axesOf(params) ?? otherwise);
  if (axis === undefined || others.length > 0) throw new Error('There must be one axis.');
  return axis;
}

/** Whether reduced axes stay. */
export function keepDimsOf({ keepDims, keepdim }: Params): { readonly keepDims: boolean } {
  return { keepDims: keepDims ?? keepdim ?? false };
}

/** `value`, if the case gives it. Throws, with its name, if not. */
export function given<T>(name: string, value: T | null | undefined): T {
  if (value === undefined || value === null) throw new Error(`The case gives no ${name}.`);
  return value;
}
