// A number that the visitor may change: what is no number within its bounds is marked and not taken.
// It is told of while it is typed, so that a control takes effect at once.
import { useEffect, useState } from 'preact/hooks';
import type { JSX } from 'preact';

/** A labeled field for a number. `onChange` gets values within the bounds alone. */
export function NumberField(props: {
  readonly label: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
  readonly min?: number;
  readonly max?: number;
  readonly integer?: boolean;
}): JSX.Element {
  const { label, value, onChange, min = -Infinity, max = Infinity, integer = false } = props;
  const [text, setText] = useState(String(value));
  const [valid, setValid] = useState(true);
  useEffect(() => {
    // What is kept in float32 comes back with fewer digits than were typed: that is no reason to type over them.
    const same = (typed: string): boolean =>
      Number(typed) === value || (!integer && Math.fround(Number(typed)) === value);
    setText((now) => (same(now) && now.trim() !== '' ? now : String(value)));
    setValid(true);
  }, [value]);
  const take = (typed: string): void => {
    setText(typed);
    const number = Number(typed);
    const fits =
      typed.trim() !== '' &&
      Number.isFinite(Math.fround(number)) &&
      number >= min &&
      number <= max &&
      (!integer || Number.isInteger(number));
    setValid(fits);
    if (fits && number !== value) onChange(number);
  };
  return (
    <label class="field">
      <span>{label}</span>
      <input
        type="text"
        inputMode={integer ? 'numeric' : 'decimal'}
        autoComplete="off"
        value={text}
        aria-invalid={!valid}
        onInput={(event) => take(event.currentTarget.value)}
        onBlur={() => {
          setText(String(value));
          setValid(true);
        }}
      />
    </label>
  );
}
