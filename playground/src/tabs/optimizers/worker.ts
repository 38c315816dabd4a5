// Trains one network by several optimizers at once.
import { piecesOf, type Pieces } from '../../data/digits.ts';
import { serve } from '../../demo/serve.ts';
import { Contest } from './contest.ts';
import type { OptimizersAnswers } from './protocol.ts';

let pieces: { readonly train: Pieces; readonly test: Pieces } | undefined;
let base = '';

serve(
  async (exports, seed) => {
    pieces ??= { train: piecesOf('train', base), test: piecesOf('test', base) };
    const [test] = await Promise.all([pieces.test.at(0), pieces.train.at(0)]);
    return new Contest(exports, seed, pieces.train, test);
  },
  (host): OptimizersAnswers => ({
    setBase(given) {
      base = given;
    },
    setTrains(index, trains) {
      host.current().setTrains(index, trains);
      host.tell();
    },
  }),
);
