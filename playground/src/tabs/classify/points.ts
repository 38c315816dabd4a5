// Points in a plane, each of a class, and the sets of them that can be had.
import { Dice } from '../../demo/dice.ts';

/** A point and its class. */
export interface Point {
  readonly x: number;
  readonly y: number;
  readonly label: number;
}

/** A set of points, by its name. */
export type PointSet = 'circle' | 'spiral' | 'random';

/** Draws a set. The same seed gives the same points. */
export function pointsOf(set: PointSet, seed: number): readonly Point[] {
  const dice = new Dice(seed);
  const count = 80;
  return Array.from({ length: count }, (_, i) => makers[set](i, count, dice));
}

const makers: Readonly<Record<PointSet, (i: number, count: number, dice: Dice) => Point>> = {
  /** A disc, and a ring around it. */
  circle(i, _count, dice) {
    const label = i % 2;
    const radius = label === 0 ? 1.8 * Math.sqrt(dice.uniform()) : dice.between(3, 4.4);
    return around(radius, dice.between(0, 2 * Math.PI), label);
  },
  /** Two arms that turn around each other. */
  spiral(i, count, dice) {
    const label = i % 2;
    const along = (i + 2) / count;
    const noise = 0.08 * dice.normal();
    return around(4.4 * along + noise, 1.4 * 2 * Math.PI * along + label * Math.PI, label);
  },
  /** Anywhere, and of any class. */
  random(i, _count, dice) {
    return { x: dice.between(-4.5, 4.5), y: dice.between(-4.5, 4.5), label: i % 2 };
  },
};

function around(radius: number, angle: number, label: number): Point {
  return { x: radius * Math.sin(angle), y: radius * Math.cos(angle), label };
}
