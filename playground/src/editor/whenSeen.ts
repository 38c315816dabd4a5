// What is large is loaded for those who look at it: an editor far down the page may never be seen.

/** Calls `then` once when `element` is first seen. Returns how to give up. */
export function whenSeen(element: Element, then: () => void): () => void {
  const observer = new IntersectionObserver((entries) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
    observer.disconnect();
    then();
  });
  observer.observe(element);
  return () => observer.disconnect();
}
