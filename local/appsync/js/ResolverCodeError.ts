/** Code that AppSync would refuse when the resolver or function is created. The message names the code and says why. */
export class ResolverCodeError extends Error {
  override readonly name = 'ResolverCodeError';

  constructor(codeName: string, reason: string) {
    super(`AppSync refuses the code of ${codeName}: ${reason}`);
  }
}
