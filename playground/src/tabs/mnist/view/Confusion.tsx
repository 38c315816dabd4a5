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
  /** Whose digits all were tested: what was learned up to this stamp. */
  const whole = useRef<number | undefined>(undefined);
  const test = async (count: number): Promise<void> => {
    evaluation.value = (await session.evaluate(count)) ?? evaluation.value;
  };
  /** Tests with all digits, once more if what was learned changed meanwhile. */
  const testAll = async (): Promise<void> => {
    busy.value = true;
    do {
      whole.current = session.stamp.value;
      await test(all);
    } while (!session.running.value && whole.current !== session.stamp.value);
    busy.value = false;
  };
  const some = async (): Promise<void> => {
    const stale = session.running.value || whole.current !== session.stamp.value;
    if (stale && !busy.value) await test(few);
  };
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
        <button type="button" class="button" disabled={busy.value} onClick={() => void testAll()}>
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
