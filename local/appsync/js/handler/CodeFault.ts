/** A fault of the code while it runs: it ends the resolver with errorType `Code`. */
export class CodeFault extends Error {
  override readonly name = 'CodeFault';
}
