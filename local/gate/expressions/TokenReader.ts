/** `word`: a name, keyword or function; `name`: `#name`; `value`: `:value`. */
export interface Token {
  readonly kind: 'word' | 'name' | 'value' | 'index' | 'symbol';
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** An expression that is left to the engine to judge. */
export class UnreadableExpression extends Error {
  override readonly name = 'UnreadableExpression';
}

const pattern =
  /\s*(?:(?<word>[A-Za-z]\w*)|(?<name>#\w+)|(?<value>:\w+)|(?<index>\d+)|(?<symbol><>|<=|>=|[=<>()[\].,+-]))/y;
const kinds = ['word', 'name', 'value', 'index', 'symbol'] as const;

function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  const end = text.trimEnd().length;
  for (let at = 0; at < end;) {
    pattern.lastIndex = at;
    const groups = pattern.exec(text)?.groups;
    const kind = kinds.find((one) => groups?.[one] !== undefined);
    const found = kind && groups?.[kind];
    if (kind === undefined || found === undefined) throw new UnreadableExpression();
    at = pattern.lastIndex;
    tokens.push({ kind, text: found, start: at - found.length, end: at });
  }
  return tokens;
}

/** Reads the tokens of one expression in order. Its methods throw UnreadableExpression where the grammar ends. */
export class TokenReader {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(text: string) {
    this.#tokens = tokenize(text);
  }

  peek(offset = 0): Token | undefined {
    return this.#tokens[this.#at + offset];
  }

  /** Where the next token begins. */
  get position(): number {
    return this.peek()?.start ?? this.end;
  }

  /** Where the last token that was read ends. */
  get end(): number {
    return this.peek(-1)?.end ?? 0;
  }

  next(): Token {
    const token = this.peek();
    if (token === undefined) throw new UnreadableExpression();
    this.#at += 1;
    return token;
  }

  /** Whether the next token is this symbol or, in any letter case, this keyword. */
  isAt(text: string, offset = 0): boolean {
    const token = this.peek(offset);
    return (token?.kind === 'word' || token?.kind === 'symbol') && token.text.toUpperCase() === text;
  }

  /** Reads the token if it is the next one. */
  takes(text: string): boolean {
    const isNext = this.isAt(text);
    if (isNext) this.#at += 1;
    return isNext;
  }

  expect(text: string): Token {
    if (!this.isAt(text)) throw new UnreadableExpression();
    return this.next();
  }

  get isAtEnd(): boolean {
    return this.#at === this.#tokens.length;
  }
}
