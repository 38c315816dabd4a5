// The tape of one training step as a graph: what every op computed, and the way back through the cotangents, step by step.
import { useComputed, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { JSX } from 'preact';
import { Panel } from '../../../ui/Panel.tsx';
import type { Tape as TapeData } from '../protocol.ts';
import type { Session } from '../session.ts';
import { TapeNodeFacts } from './TapeNodeFacts.tsx';
import { TapeNodes } from './TapeNodes.tsx';

/** Records a step when it is asked for, and again with every step that the visitor takes. */
export function Tape({ session }: { readonly session: Session }): JSX.Element {
  const tape = useSignal<TapeData | undefined>(undefined);
  const chosen = useSignal(0);
  /** How many steps back were taken. */
  const back = useSignal(0);
  const busy = useSignal(false);
  const record = async (): Promise<void> => {
    if (busy.value) return;
    busy.value = true;
    const made = await session.tape();
    busy.value = false;
    if (!made) return;
    tape.value = made;
    back.value = 0;
    chosen.value = made.graph.nodes.length - 1;
  };
  const recorded = useRef(0);
  useEffect(() => {
    // A tape that is shown stays that of the last step; one that nobody asked for is not made.
    if (!tape.value || session.running.value || recorded.current === session.stamp.value) return;
    recorded.current = session.stamp.value;
    void record();
  }, [session.stamp.value, session.running.value]);
  const order = tape.value?.graph.backward ?? [];
  const go = (to: number): void => {
    back.value = Math.min(order.length, Math.max(0, to));
    if (back.value > 0) chosen.value = order[back.value - 1];
  };
  const reached = useComputed(() => new Set((tape.value?.graph.backward ?? []).slice(0, back.value)));
  return (
    <Panel
      title="The tape of a step"
      class="wide"
      actions={
        <button type="button" class="button" disabled={busy.value} onClick={() => void record()}>
          {tape.value ? 'Record again' : 'Record a step'}
        </button>
      }
    >
      {tape.value ? (
        <>
          <div class="bar backwards">
            <button
              type="button"
              class="button"
              disabled={back.value === 0}
              onClick={() => go(back.value - 1)}
            >
              Forward again
            </button>
            <button
              type="button"
              class="button"
              disabled={back.value === order.length}
              onClick={() => go(back.value + 1)}
            >
              Step back
            </button>
            <label>
              <span>
                Backward pass: {back.value} of {order.length}
              </span>
              <input
                type="range"
                min={0}
                max={order.length}
                value={back.value}
                onInput={(event) => go(Number(event.currentTarget.value))}
              />
            </label>
          </div>
          <div class="tape">
            <TapeNodes
              tape={tape.value}
              chosen={chosen.value}
              reached={reached.value}
              onChoose={(at) => (chosen.value = at)}
            />
            <TapeNodeFacts
              node={tape.value.graph.nodes[chosen.value]}
              code={session.runningCode()}
              reached={reached.value.has(chosen.value)}
            />
          </div>
        </>
      ) : (
        <p class="note">
          Every op of a training step is recorded on a tape, and the backward pass walks it from its end.
          Record a step to see what each op computed, and step back through the cotangents.
        </p>
      )}
    </Panel>
  );
}
