// What a check finds wrong: one element of a derivative, with everything that is known about it.
import { locate, type Layout } from './layout.ts';
import type { Subject, Vector } from './subject.ts';

/** Which of the ways to a derivative gave the analytic value. */
export type Mode = 'forward' | 'reverse' | 'both';

/** One wrong slope: of an output element along an input element, or along a random direction. */
export interface Finding {
  readonly mode: Mode;
  /** The input element: its number in the vector, or the whole direction. */
  readonly along: number | Vector;
  /** The output element, or the cotangent that the outputs are summed with. */
  readonly of: number | Vector;
  readonly analytic: number;
  readonly numeric: number;
  readonly left: number;
  readonly right: number;
  readonly step: number;
  readonly tolerance: number;
}

/** How far off a finding is, for choosing the worst; NaN is the worst of all. */
function distance({ analytic, numeric }: Finding): number {
  const gap = Math.abs(analytic - numeric);
  return Number.isNaN(gap) ? Infinity : gap;
}

/** The worst of them; the first among equals. */
export function worst(findings: readonly Finding[]): Finding | undefined {
  return findings.reduce<Finding | undefined>(
    (most, finding) => (most === undefined || distance(finding) > distance(most) ? finding : most),
    undefined,
  );
}

/** Where an element stands, for the fields of the error. */
export interface Site {
  readonly name: string;
  readonly index: readonly number[];
}

/** The tensor and the index in it; of a direction, the tensor it is largest in. */
export function siteOf(layout: Layout, at: number | Vector): Site {
  const element = typeof at === 'number' ? at : largest(at);
  const { place, index } = locate(layout, element);
  return { name: place.name, index };
}

function largest(vector: Vector): number {
  return vector.reduce((most, value, i) => (Math.abs(value) > Math.abs(vector[most]) ? i : most), 0);
}

/** `∂f[1] / ∂args[0][2, 3]` in words. */
export function describe({ inputs, outputs }: Subject, { along, of }: Finding): string {
  const from = typeof along === 'number' ? showSite(siteOf(inputs, along)) : 'a random direction';
  const result = typeof of === 'number' ? showSite(siteOf(outputs, of)) : 'a random sum of the outputs';
  return `the slope of ${result} along ${from}`;
}

/** `args[0].w at [1, 2]` */
export function showSite({ name, index }: Site): string {
  return index.length === 0 ? name : `${name} at [${index.join(', ')}]`;
}
