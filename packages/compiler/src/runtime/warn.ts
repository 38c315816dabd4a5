// Warnings go where the host shows them; typed here because Node and browsers type it in different places.

const host = globalThis as { readonly console?: { warn(text: string): void } };

/** Shows a text to whoever runs the program. */
export function warn(text: string): void {
  host.console?.warn(text);
}
