/** The runtime is faithful or it refuses: the message names the feature that it does not have. */
export class UnsupportedFeatureError extends Error {
  override readonly name = 'UnsupportedFeatureError';

  readonly feature: string;

  constructor(feature: string) {
    super(`The local runtime does not support ${feature}. See local/SUPPORT.md.`);
    this.feature = feature;
  }
}
