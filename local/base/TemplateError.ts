/** A fault of the assembly or its template that a deployment would end on: one sentence, fit for the person who starts the runtime. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
}
