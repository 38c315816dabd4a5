// One tab's place: its component once it is loaded, and in plain words if it cannot be.
import { useEffect, useState } from 'preact/hooks';
import type { ComponentType, JSX } from 'preact';
import type { Tab } from './tabs.ts';

/** The panel of a tab; hidden, not gone, while another one is open. */
export function TabPanel({ tab, current }: { readonly tab: Tab; readonly current: boolean }): JSX.Element {
  const [Content, setContent] = useState<ComponentType>();
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    tab.load().then(
      (loaded) => setContent(() => loaded.default),
      (error: unknown) => setProblem(String(error)),
    );
  }, [tab]);
  return (
    <div id={`panel-${tab.name}`} role="tabpanel" aria-labelledby={`tab-${tab.name}`} hidden={!current}>
      {problem !== undefined && (
        <p class="problem" role="alert">
          This tab could not be loaded. {problem}
        </p>
      )}
      {Content ? <Content /> : problem === undefined && <p class="loading">Loading …</p>}
    </div>
  );
}
