// The passes in order: what a traced graph goes through before it is lowered.
import { isControl } from '../graph/control.ts';
import type { Graph } from '../graph/graph.ts';
import { ahead } from './ahead.ts';
import { afterwards } from './afterwards.ts';
import { convolve, narrow } from './convolve.ts';
import { invariant } from './invariant.ts';
import { kept } from './kept.ts';
import { absorb, reorder } from './layout.ts';
import { withoutDead } from './dead.ts';
import { trim, unpad } from './trim.ts';
import { rewrite, type RewriteRule } from './rewrite.ts';

const rules: readonly RewriteRule[] = [reorder, absorb, convolve, narrow, trim, unpad];
/** What goes out of loops, in front and behind; then once more what products can do with what is beside them. */
const outward: readonly RewriteRule[] = [ahead, afterwards, reorder, absorb];

/** The graph that is lowered. */
export function optimized(graph: Graph): Graph {
  const tidy = rules.reduce(rewrite, withoutDead(graph));
  const hasLoops = tidy.calls.some(({ primitive }) => isControl(primitive));
  return hasLoops ? outward.reduce(rewrite, kept(rewrite(tidy, invariant))) : tidy;
}
