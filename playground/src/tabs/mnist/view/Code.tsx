// The network as code: edited, run, and shared by a link that carries code and seed.
import { useState } from 'preact/hooks';
import type { JSX } from 'preact';
import { source as contract } from 'program:../contract.ts';
import { Editor } from '../../../editor/Editor.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import type { Session } from '../session.ts';

/** The editor, and what is done with the code. */
export function Code({ session }: { readonly session: Session }): JSX.Element {
  const [said, setSaid] = useState('');
  const copy = async (): Promise<void> => {
    const link = await session.link();
    try {
      await navigator.clipboard.writeText(link);
      setSaid('The link is copied: it carries this code and the seed.');
    } catch {
      setSaid('The link is in the address bar: it carries this code and the seed.');
    }
  };
  return (
    <Panel
      title="Network"
      class="wide"
      actions={
        <>
          <button type="button" class="button" onClick={() => void session.runCode()}>
            Run code
          </button>
          <button type="button" class="button" onClick={() => session.restoreCode()}>
            Restore
          </button>
          <button type="button" class="button" onClick={() => void copy()}>
            Copy link
          </button>
        </>
      }
    >
      {session.brought.value && (
        <p class="note brought" role="status">
          This code came with the link you opened, and has not been run. Read it, then press Run code.
        </p>
      )}
      {session.stuck.value && (
        <p class="bar note" role="status">
          The code does not come to an end.
          <button type="button" class="button" onClick={() => void session.stop()}>
            Stop it
          </button>
        </p>
      )}
      <Editor
        label="Code of the network"
        value={session.code.value}
        onChange={(code) => (session.code.value = code)}
        contract={contract}
        trouble={session.trouble.value}
        onRun={() => void session.runCode()}
      />
      <p class="note" role="status">
        {said}
      </p>
    </Panel>
  );
}
