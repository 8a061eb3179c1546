import { UnsupportedFeatureError } from '../../../base/UnsupportedFeatureError.ts';
import { CodeFault } from '../handler/CodeFault.ts';

/** https://docs.oracle.com/javase/8/docs/api/java/util/regex/Pattern.html: these differ from JavaScript's. */
const anyCharacter = '[^\\n\\r\\u0085\\u2028\\u2029]';
const endOfInput = '(?=(?:\\r\\n|(?<!\\r)\\n|[\\r\\u0085\\u2028\\u2029])?(?![^]))';

/** Members of a class, without brackets. */
const classMembers: Readonly<Record<string, string>> = {
  d: '0-9',
  s: ' \\t\\n\\x0B\\f\\r',
  w: 'a-zA-Z_0-9',
  h: ' \\t\\xA0\\u1680\\u180e\\u2000-\\u200a\\u202f\\u205f\\u3000',
  v: '\\n\\x0B\\f\\r\\x85\\u2028\\u2029',
};

const posixClasses: Readonly<Record<string, string>> = {
  Lower: 'a-z',
  Upper: 'A-Z',
  ASCII: '\\x00-\\x7F',
  Alpha: 'a-zA-Z',
  Digit: '0-9',
  Alnum: 'a-zA-Z0-9',
  Punct: '!-\\/:-@\\[-`\\{-~',
  XDigit: '0-9a-fA-F',
  Blank: ' \\t',
  Space: ' \\t\\n\\x0B\\f\\r',
};

/** General categories; JavaScript has them by the same names. */
const category = /^(?:L[ulmto]?|M[nce]?|N[dlo]?|P[cdseifo]?|S[mcko]?|Z[slp]?)$/;

const controlEscapes: Readonly<Record<string, string>> = {
  t: '\\t',
  n: '\\n',
  r: '\\r',
  f: '\\f',
  a: '\\x07',
  e: '\\x1B',
};

function literal(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

/** Writes a `java.util.regex` pattern as a JavaScript one with the flag `u`, or refuses by name what it cannot. */
export class JavaPattern {
  readonly #characters: readonly string[];
  readonly #pattern: string;
  #at = 0;
  #depth = 0;

  constructor(pattern: string) {
    this.#pattern = pattern;
    this.#characters = Array.from(pattern);
  }

  toSource(): string {
    let source = '';
    while (this.#at < this.#characters.length) source += this.#next();
    if (this.#depth > 0) this.#malformed('has a group that is not closed');
    return source;
  }

  #next(): string {
    const character = this.#take();
    switch (character) {
      case '\\':
        return this.#escape();
      case '[':
        return this.#characterClass();
      case '(':
        return this.#group();
      case ')':
        return this.#groupEnd();
      case '.':
        return anyCharacter + this.#quantifier();
      case '^':
        return '^';
      case '$':
        return endOfInput;
      case '|':
        return '|';
      default:
        if ('*+?{'.includes(character)) this.#malformed(`has a ${character} after nothing`);
        return literal(character) + this.#quantifier();
    }
  }

  #quantifier(): string {
    const rest = this.#characters.slice(this.#at, this.#at + 24).join('');
    const found = /^(?:[*+?]|\{\d+(?:,\d*)?\})/.exec(rest)?.[0] ?? '';
    if (found === '' && rest.startsWith('{')) this.#malformed('has a { that is no quantifier');
    this.#at += found.length;
    if (found === '') return '';
    if (this.#peek() === '+') this.#refuse('possessive quantifiers');
    if (this.#peek() !== '?') return found;
    this.#at += 1;
    return `${found}?`;
  }

  #group(): string {
    this.#depth += 1;
    const rest = this.#characters.slice(this.#at, this.#at + 3).join('');
    const prefix = ['?:', '?=', '?!', '?<=', '?<!'].find((candidate) => rest.startsWith(candidate));
    if (prefix === undefined && rest.startsWith('?')) this.#refuse(`the group (${rest}`);
    this.#at += prefix?.length ?? 0;
    return `(${prefix ?? ''}`;
  }

  #groupEnd(): string {
    this.#depth -= 1;
    if (this.#depth < 0) this.#malformed('closes a group that is not open');
    return `)${this.#quantifier()}`;
  }

  #escape(): string {
    const character = this.#take();
    if (character === 'Q') return this.#quotation();
    if (/[dswhv]/.test(character)) return `[${classMembers[character] ?? ''}]${this.#quantifier()}`;
    if (/[DSWHV]/.test(character)) return `[^${classMembers[character.toLowerCase()] ?? ''}]${this.#quantifier()}`;
    if (character === 'p') return `[${this.#property()}]${this.#quantifier()}`;
    if (character === 'P') return `[^${this.#property()}]${this.#quantifier()}`;
    if (character === 'A') return '^';
    if (character === 'z') return '(?![^])';
    if (character === 'Z') return endOfInput;
    return this.#escapedCharacter(character) + this.#quantifier();
  }

  #escapedCharacter(character: string): string {
    const control = controlEscapes[character];
    if (control !== undefined) return control;
    if (character === 'x') return `\\u{${this.#hexadecimal(2)}}`;
    if (character === 'u') return this.#codeUnit();
    if (/[A-Za-z0-9]/.test(character)) this.#refuse(`\\${character}`);
    return literal(character);
  }

  /** Two escapes that are the halves of a character stand for it, in a class too. */
  #codeUnit(): string {
    const first = this.#hexadecimal(4);
    const next = this.#characters.slice(this.#at, this.#at + 6).join('');
    if (!/^D[89AB]/i.test(first) || !/^\\uD[C-F][0-9A-F]{2}$/i.test(next)) return `\\u{${first}}`;
    this.#at += 6;
    return `\\u${first}${next}`;
  }

  #hexadecimal(length: number): string {
    const digits = this.#characters.slice(this.#at, this.#at + length).join('');
    if (!/^[0-9A-Fa-f]+$/.test(digits) || digits.length < length)
      this.#malformed('has an incomplete hexadecimal escape');
    this.#at += length;
    return digits;
  }

  #quotation(): string {
    const rest = this.#characters.slice(this.#at);
    const end = rest.findIndex((character, index) => character === '\\' && rest[index + 1] === 'E');
    const quoted = end < 0 ? rest : rest.slice(0, end);
    this.#at += quoted.length + (end < 0 ? 0 : 2);
    return quoted.map(literal).join('') + (quoted.length > 0 ? this.#quantifier() : '');
  }

  #property(): string {
    let name = this.#take();
    if (name === '{') {
      const end = this.#characters.indexOf('}', this.#at);
      if (end < 0) this.#malformed('has an unclosed \\p{');
      name = this.#characters.slice(this.#at, end).join('');
      this.#at = end + 1;
    }
    const posix = posixClasses[name];
    if (posix !== undefined) return posix;
    const general = name.replace(/^Is/, '');
    return category.test(general) ? `\\p{${general}}` : this.#refuse(`\\p{${name}}`);
  }

  #characterClass(): string {
    let source = '[';
    if (this.#peek() === '^') source += this.#take();
    let isFirst = true;
    while (this.#peek() !== ']' || isFirst) {
      source += this.#classMember(isFirst);
      isFirst = false;
    }
    this.#at += 1;
    return `${source}]${this.#quantifier()}`;
  }

  #classMember(isFirst: boolean): string {
    const character = this.#take();
    if (character === '[') this.#refuse('a class within a class');
    if (character === '&' && this.#peek() === '&') this.#refuse('intersections of classes');
    if (character === ']' && isFirst) this.#refuse('] at the beginning of a class');
    if (character === '\\') return this.#escapeInClass();
    const isRange = character === '-' && !isFirst && this.#peek() !== ']';
    return isRange ? '-' : literal(character);
  }

  #escapeInClass(): string {
    const character = this.#take();
    const members = classMembers[character];
    if (members !== undefined) return members;
    if (character === 'p') return this.#property();
    if (character === 'P' || character === 'Q' || /[DSWHV]/.test(character)) this.#refuse(`\\${character} in a class`);
    return this.#escapedCharacter(character);
  }

  #peek(): string | undefined {
    return this.#characters[this.#at];
  }

  #take(): string {
    const character = this.#characters[this.#at];
    if (character === undefined) return this.#malformed('ends too early');
    this.#at += 1;
    return character;
  }

  #malformed(what: string): never {
    throw new CodeFault(`the regular expression ${this.#pattern} ${what}`);
  }

  #refuse(what: string): never {
    throw new UnsupportedFeatureError(`${what} in the regular expression ${this.#pattern}`);
  }
}
