// A panel of code that visitors edit, run and share: the editor, its buttons, and what there is to say of the code.
// What running it means is the tab's own.
import type { ReadonlySignal, Signal } from '@preact/signals';
import { useState } from 'preact/hooks';
import type { JSX } from 'preact';
import type { Trouble } from '../runtime/program.ts';
import { Panel } from '../ui/Panel.tsx';
import { Editor } from './Editor.tsx';
import type { Brought } from './link.ts';

/** What a tab gives its code. */
export interface CodePanelProps {
  readonly title?: string | undefined;
  /** What the code must export. */
  readonly contract: string;
  readonly code: Signal<string>;
  readonly trouble: ReadonlySignal<Trouble | undefined>;
  /** What came with a link, if it has not been run since. */
  readonly brought: Brought | undefined;
  /** Whether the code does not come to an end. */
  readonly stuck: boolean;
  readonly busy?: boolean;
  readonly run: () => void;
  readonly restore: () => void;
  readonly stop: () => void;
  /** Puts code and seed into the address, and tells it. */
  readonly link: () => Promise<string>;
}

/** The panel. */
export function CodePanel(props: CodePanelProps): JSX.Element {
  const { title = 'Network', contract, code, trouble, brought, stuck, busy = false } = props;
  const [said, setSaid] = useState('');
  const copy = async (): Promise<void> => {
    const link = await props.link();
    try {
      await navigator.clipboard.writeText(link);
      setSaid('The link is copied: it carries this code and the seed.');
    } catch {
      setSaid('The link is in the address bar: it carries this code and the seed.');
    }
  };
  return (
    <Panel
      title={title}
      class="wide"
      actions={
        <>
          <button type="button" class="button" disabled={busy} onClick={props.run}>
            Run code
          </button>
          <button type="button" class="button" onClick={props.restore}>
            Restore
          </button>
          <button type="button" class="button" onClick={() => void copy()}>
            Copy link
          </button>
        </>
      }
    >
      {brought && (
        <p class="note" role="status">
          {brought === 'damaged'
            ? 'The code in the link you opened cannot be read: the link is damaged, or was cut off.'
            : 'This code came with the link you opened, and has not been run. Read it, then press Run code.'}
        </p>
      )}
      {stuck && (
        <p class="bar note" role="status">
          The code does not come to an end.
          <button type="button" class="button" onClick={props.stop}>
            Stop it
          </button>
        </p>
      )}
      <Editor
        label="Code of the network"
        value={code.value}
        onChange={(text) => (code.value = text)}
        contract={contract}
        trouble={trouble.value}
        onRun={props.run}
      />
      <p class="note" role="status">
        {said}
      </p>
    </Panel>
  );
}
