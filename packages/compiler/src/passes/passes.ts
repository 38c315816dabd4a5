// The passes in order: what a traced graph goes through before it is lowered.
import type { Graph } from '../graph/graph.ts';
import { convolve, narrow } from './convolve.ts';
import { absorb, reorder } from './layout.ts';
import { withoutDead } from './dead.ts';
import { trim } from './trim.ts';
import { rewrite, type RewriteRule } from './rewrite.ts';

const rules: readonly RewriteRule[] = [reorder, absorb, convolve, narrow, trim];

/** The graph that is lowered. */
export function optimized(graph: Graph): Graph {
  return rules.reduce(rewrite, withoutDead(graph));
}
