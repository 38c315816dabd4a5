// Why nothing could be judged: said of the first output and the first direction, as precisely as it is known.
import { siteOf, showSite } from './finding.ts';
import type { Bench } from './judge.ts';
import { lineAlong, type Line } from './line.ts';
import { centralSlopes } from './extrapolation.ts';
import { unitOf } from './draws.ts';
import { unit } from './subject.ts';
import { changedOps } from './watch.ts';

/** The reason, as a sentence without its full stop. */
export function whyInconclusive(bench: Bench): string {
  return `nothing could be judged: ${reasonOf(bench)}`;
}

function reasonOf({ subject, base, noise }: Bench): string {
  const { inputs, outputs, point } = subject;
  const name = (e: number): string => showSite(siteOf(outputs, e));
  const bad = base.values.findIndex((value) => !Number.isFinite(value));
  if (base.values.every((value) => !Number.isFinite(value))) {
    return `${name(bad)} is ${base.values[bad]} at this point, and no output is finite; choose other arguments`;
  }
  const first = base.values.findIndex((value) => Number.isFinite(value));
  const line = lineAlong(subject, base, noise, unit(inputs.size, 0), unitOf(point[0]));
  const along = showSite(siteOf(inputs, 0));
  const smallest = Math.min(...line.rungs.map(({ step }) => step));
  const slopes = centralSlopes(line);
  if (slopes === undefined) {
    const { decisions } = line.at(smallest);
    const ops = changedOps(base.decisions, decisions);
    const how = ops.length === 0 ? 'runs other ops' : `decides otherwise in ${ops.join(', ')}`;
    return `f ${how} beside the point, along ${along} with steps down to ${smallest.toPrecision(2)}; choose arguments off its kinks`;
  }
  if (!isFiniteBeside(line, first)) {
    return `${name(first)} is finite at this point, but not beside it, along ${along} with steps down to ${smallest.toPrecision(2)}; choose arguments off the border of the domain`;
  }
  const off = noise.usual[first].toPrecision(2);
  const error = slopes.error[first].toPrecision(2);
  return `rounding takes ${name(first)} up to ${off} off, or its differences do not settle: its slope along ${along} is known to ±${error} only; choose arguments of another size, or scale f`;
}

function isFiniteBeside(line: Line, e: number): boolean {
  return line.rungs.some(({ step }) => [step, -step].every((t) => Number.isFinite(line.at(t).values[e])));
}
