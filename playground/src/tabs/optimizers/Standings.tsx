// Where each optimizer stands: its figures, whether it goes on, and its settings.
import type { JSX } from 'preact';
import { Hyper } from '../../demo/Hyper.tsx';
import { colorName } from '../../demo/palette.ts';
import { percent, short } from '../../ui/format.ts';
import type { Standing } from './protocol.ts';

/** A card for each optimizer. */
export function Standings(props: {
  readonly standings: readonly Standing[];
  readonly onTrains: (index: number, trains: boolean) => void;
  readonly onChange: (path: string, value: number) => void;
}): JSX.Element {
  return (
    <div class="standings">
      {props.standings.map((one, index) => (
        <fieldset key={one.name} class="standing">
          <legend>
            <label class="switch">
              <input
                type="checkbox"
                checked={one.trains}
                onChange={(event) => props.onTrains(index, event.currentTarget.checked)}
              />
              <span class="swatch" style={{ background: `var(--${colorName(index)})` }} />
              {one.name}
            </label>
          </legend>
          <dl class="figures">
            <Figure name="Loss" value={short(one.loss)} />
            <Figure name="Training" value={percent(one.trainingAccuracy)} />
            <Figure name="Test" value={percent(one.testAccuracy)} />
            <Figure name="Step" value={one.time === undefined ? '–' : `${one.time.toFixed(1)} ms`} />
          </dl>
          <div class="demo-fields">
            <Hyper hyper={one.hyper} onChange={(path, value) => props.onChange(`${index}.${path}`, value)} />
          </div>
        </fieldset>
      ))}
    </div>
  );
}

function Figure({ name, value }: { readonly name: string; readonly value: string }): JSX.Element {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
