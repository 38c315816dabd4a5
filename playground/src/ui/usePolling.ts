// Asks again and again for what can be seen, and not for what cannot.
// The next question waits for the answer to the last one, so that a busy worker is never swamped.
import { useEffect, useRef } from 'preact/hooks';
import type { RefObject } from 'preact';

/** Calls `ask` every so many milliseconds while `active`, and once whenever `stamp` changes; only in view. */
export function usePolling<E extends Element>(
  ask: () => Promise<void>,
  options: { readonly every: number; readonly active: boolean; readonly stamp: unknown },
): RefObject<E | null> {
  const { every, active, stamp } = options;
  const place = useRef<E>(null);
  const latest = useRef(ask);
  latest.current = ask;
  useEffect(() => {
    let [visible, busy, over, due] = [false, false, false, true];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const go = async (): Promise<void> => {
      if (busy || over || !visible || document.hidden || !due) return;
      [busy, due] = [true, false];
      try {
        await latest.current();
      } finally {
        busy = false;
        if (active && !over) timer = setTimeout(() => again(), every);
      }
    };
    const again = (): void => {
      due = true;
      void go();
    };
    const watch = new IntersectionObserver(([entry]) => {
      visible = entry?.isIntersecting ?? false;
      void go();
    });
    if (place.current) watch.observe(place.current);
    document.addEventListener('visibilitychange', again);
    return () => {
      over = true;
      clearTimeout(timer);
      watch.disconnect();
      document.removeEventListener('visibilitychange', again);
    };
  }, [every, active, stamp]);
  return place;
}
