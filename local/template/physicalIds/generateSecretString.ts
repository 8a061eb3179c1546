import { randomInt } from 'node:crypto';
import { isRecord } from '../../base/json.ts';
import { randomText } from '../../base/randomText.ts';
import { TemplateError } from '../../base/TemplateError.ts';
import { UnsupportedFeatureError } from '../../base/UnsupportedFeatureError.ts';

const knownProperties: ReadonlySet<string> = new Set([
  'ExcludeCharacters',
  'ExcludeLowercase',
  'ExcludeNumbers',
  'ExcludePunctuation',
  'ExcludeUppercase',
  'GenerateStringKey',
  'IncludeSpace',
  'PasswordLength',
  'RequireEachIncludedType',
  'SecretStringTemplate',
]);

const characterTypes: readonly { readonly exclude: string; readonly characters: string }[] = [
  { exclude: 'ExcludeUppercase', characters: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ' },
  { exclude: 'ExcludeLowercase', characters: 'abcdefghijklmnopqrstuvwxyz' },
  { exclude: 'ExcludeNumbers', characters: '0123456789' },
  { exclude: 'ExcludePunctuation', characters: '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~' },
];

const defaultLength = 32;

function alphabets(properties: Readonly<Record<string, unknown>>): string[] {
  const { ExcludeCharacters = '' } = properties;
  const excluded = typeof ExcludeCharacters === 'string' ? ExcludeCharacters : '';
  return characterTypes
    .filter(({ exclude }) => properties[exclude] !== true)
    .map(({ characters }) =>
      Array.from(characters)
        .filter((character) => !excluded.includes(character))
        .join(''),
    )
    .concat(properties['IncludeSpace'] === true && !excluded.includes(' ') ? [' '] : [])
    .filter((characters) => characters !== '');
}

function shuffled(text: string): string {
  const characters = Array.from(text);
  for (let last = characters.length - 1; last > 0; last -= 1) {
    const other = randomInt(last + 1);
    [characters[last], characters[other]] = [characters[other] ?? '', characters[last] ?? ''];
  }
  return characters.join('');
}

function generatePassword(properties: Readonly<Record<string, unknown>>, logicalId: string): string {
  const types = alphabets(properties);
  const length = Number(properties['PasswordLength'] ?? defaultLength);
  // RequireEachIncludedType is true unless the template says otherwise.
  const required = properties['RequireEachIncludedType'] === false ? [] : types;
  if (types.length === 0 || length < required.length) {
    throw new TemplateError(`GenerateSecretString of ${logicalId} leaves no password to generate.`);
  }
  const first = required.map((characters) => randomText(1, characters)).join('');
  return shuffled(first + randomText(length - first.length, types.join('')));
}

function toJsonObject(text: unknown, logicalId: string): Record<string, unknown> {
  const document: unknown = typeof text === 'string' ? JSON.parse(text) : undefined;
  if (!isRecord(document)) throw new TemplateError(`The SecretStringTemplate of ${logicalId} is not a JSON object.`);
  return document;
}

/**
 * The value of a secret with `GenerateSecretString`: a password, or the template's object with the password under `GenerateStringKey`.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-secretsmanager-secret-generatesecretstring.html
 */
export function generateSecretString(properties: Readonly<Record<string, unknown>>, logicalId: string): string {
  const unknown = Object.keys(properties).find((name) => !knownProperties.has(name));
  if (unknown !== undefined) throw new UnsupportedFeatureError(`GenerateSecretString.${unknown} (${logicalId})`);

  const { SecretStringTemplate, GenerateStringKey } = properties;
  if ((SecretStringTemplate === undefined) !== (GenerateStringKey === undefined)) {
    throw new TemplateError(
      `GenerateSecretString of ${logicalId} needs SecretStringTemplate and GenerateStringKey together.`,
    );
  }
  const password = generatePassword(properties, logicalId);
  if (typeof GenerateStringKey !== 'string') return password;
  return JSON.stringify({ ...toJsonObject(SecretStringTemplate, logicalId), [GenerateStringKey]: password });
}
