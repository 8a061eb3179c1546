import { deletedAccount } from '../../domain/deletedAccount.ts';

const deletedName = deletedAccount('x').displayName;

/** What no person and no group may be called, by what is wrong with it. */
export const refusedNames: Readonly<Record<string, string>> = {
  'nothing at all': '',
  'blanks alone': ' \u00A0\u3000',
  'a lone high surrogate': 'x\uD83D',
  'a lone low surrogate': '\uDE00x',
  'a hangul filler': '\u3164',
  'a zero-width space': '\u200B',
  'a braille blank': '\u2800',
  'a variation selector of the supplementary plane': '\u{E0100}',
  'a combining mark that stands on nothing': '\u0301',
  'a right-to-left override alone': '\u202E',
  'a right-to-left override': 'abc\u202Edef',
  'an isolate': '\u2066abc\u2069',
  'a right-to-left mark': 'a\u200Fb',
  'a null character': 'a\u0000b',
  'a bell': 'a\u0007b',
  'a tab': 'a\tb',
  'a control character of the second range': 'a\u0085b',
  'a line break': 'a\nb',
  'a line break at its end': 'a\n',
  'a carriage return': 'a\rb',
  'a line separator': 'a\u2028b',
  'a paragraph separator': 'a\u2029b',
  'five combining marks in a row': `a${'\u0301'.repeat(5)}`,
  'sixty combining marks': `Z${'\u0336'.repeat(60)}`,
  'marks with joiners between them': `a${'\u0301\u200D'.repeat(5)}`,
  'the name of deleted accounts': deletedName,
  'the name of deleted accounts in another case': deletedName.toUpperCase(),
  'the name of deleted accounts with other blanks': ` ${deletedName.replace(' ', '\u00A0\u2003')} `,
  'the name of deleted accounts with something unseen in it': Array.from(deletedName).join('\u200B'),
  'the username of a deleted account': deletedAccount('6f9619ff-8b86-4011-b42d-00c04fc964ff').username,
  '101 letters': 'x'.repeat(101),
  '101 emoji': '😀'.repeat(101),
};

/** What people and groups may be called, by what is remarkable about it. */
export const acceptedNames: Readonly<Record<string, string>> = {
  'one letter': 'x',
  '100 letters': 'x'.repeat(100),
  '60 emoji': '😀'.repeat(60),
  '100 emoji': '😀'.repeat(100),
  'a family that joiners hold together': '👩‍👩‍👧‍👦',
  'a flag made of tags': '🏴󠁧󠁢󠁥󠁮󠁧󠁿',
  'a heart with a variation selector': '❤️‍🔥',
  'four combining marks in a row': `a${'\u0301'.repeat(4)}`,
  'letters of Devanagari': 'क्षत्रिय',
  'letters of Arabic': 'فاطمة الزهراء',
  'letters of Persian with a non-joiner': 'می‌خواهم',
  'vowel points': 'שָׁלוֹם',
  'blanks around it': ' Ana ',
  'words about deletion': 'Deleted users club',
};
