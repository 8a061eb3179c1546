const needed = [20, 19] as const;

/** Throws a sentence for a Node that is too old. */
export function assertNodeVersion(version: string): void {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > needed[0] || (major === needed[0] && minor >= needed[1])) return;
  throw new Error(`The local runtime needs Node ${needed.join('.')} or newer; this is Node ${version}.`);
}
