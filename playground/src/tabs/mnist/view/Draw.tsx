// A digit of the visitor's own: drawn, or from an image file, made ready as MNIST's were, and read at once.
import { useEffect, useRef } from 'preact/hooks';
import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { FileButton } from '../../../ui/FileButton.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { center, inkOf } from '../draw/center.ts';
import { inkOfFile } from '../draw/file.ts';
import { usePen } from '../draw/pen.ts';
import type { Reading } from '../protocol.ts';
import type { Session } from '../session.ts';
import { Bars, Picture } from './Digit.tsx';

const side = 280;

/** Where to draw, and what the network reads. */
export function Draw({ session }: { readonly session: Session }): JSX.Element {
  const canvas = useRef<HTMLCanvasElement>(null);
  const reading = useSignal<Reading | undefined>(undefined);
  const pixels = useSignal<Uint8Array | undefined>(undefined);
  const waiting = useRef(false);

  const read = async (): Promise<void> => {
    reading.value = pixels.value && (await session.read(pixels.value));
  };
  const look = (): void => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    pixels.value = center(inkOf(context.getImageData(0, 0, side, side)));
    void read();
  };
  /** After a piece of a stroke: soon, and not for every piece. */
  const soon = (): void => {
    if (waiting.current) return;
    waiting.current = true;
    setTimeout(() => {
      waiting.current = false;
      look();
    }, 100);
  };
  const clear = (): void => {
    canvas.current?.getContext('2d')?.clearRect(0, 0, side, side);
    pixels.value = undefined;
    reading.value = undefined;
  };
  const open = async (file: File): Promise<void> => {
    clear();
    try {
      const ink = await inkOfFile(file, side);
      canvas.current?.getContext('2d')?.putImageData(ink, (side - ink.width) / 2, (side - ink.height) / 2);
      look();
    } catch {
      const message = `${file.name} is no image that this browser can read.`;
      session.trouble.value = { message, place: undefined, calls: [] };
    }
  };

  useEffect(() => (canvas.current ? usePen(canvas.current, soon) : undefined), []);
  useEffect(() => void read(), [session.stamp.value]);
  return (
    <Panel
      title="Draw a digit"
      actions={
        <>
          <FileButton label="Image …" accept="image/*" onFile={(file) => void open(file)} />
          <button type="button" class="button" onClick={clear}>
            Clear
          </button>
        </>
      }
    >
      <div class="draw">
        <canvas
          ref={canvas}
          width={side}
          height={side}
          tabIndex={0}
          role="img"
          aria-label="Draw here. With the keyboard: arrows move the pen, the space key puts it down or lifts it."
        />
        <div class="stack">
          {reading.value ? (
            <>
              <Picture
                pixels={reading.value.pixels}
                size={reading.value.size}
                label="Your drawing as the network sees it"
                scale={3}
              />
              <Bars reading={reading.value} />
            </>
          ) : (
            <p class="note">Draw a digit with mouse, finger or arrow keys, or open an image of one.</p>
          )}
        </div>
      </div>
    </Panel>
  );
}
