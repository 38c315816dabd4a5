// A turn for whatever else waits in this thread: shorter than a timer's.

/** Resolves after what came in meanwhile was taken care of. */
export function turn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener('message', () => {
      port1.close();
      resolve();
    });
    port1.start();
    port2.postMessage(undefined);
  });
}
