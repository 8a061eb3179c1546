import type { HttpAnswer } from '../listener/HttpExchange.ts';
import { html, type Html } from './html.ts';
import { renderPage } from './renderPage.ts';

/** A mail that Cognito would have sent. */
export interface ShownMail {
  readonly to: string;
  readonly username: string;
  readonly code: string;
  readonly subject: string;
  /** ISO 8601 */
  readonly sentAt: string;
  /** `ended`: expired, or replaced by a newer code. */
  readonly state: 'open' | 'used' | 'ended';
}

const stateTexts: Readonly<Record<ShownMail['state'], string>> = {
  open: 'valid',
  used: 'used',
  ended: 'no longer valid',
};

/** Replaces the list where it has changed, so that a code that is being selected stays selected. */
const update = `
const list = document.querySelector('main');
async function update() {
  try {
    const answer = await fetch('/mails', { headers: { accept: 'text/html' } });
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const next = page.querySelector('main');
    if (next !== null && next.innerHTML !== list.innerHTML) list.innerHTML = next.innerHTML;
  } catch {}
  setTimeout(update, 1000);
}
setTimeout(update, 1000);
`;

/** Newest first, as given. The page updates itself. */
export function mailsPage(mails: readonly ShownMail[]): HttpAnswer {
  return renderPage(
    'Mails',
    html`<h1>Mails</h1>
      <p>What Cognito would have sent, newest first. <a href="/">Overview</a></p>
      <main>${mails.length === 0 ? html`<p>No mail yet: register a user.</p>` : list(mails)}</main>`,
    update,
  );
}

function list(mails: readonly ShownMail[]): Html {
  const items = mails.map(
    (mail) =>
      html`<li class="${mail.state}">
        <p><code>${mail.code}</code> <span class="state">${stateTexts[mail.state]}</span></p>
        <p>${mail.username} <small>${mail.to}</small></p>
        <p>
          <small>${mail.subject}, <time datetime="${mail.sentAt}">${toShortTime(mail.sentAt)}</time></small>
        </p>
      </li> `,
  );
  return html`<ul class="mails">
    ${items}
  </ul>`;
}

/** `2026-11-27 06:10:03 UTC` */
function toShortTime(iso: string): string {
  return iso.replace('T', ' ').replace(/\.\d+Z$/, ' UTC');
}
