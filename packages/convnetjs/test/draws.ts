// Numbers, choices and networks at random, from a seed: what the comparison with ConvNetJS itself is fed with.
import type { LayerDef } from '../src/index.ts';
import { random, type Key } from '@cotangent/tensor';

/** Draws one after the other, all from one key. */
export class Draws {
  private readonly key: Key;
  private values: ArrayLike<number> = [];
  private used = 0;
  private blocks = 0;

  constructor(key: Key) {
    this.key = key;
  }

  /** A number from 0 to below 1. */
  next(): number {
    if (this.used === this.values.length) {
      const key = random.fold(this.key, this.blocks++);
      this.values = random.uniform(key, [256], { dtype: 'float64' }).data();
      this.used = 0;
    }
    return this.values[this.used++];
  }

  /** An integer from `low` to `high`, both included. */
  whole(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  /** Whether something happens that has this probability. */
  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(choices: readonly T[]): T {
    return choices[this.whole(0, choices.length - 1)];
  }

  /** An option that is given with this probability. */
  maybe(name: string, probability: number, value: () => unknown): object {
    return this.chance(probability) ? { [name]: value() } : {};
  }

  list<T>(length: number, item: () => T): T[] {
    return Array.from({ length }, item);
  }
}

/** What may follow a layer. Dropout is there where it has no luck: with probability 0, or 1. */
function extras(d: Draws): object {
  const activation = d.pick([undefined, undefined, 'relu', 'sigmoid', 'tanh', 'maxout']);
  return {
    ...(activation && { activation }),
    ...(activation === 'maxout' && d.maybe('group_size', 0.5, () => d.whole(1, 3))),
    ...d.maybe('drop_prob', 0.15, () => d.pick([0, 1])),
    ...d.maybe('tensor', 0.15, () => true),
  };
}

function weighted(d: Draws): object {
  return {
    ...d.maybe('l1_decay_mul', 0.3, () => d.pick([0, 0.5, 1])),
    ...d.maybe('l2_decay_mul', 0.3, () => d.pick([0, 0.5, 2])),
    ...d.maybe('bias_pref', 0.2, () => 0.3),
  };
}

const layers: Readonly<Record<string, (d: Draws) => object>> = {
  conv: (d) => ({
    sx: d.whole(1, 3),
    filters: d.whole(3, 5),
    ...d.maybe('sy', 0.5, () => d.whole(1, 3)),
    ...d.maybe('stride', 0.5, () => d.whole(1, 2)),
    ...d.maybe('pad', 0.5, () => d.whole(0, 2)),
    ...extras(d),
    ...weighted(d),
  }),
  pool: (d) => ({
    sx: d.whole(1, 3),
    ...d.maybe('sy', 0.3, () => d.whole(1, 3)),
    ...d.maybe('stride', 0.5, () => d.whole(1, 3)),
    ...d.maybe('pad', 0.5, () => d.whole(0, 1)),
    ...extras(d),
  }),
  fc: (d) => ({ num_neurons: d.whole(3, 6), ...extras(d), ...weighted(d) }),
  lrn: (d) => ({ k: 1, n: d.whole(1, 5), alpha: d.pick([0.1, 1]), beta: 0.75, ...extras(d) }),
  relu: extras,
  sigmoid: extras,
  tanh: extras,
  maxout: (d) => d.maybe('group_size', 0.5, () => d.whole(1, 2)),
  quadtransform: () => ({}),
  dropout: () => ({ drop_prob: 0 }),
};

/** A network of up to three layers and a loss. Its windows and groups need not fit. */
export function drawDefs(d: Draws): readonly LayerDef[] {
  const size = { out_sx: d.whole(1, 8), out_sy: d.whole(1, 8), out_depth: d.whole(1, 3) };
  const hidden = d.list(d.whole(0, 3), () => {
    const type = d.pick(Object.keys(layers));
    return { type, ...layers[type](d) };
  });
  const last = d.pick(['softmax', 'svm', 'regression']);
  const loss = { type: last, [last === 'regression' ? 'num_neurons' : 'num_classes']: d.whole(1, 4) };
  return [{ type: 'input', ...size }, ...hidden, loss] as readonly object[] as readonly LayerDef[];
}
