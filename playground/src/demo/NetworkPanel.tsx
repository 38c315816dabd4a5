// The network of a demo as code: edited, run, and shared by a link that carries code and seed.
// Opening such a link shows the code; only the visitor runs it.
import { useEffect, useState } from 'preact/hooks';
import type { JSX } from 'preact';
import { CodePanel } from '../editor/CodePanel.tsx';
import { linkReader, toQuery, type Brought } from '../editor/link.ts';
import { addressOf, route } from '../shell/route.ts';
import type { Demo } from './open.ts';

/** The editor, and what is done with the code. `contract` says what it must export. */
export function NetworkPanel(props: {
  readonly demo: Demo;
  readonly contract: string;
  readonly title?: string;
}): JSX.Element {
  const { demo, contract, title } = props;
  const [brought, setBrought] = useState<Brought>();
  const [links] = useState(linkReader);
  const now = route.value;
  useEffect(() => {
    const bring = async (): Promise<void> => {
      const shared = now.tab === demo.tab ? await links.read(now.query) : undefined;
      if (shared === 'damaged') setBrought(shared);
      if (!shared || shared === 'damaged') return;
      if (shared.seed !== demo.seed.value) void demo.reset(shared.seed);
      if (shared.code !== demo.code.value) setBrought(shared.code === demo.source ? undefined : 'unread');
      demo.code.value = shared.code;
    };
    void bring();
  }, [now]);
  const link = async (): Promise<string> => {
    const query = await toQuery({ code: demo.code.value, seed: demo.seed.value });
    links.made(query);
    history.replaceState(null, '', addressOf(demo.tab, query));
    return location.href;
  };
  return (
    <CodePanel
      title={title}
      contract={contract}
      code={demo.code}
      trouble={demo.trouble}
      brought={brought}
      stuck={demo.stuck.value}
      busy={demo.busy.value}
      run={() => {
        setBrought(undefined);
        void demo.runCode();
      }}
      restore={() => (demo.code.value = demo.source)}
      stop={() => void demo.stop()}
      link={link}
    />
  );
}
