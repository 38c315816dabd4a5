// How operands may be read: which of them as vectors, and what runs along their lanes.
import type { Lanes } from './lanes.ts';
import type { Axis } from './normalize.ts';

/** What runs along the lanes of a vector. */
type LaneKind =
  /** An axis of one operand only: the other operand's numbers are splatted. */
  | 'column'
  /** An axis of both operands and the output. */
  | 'batch'
  /** A summed axis: lanes are added up at the end. */
  | 'sum'
  /** Nothing: one lane is used. */
  | 'none';

/** One way to read the operands. */
export interface Reading {
  readonly kind: LaneKind;
  /** The operand read as vectors: 0 is a, 1 is b. */
  readonly vector: 0 | 1;
  readonly lane: Axis | null;
  /** Lanes that are used. */
  readonly width: number;
  /** Are vectors not as they are in memory? */
  readonly packVector: boolean;
}

/** Is an axis moved along by this operand alone, besides the output? */
export const freeOf = (axis: Axis, operand: 0 | 1): boolean =>
  !axis.summed && axis.strides[operand] !== 0 && axis.strides[1 - operand] === 0;

/** The axes of one operand alone, those first along which its numbers lie close together. */
export const freeAxes = (axes: readonly Axis[], operand: 0 | 1): Axis[] =>
  axes
    .filter((axis) => freeOf(axis, operand))
    .toSorted((x, y) => Math.abs(x.strides[operand]) - Math.abs(y.strides[operand]));

/** All readings worth thinking about. */
export function readings({ count }: Lanes, axes: readonly Axis[]): Reading[] {
  const shared = axes.filter(
    ({ size, strides, summed }) =>
      size >= count && strides[0] === 1 && strides[1] === 1 && (summed || strides[2] !== 0),
  );
  return ([0, 1] as const).flatMap((vector): Reading[] => {
    const columns = freeAxes(axes, vector);
    const column = (lane: Axis, packVector: boolean): Reading => ({
      kind: 'column',
      vector,
      lane,
      width: Math.min(count, lane.size),
      packVector,
    });
    const direct = columns.filter(({ size, strides }) => strides[vector] === 1 && size >= count);
    return [
      ...direct.map((lane) => column(lane, false)),
      ...(direct.length > 0 ? [] : columns.map((lane) => column(lane, true))),
      ...shared.map((lane): Reading => {
        const kind = lane.summed ? 'sum' : 'batch';
        return { kind, vector, lane, width: count, packVector: false };
      }),
      ...(columns.length > 0
        ? []
        : [{ kind: 'none', vector, lane: null, width: 1, packVector: false } as const]),
    ];
  });
}
