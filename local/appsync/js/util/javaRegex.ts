import { UnsupportedFeatureError } from '../../../base/UnsupportedFeatureError.ts';
import { isAbsent, toText } from '../handler/arguments.ts';
import { CodeFault } from '../handler/CodeFault.ts';
import type { HostFunction } from '../handler/HostFunctions.ts';
import { JavaPattern } from './JavaPattern.ts';

const compiled = new Map<string, string>();
const maximumCompiled = 1_000;

/** The pattern as JavaScript source for the flag `u`. Sources are kept: resolvers use few patterns, again and again. */
function sourceOf(pattern: string): string {
  const known = compiled.get(pattern);
  if (known !== undefined) return known;
  const source = new JavaPattern(pattern).toSource();
  if (compiled.size >= maximumCompiled) compiled.clear();
  compiled.set(pattern, source);
  return source;
}

function toRegExp(pattern: string, source: string, flags: string): RegExp {
  try {
    return new RegExp(source, flags);
  } catch {
    throw new CodeFault(`the regular expression ${pattern} cannot be read`);
  }
}

const wholeValuePatterns = new Map<string, RegExp>();

/** The whole value must match, as with `String.matches` of Java; unconfirmed. */
export const matches: HostFunction = (pattern, value) => {
  const text = toText(pattern, 'the pattern');
  const found = wholeValuePatterns.get(text) ?? toRegExp(text, `^(?:${sourceOf(text)})(?![^])`, 'u');
  if (wholeValuePatterns.size >= maximumCompiled) wholeValuePatterns.clear();
  wholeValuePatterns.set(text, found);
  return found.test(toText(value, 'the value'));
};

/** `$` and `\` in a replacement are special in Java, in another way than in JavaScript. */
function toReplacement(value: unknown): string {
  const replacement = isAbsent(value) ? null : toText(value, 'the replacement');
  if (replacement === null) throw new CodeFault('the replacement is not a string');
  if (/[$\\]/.test(replacement)) throw new UnsupportedFeatureError('$ and \\ in the replacement of replace');
  return replacement;
}

/**
 * The first argument is a Java regular expression, not a text:
 * https://docs.aws.amazon.com/appsync/latest/devguide/supported-features.html
 */
function replace(flags: string): HostFunction {
  return (value, pattern, replacement) => {
    const text = toText(pattern, 'the pattern');
    const by = toReplacement(replacement);
    return toText(value, 'the value').replace(toRegExp(text, sourceOf(text), flags), () => by);
  };
}

/** `String.prototype.replace`; the first argument is the string itself. */
export const replaceFirst: HostFunction = replace('u');

/** `String.prototype.replaceAll`; the first argument is the string itself. */
export const replaceAll: HostFunction = replace('gu');
