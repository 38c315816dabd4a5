// The network as code: edited, run, and shared by a link that carries code and seed.
import type { JSX } from 'preact';
import { source as contract } from 'program:../contract.ts';
import { CodePanel } from '../../../editor/CodePanel.tsx';
import type { Session } from '../session.ts';

/** The editor, and what is done with the code. */
export function Code({ session }: { readonly session: Session }): JSX.Element {
  return (
    <CodePanel
      contract={contract}
      code={session.code}
      trouble={session.trouble}
      brought={session.brought.value}
      stuck={session.stuck.value}
      run={() => void session.runCode()}
      restore={() => session.restoreCode()}
      stop={() => void session.stop()}
      link={() => session.link()}
    />
  );
}
