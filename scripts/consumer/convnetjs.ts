// ConvNetJS's network as its users would write it here: layer_defs, a trainer, files, and the helpers around them.
import {
  brain,
  fromJSON,
  fromLayerDefs,
  layerValues,
  networkOf,
  toJSON,
  Trainer,
  vol,
  type LayerDef,
  type Model,
  type Params,
  type TrainerOptions,
  type Vol,
} from '@cotangent/convnetjs';
import { predict } from '@cotangent/nn';
import { ones, zeros } from '@cotangent/tensor';
import { equal } from './same.js';

const defs: LayerDef[] = [
  { type: 'input', out_sx: 8, out_sy: 6, out_depth: 1 },
  { type: 'conv', sx: 3, filters: 4, pad: 1, activation: 'relu' },
  { type: 'pool', sx: 2 },
  { type: 'softmax', num_classes: 3 },
];
const { model, params }: { model: Model; params: Params } = fromLayerDefs(defs);
equal(predict(model, params, ones([5, 1, 6, 8])).shape, [5, 3]);
equal(
  networkOf(model).layers.map((layer) => layer.layer_type),
  ['input', 'conv', 'relu', 'pool', 'fc', 'softmax'],
);

const options: TrainerOptions = { method: 'adadelta', batch_size: 2, l2_decay: 0.001 };
const trainer = new Trainer(model, params, options);
const images: Vol[] = [vol(8, 6, 1, 0.1), vol(8, 6, 1, -0.2)];
const { cost_loss } = trainer.trainBatch(images, [0, 2]);
equal(Number.isFinite(cost_loss), true);
equal(trainer.train(images[0], 1).l2_decay_loss, 0);

const again = fromJSON(JSON.stringify(toJSON(model, trainer.params)));
equal(toJSON(again.model, again.params), toJSON(model, trainer.params));
equal(layerValues(model, params, ones([1, 1, 6, 8]), zeros([1], 'int32')).activations.length, 6);

const agent = brain(2, 3, { hidden_layer_sizes: [4] });
const [action, state] = agent.forward(agent.start, [1, 2]);
equal([0, 1, 2].includes(action), true);
equal(agent.backward(state, 1).age, 1);
