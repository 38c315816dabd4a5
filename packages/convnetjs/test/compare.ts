// One random network by both libraries: layers, activations, losses, gradients, inference, and a run of a trainer.
import {
  fromJSON,
  fromLayerDefs,
  fromTensor,
  layerValues,
  networkOf,
  toJSON,
  toTensor,
  Trainer,
  vol,
  type LayerDef,
  type NetworkJSON,
  type Target,
  type Vol,
} from '../src/index.ts';
import { activationsOf } from '../src/network/network.ts';
import { expandDims, random, reshape, tensor, type Tensor } from '@cotangent/tensor';
import type { Draws } from './draws.ts';
import { copyWeights, peerNet, peerVol, type Peer, type PeerNet, type PeerTarget } from './peer.ts';

type Numbers = ArrayLike<number>;

function requireClose(what: string, got: Numbers, want: Numbers, tolerance: number): void {
  if (got.length !== want.length) throw new Error(`${what}: ${got.length} numbers, not ${want.length}`);
  const largest = Array.from(want).reduce(
    (most, x) => (Number.isFinite(x) ? Math.max(most, Math.abs(x)) : most),
    0,
  );
  for (let k = 0; k < want.length; k++) {
    const near = Object.is(got[k], want[k]) || Math.abs(got[k] - want[k]) <= tolerance * (1 + largest);
    if (!near) throw new Error(`${what} at ${k}: ${got[k]}, not ${want[k]}`);
  }
}

/** The only example of a batch. */
const only = (batch: Tensor): Numbers => fromTensor(reshape(batch, batch.shape.slice(1)) as Tensor).w;
const batchOf = (x: Vol): Tensor => expandDims(toTensor(x, 'float64'), 0) as Tensor;

function targetOf(y: PeerTarget): Target {
  if (typeof y === 'number') return tensor([y], 'int32');
  if ('dim' in y) return { dim: tensor([y.dim], 'int32'), val: tensor([y.val], 'float64') as never };
  return tensor([[...y]], 'float64') as Tensor as Tensor<[number, number]>;
}

/** What an example and its target may be: small whole numbers at times, so that maxima are not unique. */
function examplesOf(d: Draws, net: PeerNet): () => readonly [Vol, PeerTarget] {
  const [{ out_sx, out_sy, out_depth }] = net.layers;
  const { layer_type: type, out_depth: outputs } = net.layers[net.layers.length - 1];
  const whole = d.chance(0.3);
  const value = (): number => (whole ? d.whole(-1, 1) : 2 * d.next() - 1);
  const target = (): PeerTarget => {
    if (type !== 'regression') return d.whole(0, outputs - 1);
    return d.chance(0.5) ? d.list(outputs, () => d.next()) : { dim: d.whole(0, outputs - 1), val: d.next() };
  };
  return () => [vol(out_sx, out_sy, out_depth, d.list(out_sx * out_sy * out_depth, value)), target()];
}

/** Throws where the libraries differ. Returns whether ConvNetJS can make the network; else ours must refuse it. */
export function compare(peer: Peer, d: Draws, defs: readonly LayerDef[], trains: boolean): boolean {
  const net = peerNet(peer, defs);
  if (net === undefined) {
    requireRefused(defs);
    return false;
  }
  const json: NetworkJSON = JSON.parse(JSON.stringify(net.toJSON()));
  const described = (layer: object): string =>
    JSON.stringify(
      Object.entries(layer)
        .filter(([name]) => !weights.has(name))
        .toSorted(),
    );
  const made = networkOf(fromLayerDefs(defs, { mode: 'compat' }).model).layers;
  made.forEach((layer, k) => {
    const [got, want] = [described(layer), described(json.layers[k])];
    if (got !== want) throw new Error(`layer ${k}: ${got}, not ${want}`);
  });
  const example = examplesOf(d, net);
  compareValues(peer, net, json, example());
  if (trains) compareRuns(peer, d, defs, net, json, example);
  return true;
}

const weights = new Set(['filters', 'biases', 'bias_pref']);

function requireRefused(defs: readonly LayerDef[]): void {
  try {
    fromLayerDefs(defs, { mode: 'compat' });
  } catch {
    return;
  }
  throw new Error('it is not refused');
}

function compareValues(
  peer: Peer,
  net: PeerNet,
  json: NetworkJSON,
  [x, y]: readonly [Vol, PeerTarget],
): void {
  const { model, params } = fromJSON(json, { mode: 'compat' });
  net.forward(peerVol(peer, x), true);
  const context = { training: true, key: random.key(0) };
  const seen = net.layers.map(({ out_act }) => Float64Array.from(out_act.w));
  const loss = net.backward(y);
  const values = layerValues(model, params, batchOf(x), targetOf(y), context);
  const own = toJSON(model, values.gradients).layers;
  requireClose('loss', values.losses.data(), [loss], 1e-10);
  net.layers.forEach(({ layer_type, out_act, filters, biases }, k) => {
    const what = `layer ${k}, ${layer_type}`;
    requireClose(`${what}: activation`, only(values.activations[k]), seen[k], 1e-10);
    if (k < net.layers.length - 1) {
      requireClose(`${what}: gradient`, only(values.activationGradients[k]), out_act.dw, 1e-10);
    }
    const layer = own[k];
    if (!filters || !('filters' in layer)) return;
    filters.forEach(({ dw }, f) =>
      requireClose(`${what}: filter ${f}`, layer.filters[f].w as Numbers, dw, 1e-10),
    );
    requireClose(`${what}: biases`, layer.biases.w as Numbers, biases.dw, 1e-10);
  });
  net.forward(peerVol(peer, x), false);
  activationsOf(model, params, batchOf(x)).forEach((activation, k) =>
    requireClose(`layer ${k} outside of training`, only(activation), net.layers[k].out_act.w, 1e-10),
  );
}

function compareRuns(
  peer: Peer,
  d: Draws,
  defs: readonly LayerDef[],
  net: PeerNet,
  json: NetworkJSON,
  example: () => readonly [Vol, PeerTarget],
): void {
  const options = {
    method: d.pick(['sgd', 'adagrad', 'windowgrad', 'adadelta'] as const),
    batch_size: d.whole(1, 3),
    learning_rate: 0.02,
    ...d.maybe('l1_decay', 0.5, () => 0.01),
    ...d.maybe('l2_decay', 0.5, () => 0.01),
    ...d.maybe('momentum', 0.5, () => d.pick([0, 0.5])),
  };
  // Made anew: a network that ConvNetJS reads from JSON loses gradients in maxout layers.
  const trained = peerNet(peer, defs) as PeerNet;
  copyWeights(net, trained);
  const theirs = new peer.Trainer(trained, options);
  const { model, params } = fromJSON(json, { mode: 'compat' });
  const ours = new Trainer(model, params, options);
  for (let step = 0; step < 7; step++) {
    const [x, y] = example();
    const [a, b] = [theirs.train(peerVol(peer, x), y), ours.train(x, y)];
    const told = [b.cost_loss, b.l1_decay_loss, b.l2_decay_loss, b.loss];
    const want = [a.cost_loss, a.l1_decay_loss, a.l2_decay_loss, a.loss];
    requireClose(`step ${step} of ${options.method}`, told, want, 1e-9);
  }
  toJSON(model, ours.params).layers.forEach((layer, k) => {
    const { filters = [], biases } = trained.layers[k];
    if (!('filters' in layer)) return;
    filters.forEach(({ w }, f) =>
      requireClose(`filter ${f} of layer ${k} at the end`, layer.filters[f].w as Numbers, w, 1e-9),
    );
    requireClose(`biases of layer ${k} at the end`, layer.biases.w as Numbers, biases.w, 1e-9);
  });
}
