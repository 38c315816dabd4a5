// The hyper-parameters of an optimizer as fields: each takes effect with the next step.
import type { Description } from '@cotangent/optim';
import type { JSX } from 'preact';
import { NumberField } from '../ui/NumberField.tsx';

/** A field for each hyper-parameter; those of optimizers within a chain are told by their names. */
export function Hyper(props: {
  readonly hyper: Description | undefined;
  readonly onChange: (path: string, value: number) => void;
}): JSX.Element {
  const found = Object.entries(props.hyper ?? {}).flatMap(([name, value]) => flat(name, value));
  return (
    <>
      {found.map(({ path, value }) => (
        <NumberField
          key={path}
          label={labelOf(path)}
          value={value}
          min={0}
          onChange={(number) => props.onChange(path, number)}
        />
      ))}
    </>
  );
}

function flat(path: string, value: number | Description): readonly { path: string; value: number }[] {
  if (typeof value === 'number') return [{ path, value }];
  return Object.entries(value).flatMap(([name, inner]) => flat(`${path}.${name}`, inner));
}

/** `l2Decay.decay` is weight decay, and `adam.learningRate` the learning rate. */
function labelOf(path: string): string {
  if (/(^|\.)l2Decay\d*\.decay$/.test(path)) return 'Weight decay';
  const words = path
    .slice(path.lastIndexOf('.') + 1)
    .replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}
