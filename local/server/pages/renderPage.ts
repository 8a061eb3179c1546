import { createHash } from 'node:crypto';
import type { HttpAnswer } from '../listener/HttpExchange.ts';
import { html, type Html } from './html.ts';

const style: Html = {
  markup: `<style>
:root { color-scheme: light dark; --ink: #1c2024; --soft: #60646c; --line: #d9dce1; --paper: #fcfcfd; --accent: #2456d6; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #edeef0; --soft: #a3a8b1; --line: #34373d; --paper: #111214; --accent: #8aa9ff; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 46rem; padding: 2.5rem 1.25rem; background: var(--paper); color: var(--ink);
  font: 16px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.5rem; margin: 0 0 .25rem; }
h2 { font-size: 1.05rem; margin: 2rem 0 .5rem; }
p { margin: .25rem 0 .75rem; color: var(--soft); }
a { color: var(--accent); }
nav { display: flex; flex-wrap: wrap; gap: .5rem; margin: 1.25rem 0; }
nav a { border: 1px solid var(--line); border-radius: .5rem; padding: .4rem .8rem; text-decoration: none; }
nav a:focus-visible, nav a:hover { border-color: var(--accent); }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .4rem .75rem .4rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
th { font-weight: 500; color: var(--soft); white-space: nowrap; }
code { font: 13.5px/1.5 ui-monospace, monospace; overflow-wrap: anywhere; }
small { color: var(--soft); overflow-wrap: anywhere; }
.mails { list-style: none; margin: 0; padding: 0; display: grid; gap: .75rem; }
.mails li { border: 1px solid var(--line); border-radius: .5rem; padding: .75rem 1rem; }
.mails p { margin: 0; color: inherit; overflow-wrap: anywhere; }
.mails p:first-child { display: flex; flex-wrap: wrap; align-items: baseline; justify-content: space-between; gap: .25rem 1rem; }
.mails code { font-size: 1.4rem; letter-spacing: .08em; white-space: nowrap; max-width: 100%; overflow-x: auto; }
.state { border-radius: 1rem; padding: 0 .6rem; font-size: .8rem; border: 1px solid currentColor; color: var(--accent); }
.used, .ended { opacity: .6; }
.used code, .ended code { text-decoration: line-through; }
.used .state, .ended .state { color: var(--soft); }
</style>`,
};

/** A page that needs nothing but itself; its script may ask this origin alone. */
export function renderPage(title: string, content: Html, script = ''): HttpAnswer {
  const code: Html = { markup: script === '' ? '' : `<script>${script}</script>` };
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        ${style}
      </head>
      <body>
        ${content} ${code}
      </body>
    </html> `;
  return {
    status: 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': `default-src 'none'; style-src 'unsafe-inline'; img-src data:${rightsOf(script)}`,
      'x-content-type-options': 'nosniff',
    },
    body: page.markup,
  };
}

/** The one script, by its hash: texts of mails that looked like scripts would not run. */
function rightsOf(script: string): string {
  if (script === '') return '';
  return `; connect-src 'self'; script-src 'sha256-${createHash('sha256').update(script).digest('base64')}'`;
}
