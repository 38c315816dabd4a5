// The frame around every tab: header, tabs, and the tab that is open.
// A tab that was opened stays as it is behind the others, so that coming back loses nothing.
import { useEffect, useRef } from 'preact/hooks';
import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { open, route } from './route.ts';
import { TabPanel } from './TabPanel.tsx';
import { tabs } from './tabs.ts';
import { ThemeSwitch } from './ThemeSwitch.tsx';

/** The page. */
export function Shell(): JSX.Element {
  const opened = useSignal<readonly string[]>([]);
  const { tab } = route.value;
  useEffect(() => {
    if (!opened.value.includes(tab)) opened.value = [...opened.value, tab];
    document.title = `${tabs.find(({ name }) => name === tab)?.title} · Cotangent playground`;
  }, [tab]);
  return (
    <>
      <header class="header">
        <a class="brand" href="#/mnist">
          <Mark />
          Cotangent <span>playground</span>
        </a>
        <TabList current={tab} />
        <ThemeSwitch />
      </header>
      <main>
        {tabs
          .filter(({ name }) => name === tab || opened.value.includes(name))
          .map((one) => (
            <TabPanel key={one.name} tab={one} current={one.name === tab} />
          ))}
      </main>
      <footer class="footer">
        Everything on this page runs in your browser, in WebAssembly that Cotangent compiles from the code you
        see.
      </footer>
    </>
  );
}

/** The mark of the library: a line that touches a circle. */
function Mark(): JSX.Element {
  return (
    <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
      <circle cx="10" cy="14" r="8" fill="none" stroke="currentColor" stroke-width="2" />
      <path d="M4 2 22 12" stroke="var(--accent)" stroke-width="2.5" stroke-linecap="round" />
    </svg>
  );
}

/** The row of tabs: arrows move along it, as people who use the keyboard expect. */
function TabList({ current }: { readonly current: string }): JSX.Element {
  const list = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent): void => {
    const at = tabs.findIndex(({ name }) => name === current);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = tabs[(to + tabs.length) % tabs.length];
    open(next.name);
    list.current?.querySelector<HTMLElement>(`#tab-${next.name}`)?.focus();
  };
  useEffect(() => {
    list.current
      ?.querySelector('[aria-selected=true]')
      ?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [current]);
  return (
    <div class="tabs" role="tablist" aria-label="Demos" ref={list} onKeyDown={move}>
      {tabs.map(({ name, title }) => (
        <button
          key={name}
          id={`tab-${name}`}
          role="tab"
          type="button"
          aria-selected={name === current}
          aria-controls={`panel-${name}`}
          tabIndex={name === current ? 0 : -1}
          onClick={() => open(name)}
        >
          {title}
        </button>
      ))}
    </div>
  );
}
