// What may be changed while it trains: all of it takes effect with the next step.
import type { Description } from '@cotangent/optim';
import type { JSX } from 'preact';
import { NumberField } from '../../../ui/NumberField.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { largestBatch } from '../network.ts';
import type { Session } from '../session.ts';

/** Seed, batch size, and the hyper-parameters of whatever optimizer there is. */
export function Settings({ session }: { readonly session: Session }): JSX.Element {
  const now = session.figures.value;
  return (
    <Panel title="Settings">
      <div class="fields">
        <NumberField
          label="Batch size"
          value={now?.batchSize ?? 20}
          integer
          min={1}
          max={largestBatch}
          onChange={(size) => void session.setBatchSize(size)}
        />
        {now &&
          flat(now.hyper).map(([path, value]) => (
            <NumberField
              key={path}
              label={labelOf(path)}
              value={value}
              min={0}
              onChange={(number) => void session.set(path, number)}
            />
          ))}
        <NumberField
          label="Seed"
          value={session.seed.value}
          integer
          min={0}
          max={2 ** 31 - 1}
          onChange={(seed) => {
            session.seed.value = seed;
            void session.reset();
          }}
        />
      </div>
      <p class="note">Another seed begins anew. Everything else takes effect with the next step.</p>
    </Panel>
  );
}

function flat(hyper: Description, path = ''): readonly (readonly [path: string, value: number])[] {
  return Object.entries(hyper).flatMap(([name, value]) => {
    const own = path === '' ? name : `${path}.${name}`;
    return typeof value === 'number' ? [[own, value] as const] : flat(value, own);
  });
}

/** `l2Decay.decay` is weight decay; other names are words: `learningRate` is a learning rate. */
function labelOf(path: string): string {
  if (/(^|\.)l2Decay\d*\.decay$/.test(path)) return 'Weight decay';
  const name = path.slice(path.lastIndexOf('.') + 1);
  const words = name.replace(/([a-z])([A-Z0-9])/g, '$1 $2').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
