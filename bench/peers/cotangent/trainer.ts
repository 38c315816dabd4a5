// ConvNetJS's network and trainer by @cotangent/convnetjs: a step is one call of `trainBatch`.
import { fromLayerDefs, Trainer, type Params } from '@cotangent/convnetjs';
import { cast, type Tensor } from '@cotangent/tensor';
import { l2Decay, steps, type Peer, type Runner } from '../peer.ts';
import { from } from './ops.ts';

type Inputs = Parameters<Exclude<Peer['work']['trainerStep'], string>>[0];
type Step = Peer['work']['trainerStep'];

export const trainerStep: Step = (inputs) => train(inputs, false);
/** With fused multiply-add, where the engine has it. */
export const relaxedTrainerStep: Step = (inputs) => train(inputs, true);

function train({ x, labels, w1, b1, w2, b2, w3, b3 }: Inputs, relaxed: boolean): Runner {
  const [batch, out_depth, out_sy, out_sx] = x.shape;
  const convolution = { type: 'conv', sx: 5, stride: 1, pad: 2, activation: 'relu' } as const;
  const { model } = fromLayerDefs([
    { type: 'input', out_sx, out_sy, out_depth },
    { ...convolution, filters: w1.shape[0] },
    { type: 'pool', sx: 2, stride: 2 },
    { ...convolution, filters: w2.shape[0] },
    { type: 'pool', sx: 3, stride: 3 },
    { type: 'softmax', num_classes: 10 },
  ]);
  const params: Params = {
    conv1: { w: from(w1), b: from(b1) },
    conv4: { w: from(w2), b: from(b2) },
    fc7: { w: from(w3), b: from(b3) },
  };
  const trainer = new Trainer(model, params, {
    method: 'adadelta',
    batch_size: batch,
    l2_decay: l2Decay,
    relaxed,
  });
  const images: Tensor = from(x);
  const answers = cast(from(labels), 'int32') as Tensor as Tensor<[number], 'int32'>;
  answers.data();
  const step = (): number => trainer.trainBatch(images, answers).cost_loss;
  return { run: () => void step(), answer: () => Array.from({ length: steps }, step) };
}
