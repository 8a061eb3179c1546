/** Why a data folder cannot be used, in one sentence for a person. */
export class DataFolderError extends Error {
  override readonly name = 'DataFolderError';
}
