// Digits that the network was not trained with, and how it reads them.
import { useRef } from 'preact/hooks';
import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { Panel } from '../../../ui/Panel.tsx';
import { usePolling } from '../../../ui/usePolling.ts';
import type { Reading } from '../protocol.ts';
import type { Session } from '../session.ts';
import { Bars, Picture } from './Digit.tsx';

const count = 8;

/** Some test digits, others every few seconds while it trains. */
export function Predictions({ session }: { readonly session: Session }): JSX.Element {
  const readings = useSignal<readonly Reading[]>([]);
  const asked = useRef(0);
  const ask = async (): Promise<void> => {
    readings.value = (await session.readings(Math.floor(asked.current++ / 4), count)) ?? readings.value;
  };
  const place = usePolling<HTMLUListElement>(ask, {
    every: 800,
    active: session.running.value,
    stamp: session.stamp.value,
  });
  return (
    <Panel
      title="Test digits"
      class="wide"
      actions={
        <button
          type="button"
          class="button"
          onClick={() => {
            asked.current += 4;
            void ask();
          }}
        >
          Others
        </button>
      }
    >
      <ul class="readings" ref={place}>
        {readings.value.map((reading, i) => (
          <li key={i}>
            <Picture pixels={reading.pixels} size={reading.size} label={`A test digit, ${reading.label}`} />
            <Bars reading={reading} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
