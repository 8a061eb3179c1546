/** Work between two moments; `length` is how many round trips of it follow one another. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly length: number;
}

/** The most round trips that follow one another: of stretches of which each started after the one before had ended. */
export function longestChain(stretches: readonly Stretch[]): number {
  const chains: { readonly end: number; readonly length: number }[] = [];
  for (const { start, end, length } of [...stretches].sort((one, other) => one.end - other.end)) {
    const before = chains.findLast((chain) => chain.end <= start)?.length ?? 0;
    chains.push({ end, length: Math.max(before + length, chains.at(-1)?.length ?? 0) });
  }
  return chains.at(-1)?.length ?? 0;
}
