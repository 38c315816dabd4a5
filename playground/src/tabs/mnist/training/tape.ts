// The tape of a step of a run: the batch that comes next is not taken, the last one is looked at again.
import { softmaxCrossEntropy } from '@cotangent/nn';
import type { Tensor } from '@cotangent/tensor';
import type { Pieces } from '../../../data/digits.ts';
import type { Loaded } from '../../../runtime/load.ts';
import { tapeOfStep } from '../../../runtime/tape.ts';
import type { Tape } from '../protocol.ts';
import { firstOf } from './evaluate.ts';
import { layoutOf } from './layout.ts';
import { scaled } from './programs.ts';
import type { Run } from './run.ts';

/** The tape of a training step, and where to draw it. */
export async function tapeOfRun(run: Run, test: Pieces, loaded: Loaded | undefined): Promise<Tape> {
  const { batch, network, learned } = run;
  const first = batch ? undefined : await firstOf(test, network.size);
  const images = batch?.images ?? first?.image;
  const labels = batch?.labels ?? first?.label;
  if (!images || !labels) throw new Error('There is no digit to look at.');
  const graph = tapeOfStep({
    model: network.model,
    params: learned.params,
    state: learned.state,
    x: scaled(images),
    context: { training: true, key: batch?.key },
    loss: (scores) => softmaxCrossEntropy(scores, labels) as Tensor,
    loaded,
  });
  return { graph, layout: layoutOf(graph) };
}
