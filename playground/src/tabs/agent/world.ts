// The world of the agent: walls, and items of which red ones are good to eat and green ones are not.
// The agent has nine eyes and two wheels. It is ConvNetJS's world in its rules, and not in its code.
import { Dice } from '../../demo/dice.ts';
import { farFromWall, meetsDisc, meetsWall, type Place, type Wall } from './geometry.ts';

/** What an eye can see. */
export type Kind = 'wall' | 'red' | 'green';
const kinds: readonly Kind[] = ['wall', 'red', 'green'];

/** Something to eat. */
export interface Item extends Place {
  readonly kind: 'red' | 'green';
}

/** What an eye sees, and how far away; nothing within its range if there is no kind. */
export interface Sight {
  readonly kind: Kind | undefined;
  readonly distance: number;
}

/** How large the world is, and what is in it. */
export const world: { readonly width: number; readonly height: number } = { width: 700, height: 500 };
/** How large the agent and the items are, and how far it sees. */
export const radius = 10;
const range = 85;
/** In which directions its eyes look, from straight ahead. */
export const eyes: readonly number[] = Array.from({ length: 9 }, (_, i) => ((i - 4) * Math.PI) / 12);
/** Numbers that describe what it sees: for each eye, how near each kind is. */
export const states: number = eyes.length * kinds.length;
/** How each action turns the left and the right wheel. */
const wheels: readonly (readonly [left: number, right: number])[] = [
  [1, 1],
  [0.8, 1],
  [1, 0.8],
  [0.5, 0],
  [0, 0.5],
];
/** How many actions there are. */
export const actions: number = wheels.length;

const wall = (x: number, y: number, right: number, down: number): Wall => ({
  from: { x, y },
  to: { x: x + right, y: y + down },
});
/** The walls: around the world, and some in it. */
export const walls: readonly Wall[] = [
  wall(0, 0, world.width, 0),
  wall(0, world.height, world.width, 0),
  wall(0, 0, 0, world.height),
  wall(world.width, 0, 0, world.height),
  wall(150, 110, 0, 210),
  wall(150, 320, 170, 0),
  wall(470, 90, 0, 180),
  wall(470, 270, 130, 0),
  wall(330, 500, 0, -90),
];

const speed = 6;
const turning = 0.6;
const fewest = 70;
const oldest = 5000;

/** A world with one agent. */
export class World {
  items: readonly (Item & { readonly born: number })[] = [];
  agent = { x: 60, y: 60, angle: 0.6 };
  sights: readonly Sight[] = [];
  /** What was eaten so far. */
  readonly eaten = { red: 0, green: 0 };
  readonly #dice: Dice;
  #time = 0;

  constructor(seed: number) {
    this.#dice = new Dice(seed);
    while (this.items.length < fewest) this.#grow();
    this.sights = this.#see();
  }

  /** What the agent sees: for each eye and kind 1, or less the nearer it is. */
  look(): readonly number[] {
    return this.sights.flatMap((sight) =>
      kinds.map((kind) => (sight.kind === kind ? sight.distance / range : 1)),
    );
  }

  /** Does what an action says; returns the reward. */
  act(action: number): number {
    this.#time++;
    this.#move(wheels[action]);
    const digested = this.#eat();
    this.#renew();
    this.sights = this.#see();
    // It is good not to stand before walls, and a little better to go straight on where there are none.
    const open = mean(this.sights.map(({ kind, distance }) => (kind === 'wall' ? distance / range : 1)));
    const straight = action === 0 && open > 0.75 ? 0.1 * open * open : 0;
    return Math.min(1, 2 * open) + straight + digested;
  }

  #move([left, right]: readonly [number, number]): void {
    const angle = this.agent.angle + turning * (left - right);
    const length = (speed * (left + right)) / 2;
    const next = {
      x: this.agent.x + length * Math.cos(angle),
      y: this.agent.y + length * Math.sin(angle),
    };
    const free = walls.every(
      (one) => farFromWall(next, one) >= radius && meetsWall(this.agent, next, one) === undefined,
    );
    this.agent = { ...(free ? next : { x: this.agent.x, y: this.agent.y }), angle };
  }

  #eat(): number {
    const near = this.items.filter(
      (item) =>
        Math.hypot(item.x - this.agent.x, item.y - this.agent.y) < 2 * radius &&
        walls.every((one) => meetsWall(this.agent, item, one) === undefined),
    );
    if (near.length === 0) return 0;
    this.items = this.items.filter((item) => !near.includes(item));
    for (const { kind } of near) this.eaten[kind]++;
    return near.reduce((sum, { kind }) => sum + (kind === 'red' ? 5 : -6), 0);
  }

  #renew(): void {
    if (this.#time % 100 === 0) this.items = this.items.filter(({ born }) => this.#time - born < oldest);
    if (this.items.length < fewest && this.#dice.uniform() < 0.25) this.#grow();
  }

  #grow(): void {
    const dice = this.#dice;
    const place = { x: dice.between(20, world.width - 20), y: dice.between(20, world.height - 20) };
    const kind = dice.uniform() < 0.5 ? 'red' : 'green';
    const free = walls.every((one) => farFromWall(place, one) > radius);
    if (free) this.items = [...this.items, { ...place, kind, born: this.#time }];
  }

  #see(): readonly Sight[] {
    return eyes.map((direction) => {
      const angle = this.agent.angle + direction;
      const end = {
        x: this.agent.x + range * Math.cos(angle),
        y: this.agent.y + range * Math.sin(angle),
      };
      let [kind, nearest]: [Kind | undefined, number] = [undefined, 1];
      for (const one of walls) {
        const at = meetsWall(this.agent, end, one);
        if (at !== undefined && at < nearest) [kind, nearest] = ['wall', at];
      }
      for (const item of this.items) {
        const at = meetsDisc(this.agent, end, item, radius);
        if (at !== undefined && at < nearest) [kind, nearest] = [item.kind, at];
      }
      return { kind, distance: nearest * range };
    });
  }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, x) => sum + x, 0) / values.length;
}
