// The confusion matrix: which digits are taken for which.
import { useRef } from 'preact/hooks';
import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { percent, whole as digits } from '../../../ui/format.ts';
import { Panel } from '../../../ui/Panel.tsx';
import { usePolling } from '../../../ui/usePolling.ts';
import type { Evaluation } from '../protocol.ts';
import type { Session } from '../session.ts';

const all = 10_000;
const few = 1000;

/** How test digits are read: some of them while it trains, and all when it is asked for. */
export function Confusion({ session }: { readonly session: Session }): JSX.Element {
  const evaluation = useSignal<Evaluation | undefined>(undefined);
  const busy = useSignal(false);
  /** For what was learned so far, all digits are wanted. */
  const whole = useRef<number | undefined>(undefined);
  const asked = useRef(0);
  const test = async (count: number): Promise<void> => {
    const question = ++asked.current;
    busy.value = true;
    const answer = await session.evaluate(count);
    // Who asks last is answered.
    if (question !== asked.current) return;
    evaluation.value = answer ?? evaluation.value;
    busy.value = false;
  };
  const some = (): Promise<void> => test(whole.current === session.stamp.value ? all : few);
  const place = usePolling<HTMLDivElement>(some, {
    every: 4000,
    active: session.running.value,
    stamp: session.stamp.value,
  });
  const shown = evaluation.value;
  return (
    <Panel
      title="Confusion matrix"
      actions={
        <button
          type="button"
          class="button"
          disabled={busy.value}
          onClick={() => {
            whole.current = session.running.value ? undefined : session.stamp.value;
            void test(all);
          }}
        >
          Test on all {digits(all)}
        </button>
      }
    >
      <div class="confusion" ref={place} aria-busy={busy.value}>
        {shown && (
          <>
            <p>
              <strong>{percent(shown.accuracy)}</strong> of {digits(shown.count)} test digits read right
            </p>
            <Matrix confusion={shown.confusion} />
          </>
        )}
      </div>
    </Panel>
  );
}

function Matrix({ confusion }: { readonly confusion: Evaluation['confusion'] }): JSX.Element {
  return (
    <table>
      <caption class="note">Rows: the digit shown. Columns: the digit read.</caption>
      <thead>
        <tr>
          <td />
          {confusion.map((_, digit) => (
            <th key={digit} scope="col">
              {digit}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {confusion.map((row, digit) => {
          const total = row.reduce((sum, n) => sum + n, 0) || 1;
          return (
            <tr key={digit}>
              <th scope="row">{digit}</th>
              {row.map((n, read) => (
                <td
                  key={read}
                  data-right={read === digit}
                  style={{ '--share': `${Math.round(Math.sqrt(n / total) * 70)}%` }}
                >
                  {n === 0 ? '' : n}
                </td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
