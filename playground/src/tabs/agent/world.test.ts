import { expect, test } from 'vitest';
import { Dice } from '../../demo/dice.ts';
import { farFromWall } from './geometry.ts';
import { actions, radius, states, walls, World } from './world.ts';

/** A world after so many actions at random, and the rewards of them. */
function lived(seed: number, moments: number) {
  const world = new World(seed);
  const dice = new Dice(seed);
  const rewards = Array.from({ length: moments }, () => world.act(dice.below(actions)));
  return { world, rewards };
}

test('the agent stays within its walls, whatever it does', () => {
  const world = new World(3);
  const dice = new Dice(3);
  for (let moment = 0; moment < 3000; moment++) {
    world.act(dice.below(actions));
    expect(Math.min(...walls.map((wall) => farFromWall(world.agent, wall)))).toBeGreaterThanOrEqual(radius);
  }
});

test('the same seed gives the same life', () => {
  const [once, again, other] = [lived(1, 400), lived(1, 400), lived(2, 400)];
  expect(again.rewards).toEqual(once.rewards);
  expect(again.world.items).toEqual(once.world.items);
  expect(other.rewards).not.toEqual(once.rewards);
});

test('red items are worth eating, and green ones are not', () => {
  const reward = (kind: 'red' | 'green'): number => {
    const world = new World(0);
    const { x, y, angle } = world.agent;
    world.items = [{ x: x + 20 * Math.cos(angle), y: y + 20 * Math.sin(angle), kind, born: 0 }];
    const given = world.act(0);
    expect(world.eaten[kind]).toBe(1);
    return given;
  };
  expect(reward('red')).toBeGreaterThan(5);
  expect(reward('green')).toBeLessThan(-4);
});

test('the eyes see what is in front of them, nearer things as smaller numbers', () => {
  const world = new World(0);
  const seen = (distance: number): number => {
    const { x, y, angle } = world.agent;
    world.items = [
      { x: x + distance * Math.cos(angle), y: y + distance * Math.sin(angle), kind: 'red', born: 0 },
    ];
    world.act(3);
    return Math.min(...world.look().filter((_, i) => i % 3 === 1));
  };
  expect(world.look()).toHaveLength(states);
  expect(seen(30)).toBeLessThan(seen(60));
});
