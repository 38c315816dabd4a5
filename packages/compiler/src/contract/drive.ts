// The driver: the loops around tiles, the blocks of the sum, and what is packed when.
import type { Code, Local } from '../wasm/code.ts';
import type { Module } from '../wasm/module.ts';
import { describe } from './describe.ts';
import { nest, type Loop } from './loops.ts';
import { tapsOf, tapTable } from './members.ts';
import { order } from './order.ts';
import { packFunction } from './pack.ts';
import type { Plan } from './plan.ts';
import type { ContractionKernel, Epilogue } from './spec.ts';
import { modes, tileFunction } from './tile.ts';
import { walks, type Walks } from './walks.ts';

/** A kernel but for its function. */
export type Driven = Omit<ContractionKernel, 'code'>;

/** Writes the driver of a plan into `code`, and the functions that it calls into `module`. */
export function drive(module: Module, code: Code, plan: Plan, epilogue: Epilogue | undefined): Driven {
  const { name } = code;
  const ordered = order(plan);
  const loops = walks(plan, ordered);
  const inner = loops.inside.slice(-1);
  const { blocks } = ordered;
  const partial = blocks > 1;
  const tile = module.index(tileFunction(plan, { name: `${name}.tile`, inner, partial, epilogue }));
  const pack = ([plan.packVector, plan.packSplat] as const).map((packed, which) => {
    if (!packed) return null;
    const operand = (which === 0 ? plan.vector : 1 - plan.vector) as 0 | 1;
    return module.index(packFunction(plan, operand, `${name}.pack${which}`, loops.packing[which as 0 | 1]));
  });
  write(code, plan, { ...loops, blocks, tile, pack });
  const scratch = loops.partials + loops.vectors + loops.splats;
  return {
    scratch,
    tables: tapTable(plan),
    fused: plan.fused && !plan.nothing,
    description: describe(plan, blocks, loops),
  };
}

/** What the driver calls, and how often. */
interface Drive extends Walks {
  /** Blocks of the sum. */
  readonly blocks: number;
  readonly tile: number;
  readonly pack: readonly (number | null)[];
}

function write(code: Code, plan: Plan, loops: Drive): void {
  const { blocks, tile, pack } = loops;
  const [a, b, out, scratch, table, ...beside] = code.parameters;
  const taps = code.local('i32');
  const chunk = code.local('i32');
  const block = code.local('i32');
  const mode = code.local('i32');
  const places = [loops.partials, loops.partials + loops.vectors];
  const ordered = plan.vector === 0 ? [a, b] : [b, a];
  nest(code, loops.outside, [...ordered, out, scratch, ...beside], (pointers) => {
    code.i32(0).set(block);
    sums(code, plan, pointers, { taps, chunk }, (at) => {
      if (blocks > 1) {
        code.get(block).op('i32.eqz');
        code
          .i32(modes.last)
          .i32(0)
          .get(block)
          .i32(blocks - 1)
          .op('i32.eq')
          .op('select');
        code.op('i32.or').set(mode);
        code.get(block).i32(1).op('i32.add').set(block);
      }
      const packed = (which: 0 | 1, here: readonly Local[]): Local => {
        const index = pack[which];
        if (index === null) return here[which];
        const panels = code.local('i32');
        code.get(scratch).i32(places[which]).op('i32.add').set(panels);
        code.get(here[which]).get(panels).get(chunk).call(index);
        return panels;
      };
      const vectors = packed(0, at);
      nest(code, loops.rowBlocks, [vectors, ...at.slice(1)], (here) => {
        const splats = packed(1, here);
        const tiles = [vectors, splats, ...here.slice(2)];
        nest(code, loops.inside.slice(0, -1), tiles, ([v, s, o, partials, ...extra]) => {
          for (const local of [v, s, o, partials, table, taps, mode, ...extra]) code.get(local);
          code.call(tile);
        });
        if (splats !== here[1]) code.release(splats);
      });
      if (vectors !== at[0]) code.release(vectors);
    });
  });
}

/** The loops over blocks of the summed axes. */
function sums(
  code: Code,
  plan: Plan,
  pointers: readonly Local[],
  { taps, chunk }: { readonly taps: Local; readonly chunk: Local },
  body: (pointers: readonly Local[]) => void,
): void {
  const splat = (1 - plan.vector) as 0 | 1;
  const { bytes } = plan.lanes;
  const outer = plan.outerSums.map((axis): Loop => {
    const moves = [plan.vector, splat].map((k) => ({ position: axis.strides[k] * bytes, step: 0 }));
    return {
      size: axis.size,
      extent: 1,
      moves: pointers.map((_, k) => moves[k] ?? { position: 0, step: 0 }),
    };
  });
  nest(code, outer, pointers, (at) => {
    const first = plan.innerSums.at(0);
    const all = tapsOf(plan);
    const full = plan.chunk;
    code.i32(all).set(taps).i32(full).set(chunk);
    if (first === undefined || full >= first.size) return body(at);
    const each = all / full;
    code.for(0, first.size, full, (start) => {
      code.i32(full).i32(first.size).get(start).op('i32.sub');
      code.i32(full).i32(first.size).get(start).op('i32.sub').op('i32.lt_s').op('select').tee(chunk);
      code.i32(each).op('i32.mul').set(taps);
      const moved = [plan.vector, splat].map((operand, k) => {
        const next = code.local('i32');
        code
          .get(at[k])
          .get(start)
          .i32(first.strides[operand] * bytes)
          .op('i32.mul')
          .op('i32.add')
          .set(next);
        return next;
      });
      body([...moved, ...at.slice(2)]);
      code.release(...moved);
    });
  });
}
