// How training goes: its controls, its figures, and their course.
import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { Chart } from '../../../ui/Chart.tsx';
import { percent, short, whole } from '../../../ui/format.ts';
import { Panel } from '../../../ui/Panel.tsx';
import { Stats } from '../../../ui/Stats.tsx';
import { nextPhase, type Phase } from '../phase.ts';
import type { Session } from '../session.ts';

const lossLines = [
  { label: 'batch', color: 'faint' },
  { label: 'mean', color: 'accent' },
];
const accuracyLines = [
  { label: 'training', color: 'accent' },
  { label: 'validation', color: 'second' },
];
const shares: [number, number] = [0, 1];
const parts: Readonly<Record<Phase, string>> = { forward: 'Forward', backward: 'Backward', update: 'Update' };
/** What the page shows after each part of a step. */
const done: Readonly<Record<Phase, string>> = {
  forward:
    'Forward: the next batch went through the network; below is what each layer made of its first digit.',
  backward: 'Backward: the gradients of its loss came back through every layer, to every weight.',
  update: 'Update: the optimizer moved the weights.',
};

/** Run, pause, step, begin anew; loss, accuracy and speed. */
export function Progress({ session }: { readonly session: Session }): JSX.Element {
  const { figures, running, ready } = session;
  const now = figures.value;
  const slow = useSignal(false);
  return (
    <Panel
      title="Training"
      class="progress"
      actions={
        <>
          <button
            type="button"
            class="button primary"
            disabled={!ready.value}
            onClick={() => void (running.value ? session.pause() : session.run())}
          >
            {running.value ? 'Pause' : 'Train'}
          </button>
          {session.stuck.value && (
            <button type="button" class="button" onClick={() => void session.stop()}>
              Stop the code
            </button>
          )}
          <button type="button" class="button" disabled={!ready.value} onClick={() => void session.step()}>
            Step
          </button>
          <button
            type="button"
            class="button"
            aria-pressed={slow.value}
            disabled={!ready.value}
            onClick={() => (slow.value = !slow.value)}
          >
            Step by step
          </button>
          <button type="button" class="button" disabled={!ready.value} onClick={() => void session.reset()}>
            Reset
          </button>
        </>
      }
    >
      {slow.value && (
        <div class="bar parts">
          <button type="button" class="button" disabled={!ready.value} onClick={() => void session.advance()}>
            {parts[nextPhase(session.phase.value)]}
          </button>
          <p class="note" role="status">
            {session.phase.value
              ? done[session.phase.value]
              : 'A step in three parts: forward, backward, update.'}
          </p>
        </div>
      )}
      <Stats
        stats={[
          { name: 'Loss', value: short(now?.loss) },
          { name: 'L2 decay loss', value: short(now?.decayLoss) },
          { name: 'Training accuracy', value: percent(now?.trainingAccuracy) },
          { name: 'Validation accuracy', value: percent(now?.validationAccuracy) },
          { name: 'Examples seen', value: whole(now?.examples) },
          { name: 'Speed', value: whole(now?.imagesPerSecond), unit: 'images/s' },
          { name: 'Forward', value: short(now?.forward), unit: 'ms a batch' },
          { name: 'Backward', value: short(now?.backward), unit: 'ms a batch' },
        ]}
      />
      <div class="charts">
        <figure>
          <figcaption>Loss</figcaption>
          <Chart
            label="Loss by step"
            lines={lossLines}
            data={session.course.losses.value}
            height={200}
            logarithmic
          />
        </figure>
        <figure>
          <figcaption>Accuracy</figcaption>
          <Chart
            label="Accuracy in training and validation by step"
            lines={accuracyLines}
            data={session.course.accuracies.value}
            height={200}
            range={shares}
          />
        </figure>
      </div>
      <p class="note">
        Loss and accuracies are means of the last 100 steps; validation reads digits kept apart.
      </p>
    </Panel>
  );
}
