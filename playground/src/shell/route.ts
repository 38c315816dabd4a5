// Where the page is: `#/mnist?seed=3` is a tab and what it is told.
// The address is the only place that knows, so that going back and links work by themselves.
import { computed, signal, type ReadonlySignal } from '@preact/signals';
import { tabs } from './tabs.ts';

/** A tab by its name, and what the address says besides. */
export interface Route {
  readonly tab: string;
  readonly query: URLSearchParams;
}

const hash = signal(location.hash);
addEventListener('hashchange', () => {
  hash.value = location.hash;
});

/** The route of the address; the first tab where the address names none. */
export const route: ReadonlySignal<Route> = computed(() => {
  const [path = '', query = ''] = hash.value.replace(/^#\/?/, '').split('?', 2);
  const known = tabs.find(({ name }) => name === path) ?? tabs[0];
  return { tab: known.name, query: new URLSearchParams(query) };
});

/** The address of a tab, with what it is to be told. */
export function addressOf(tab: string, query: Readonly<Record<string, string>> = {}): string {
  const words = new URLSearchParams(query).toString();
  return `#/${tab}${words === '' ? '' : `?${words}`}`;
}

/** Opens a tab. */
export function open(tab: string): void {
  location.hash = addressOf(tab);
}
