const cache = new Map<string, RegExp>();
const cacheLimit = 5_000;

/** IAM's wildcards: `*` for any characters, `?` for exactly one. */
export function matchesPattern(pattern: string, text: string): boolean {
  if (pattern === '*' || pattern === text) return true;
  return compiled(pattern).test(text);
}

/** Actions are compared without regard to case. */
export function matchesAction(pattern: string, action: string): boolean {
  return matchesPattern(pattern.toLowerCase(), action.toLowerCase());
}

/**
 * ARNs are compared part by part, so that no wildcard reaches across a colon before the sixth part; missing parts stand
 * for anything. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function matchesArn(pattern: string, arn: string): boolean {
  if (pattern === '*') return true;
  const wanted = arnParts(pattern);
  const given = arnParts(arn);
  return given.every((part, index) => matchesPattern(wanted[index] ?? '*', part));
}

function arnParts(arn: string): string[] {
  const parts = arn.split(':');
  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(':')];
}

function compiled(pattern: string): RegExp {
  const known = cache.get(pattern);
  if (known !== undefined) return known;
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  const made = new RegExp(`^${source}$`, 's');
  if (cache.size >= cacheLimit) cache.clear();
  cache.set(pattern, made);
  return made;
}
