// Points of a noisy function, and the functions that can be had.
import { Dice } from '../../demo/dice.ts';
import type { Place } from '../../demo/usePoints.ts';
import { reach, type Curve } from './protocol.ts';

const functions: Readonly<Record<Curve, (x: number) => number>> = {
  waves: (x) => Math.sin(1.6 * x) * (0.6 + 0.16 * x),
  jump: (x) => (x < 0 ? -1 : 1),
  parabola: (x) => 0.16 * x * x - 1.6,
};

/** Draws points around a curve. The same seed gives the same ones. */
export function pointsOf(curve: Curve, seed: number): readonly Place[] {
  const dice = new Dice(seed);
  return Array.from({ length: 40 }, () => {
    const x = dice.between(-0.95 * reach.x, 0.95 * reach.x);
    return { x, y: functions[curve](x) + 0.12 * dice.normal() };
  });
}
