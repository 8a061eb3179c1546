import { openRoleBook, type RolePage } from '../../test/iam/RoleBook.ts';
import { startTour } from '../../test/iam/tour.ts';

const list = (title: string, rights: readonly string[]): string[] =>
  rights.length === 0 ? [] : [`  ${title}`, ...rights.map((right) => `    ${right}`)];

const toLines = ({ role, used, unused, denied }: RolePage): string[] => [
  role,
  ...list('used', used),
  ...list('granted, never used', unused),
  ...list('denied', denied),
  '',
];

const count = (pages: readonly RolePage[], rights: (page: RolePage) => readonly string[]): number =>
  pages.reduce((sum, page) => sum + rights(page).length, 0);

/** `npm run iam`: visits every field of the API, then tells what each role used, might have used, and was denied. */
const { runtime } = await startTour();
const pages = openRoleBook(runtime.stack, runtime.iam);
await runtime.stop();
const serviceSide = [...new Set(pages.flatMap((page) => page.serviceSide.map((right) => right.split(' ')[0])))].sort();
const unused = count(pages, (page) => page.unused);
const denied = count(pages, (page) => page.denied);

console.log(pages.flatMap(toLines).join('\n'));
console.log(
  `Not shown: ${serviceSide.join(', ')}. Lambda and AppSync use them by themselves, to write logs and traces.`,
);
console.log(
  `${pages.length} roles: ${count(pages, (page) => page.used)} rights used, ${unused} never used, ${denied} denied.`,
);
if (unused + denied > 0) process.exitCode = 1;
