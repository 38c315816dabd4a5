// The network of a demo as code: edited, run, and shared by a link that carries code and seed.
// Opening such a link shows the code; only the visitor runs it.
import { useEffect, useState } from 'preact/hooks';
import type { JSX } from 'preact';
import { Editor } from '../editor/Editor.tsx';
import { fromQuery, toQuery } from '../editor/link.ts';
import { addressOf, route } from '../shell/route.ts';
import { Panel } from '../ui/Panel.tsx';
import type { Demo } from './open.ts';

/** The editor, and what is done with the code. `contract` says what it must export. */
export function NetworkPanel(props: {
  readonly demo: Demo;
  readonly contract: string;
  readonly title?: string;
}): JSX.Element {
  const { demo, contract, title = 'Network' } = props;
  const [said, setSaid] = useState('');
  const [brought, setBrought] = useState(false);
  const now = route.value;
  useEffect(() => {
    const bring = async (): Promise<void> => {
      const shared = now.tab === demo.tab ? await fromQuery(now.query) : undefined;
      if (!shared) return;
      if (shared.seed !== demo.seed.value) void demo.reset(shared.seed);
      if (shared.code !== demo.code.value) setBrought(shared.code !== demo.source);
      demo.code.value = shared.code;
    };
    void bring();
  }, [now]);
  const run = (): void => {
    setBrought(false);
    void demo.runCode();
  };
  const copy = async (): Promise<void> => {
    const query = await toQuery({ code: demo.code.value, seed: demo.seed.value });
    history.replaceState(null, '', addressOf(demo.tab, query));
    try {
      await navigator.clipboard.writeText(location.href);
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
          <button type="button" class="button" disabled={demo.busy.value} onClick={run}>
            Run code
          </button>
          <button type="button" class="button" onClick={() => (demo.code.value = demo.source)}>
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
          This code came with the link you opened, and has not been run. Read it, then press Run code.
        </p>
      )}
      {demo.stuck.value && (
        <p class="bar note" role="status">
          The code does not come to an end.
          <button type="button" class="button" onClick={() => void demo.stop()}>
            Stop it
          </button>
        </p>
      )}
      <Editor
        label="Code of the network"
        value={demo.code.value}
        onChange={(code) => (demo.code.value = code)}
        contract={contract}
        trouble={demo.trouble.value}
        onRun={run}
      />
      <p class="note" role="status">
        {said}
      </p>
    </Panel>
  );
}
